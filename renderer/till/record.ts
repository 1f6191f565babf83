import type { JournalHead } from '#shared/contract/host';
import type { Happening } from '#shared/facts/happening';
import type { Fact } from '#shared/facts/registry';
import type { DeviceId, FactId, MintId, StaffId, StoreId, TenantId } from '#shared/kernel/ids';
import type { Result } from '#shared/kernel/result';
import type { BusinessDate, InstantMs } from '#shared/kernel/time';
import { draftFacts } from '#shared/sync/next-fact';
import type { Commits } from './commit';
import type { Answer } from './till-types';
import { wallTime } from './wall-time';

export type RecordAsk = {
  readonly decide: (head: JournalHead) => Result<readonly Happening[], string>;
  /** Id of the first fact, where the same thing must never happen twice whatever is lost in between. */
  readonly firstId?: FactId;
  /** It was asked for before, under the same id, and nobody answered. */
  readonly wasUnanswered?: boolean;
  readonly onUnanswered?: () => void;
  /** Nothing more is asked: called before the answer, or after it if nobody answered in time. */
  readonly settle?: (outcome: Answer<readonly Fact[]>) => void;
  readonly businessDate?: BusinessDate;
};

/** Writes what was decided into the journal; answers when it is there. */
export type Record = (ask: RecordAsk) => Promise<Answer<readonly Fact[]>>;

export type RecordParts = {
  readonly commits: Commits;
  readonly mint: MintId;
  readonly now: () => InstantMs;
  readonly device: { readonly id: DeviceId; readonly tenant: TenantId; readonly store: StoreId };
  /** Who is at the till when it is asked for; which day it is, and the clock, when the fact is made. */
  readonly moment: () => {
    readonly staff: StaffId | null;
    readonly businessDate: BusinessDate | null;
    readonly zone: string;
    readonly hubOffsetMs: number;
  };
};

/** Gives what happens on this till its time, its clerk and its place, and commits it. */
export function createRecord({ commits, mint, now, device, moment }: RecordParts): Record {
  return ({ decide, firstId, wasUnanswered, onUnanswered, settle, businessDate }) => {
    const ids = new Map<number, string>();
    // Whoever asked is the one who did it, also when somebody else is at the till by the time it is written.
    const { staff } = moment();
    return commits.commit({
      decide,
      ...(wasUnanswered === undefined ? {} : { wasUnanswered }),
      ...(onUnanswered === undefined ? {} : { onUnanswered }),
      settle: settle ?? (() => {}),
      draft: (head, happenings) => {
        const { businessDate: day, zone, hubOffsetMs } = moment();
        const nowMs = now();
        let next = 0;
        const sameIds: MintId = (prefix) => {
          const known = ids.get(next) ?? (next === 0 && firstId !== undefined ? firstId : mint(prefix));
          ids.set(next, known);
          next += 1;
          return known;
        };
        return draftFacts(head, happenings, {
          tenant: device.tenant,
          store: device.store,
          device: device.id,
          ...(staff === null ? {} : { staff }),
          ...((businessDate ?? day) === null ? {} : { businessDate: businessDate ?? day ?? undefined }),
          nowMs,
          hubOffsetMs,
          wallTime: wallTime(nowMs, zone),
          mint: sameIds,
        });
      },
    });
  };
}
