import type { FactDraft, JournalHead } from '../contract/host';
import type { Happening } from '../facts/happening';
import { factKinds } from '../facts/registry';
import { type DeviceId, FactId, type MintId, type StaffId, type StoreId, type TenantId } from '../kernel/ids';
import type { BusinessDate, InstantMs, WallTime } from '../kernel/time';
import { nextHlc } from './hybrid-clock';

/** What a till knows about itself and the moment when something happens on it. */
export type DraftContext = {
  readonly tenant: TenantId;
  readonly store: StoreId;
  readonly device: DeviceId;
  readonly staff?: StaffId;
  readonly businessDate?: BusinessDate;
  readonly nowMs: InstantMs;
  readonly hubOffsetMs: number;
  readonly wallTime: WallTime;
  readonly mint: MintId;
};

/**
 * Gives happenings their place after the journal's head: consecutive counters and clock readings, in order.
 * Only the first draft carries `prev`; the host fills in the others', once it has hashed the fact before.
 */
export function draftFacts(
  head: JournalHead,
  happenings: readonly Happening[],
  context: DraftContext,
): readonly FactDraft[] {
  const firstHlc = nextHlc(head.hlc, context.nowMs, context.hubOffsetMs);
  return happenings.map((happening, index) => {
    const { prefix, v } = factKinds[happening.kind];
    const fact = {
      id: FactId.parse(context.mint(prefix)),
      kind: happening.kind,
      v,
      tenant: context.tenant,
      store: context.store,
      device: { id: context.device, epoch: head.epoch, ctr: head.ctr + 1 + index },
      hlc: firstHlc + index,
      occurredAt: context.wallTime,
      ...(context.businessDate === undefined ? {} : { businessDate: context.businessDate }),
      ...(context.staff === undefined ? {} : { staff: context.staff }),
      ...(happening.who === undefined ? {} : { who: happening.who }),
      capture: happening.capture,
      ...(index === 0 ? { prev: head.hash } : {}),
      body: happening.body,
    };
    return happening.secret === undefined ? { fact } : { fact, secret: happening.secret };
  });
}
