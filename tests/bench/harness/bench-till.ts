import { createHash, randomBytes } from 'node:crypto';
import type { JournalHead } from '#shared/contract/host';
import { PUSH_MAX } from '#shared/contract/sync';
import { NO_HASH } from '#shared/facts/envelope';
import type { Happening } from '#shared/facts/happening';
import { hashText } from '#shared/facts/hash-text';
import { Fact } from '#shared/facts/registry';
import { type AnchorId, EpochId, type StaffId, type StoreId, type TenantId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import { draftFacts } from '#shared/sync/next-fact';
import type { HubContext } from '../../../hub/context';
import type { Device } from '../../../hub/devices/device-store';
import { enrolDevice, issueEnrolmentCode } from '../../../hub/devices/enrolment';
import { ingest } from '../../../hub/ingest/ingest';
import { mintKey, seal } from '../../../hub/keys/seal';

/** What a till sends a hub, without its disk and its page: facts chained, sealed and hashed as a host does it. */
export type BenchTill = {
  readonly device: Device;
  readonly happen: (happenings: readonly Happening[], nowMs: number) => readonly Fact[];
  /** Through the hub's own ingest, in pushes of the largest size; throws unless all was taken. */
  readonly push: (facts: readonly Fact[]) => Promise<void>;
};

export async function openBenchTill(
  context: HubContext,
  tenant: TenantId,
  store: StoreId,
  staff: StaffId,
): Promise<BenchTill> {
  const code = await issueEnrolmentCode(context, tenant, store);
  const publicKey = randomBytes(32).toString('base64url');
  const enrolled = await enrolDevice(context, { code, name: 'Bench', publicKey, origin: 'http://127.0.0.1:1' });
  const { device } = must(enrolled, 'a fresh code enrols a till');
  const keys = new Map<AnchorId, string>();
  let head: JournalHead = {
    journal: 'bench',
    epoch: EpochId.parse(context.mint('epoch')),
    ctr: 0,
    hash: NO_HASH,
    hlc: 0,
    series: device.series,
    receipts: 0,
    records: 0,
  };

  const sealed = (who: AnchorId | undefined, secret: unknown): { private?: string } => {
    if (who === undefined || secret === undefined) return {};
    const key = keys.get(who) ?? mintKey();
    keys.set(who, key);
    return { private: seal(key, secret) };
  };

  function happen(happenings: readonly Happening[], nowMs: number): readonly Fact[] {
    const at = new Date(nowMs).toISOString();
    const drafts = draftFacts(head, happenings, {
      tenant,
      store,
      device: device.id,
      staff,
      businessDate: at.slice(0, 10),
      nowMs,
      hubOffsetMs: 0,
      wallTime: `${at.replace('Z', '+00:00')}[UTC]`,
      mint: context.mint,
    });
    return drafts.map(({ fact, secret }) => {
      const whole = { ...fact, ...sealed(fact.who, secret), prev: head.hash };
      const text = whole.private === undefined ? null : sha256(whole.private);
      const hash = sha256(hashText(whole as Fact, text));
      head = { ...head, ctr: head.ctr + 1, hash, hlc: fact.hlc };
      return Fact.parse({ ...whole, hash });
    });
  }

  return {
    device,
    happen,
    push: async (facts) => {
      for (let start = 0; start < facts.length; start += PUSH_MAX) {
        const batch = facts.slice(start, start + PUSH_MAX);
        const whose = new Set(batch.flatMap(({ who }) => who ?? []));
        const sent = [...whose].flatMap((who) => ({ who, key: keys.get(who) ?? '' })).filter(({ key }) => key !== '');
        const { quarantined } = await ingest(context, device, { facts: batch, keys: sent });
        if (quarantined.length > 0) throw new Error(`parked: ${JSON.stringify(quarantined[0])}`);
      }
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
