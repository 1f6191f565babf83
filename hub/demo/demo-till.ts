import { createHash, generateKeyPairSync } from 'node:crypto';
import type { FactDraft, JournalHead } from '#shared/contract/host';
import { type AnchorKey, PUSH_MAX } from '#shared/contract/sync';
import { NO_HASH } from '#shared/facts/envelope';
import type { Happening } from '#shared/facts/happening';
import { hashText } from '#shared/facts/hash-text';
import { Fact } from '#shared/facts/registry';
import { AnchorId, EpochId, type StaffId, type StoreId, type TenantId } from '#shared/kernel/ids';
import { invariant, must } from '#shared/kernel/invariant';
import type { BusinessDate, InstantMs } from '#shared/kernel/time';
import { draftFacts } from '#shared/sync/next-fact';
import type { HubContext } from '../context';
import type { Device } from '../devices/device-store';
import { enrolDevice, issueEnrolmentCode } from '../devices/enrolment';
import { ingest } from '../ingest/ingest';
import { mintKey, seal } from '../keys/seal';
import { wallTime } from '../log/append-hub-fact';

/** When and by whom something happens on a till. */
export type Moment = {
  readonly atMs: InstantMs;
  readonly staff: StaffId;
  readonly businessDate: BusinessDate;
};

/**
 * A till that tells its history: enrolled like any other, its facts chained and hashed like any other's, sent through the
 * hub's own ingest. Only its clock is not the wall's.
 */
export type DemoTill = {
  readonly device: Device;
  readonly happen: (happenings: readonly Happening[], moment: Moment) => readonly Fact[];
  /** Sends everything that happened, in order. A till whose history the hub parks is a bug of the demo. */
  readonly push: () => Promise<number>;
};

export async function openDemoTill(
  context: HubContext,
  tenant: TenantId,
  store: { readonly id: StoreId; readonly zone: string },
  name: string,
): Promise<DemoTill> {
  const code = await issueEnrolmentCode(context, tenant, store.id);
  const { publicKey } = generateKeyPairSync('ed25519');
  const text = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  const enrolled = await enrolDevice(context, { code, name, publicKey: text, origin: 'http://127.0.0.1' });
  const { device } = must(enrolled, 'a fresh code enrols a till');
  const keys = new Map<AnchorId, AnchorKey['key']>();
  const facts: Fact[] = [];
  let head: JournalHead = {
    journal: 'demo',
    epoch: EpochId.parse(context.mint('epoch')),
    ctr: 0,
    hash: NO_HASH,
    hlc: 0,
    series: device.series,
    receipts: 0,
    records: 0,
  };
  const keyOf = (who: AnchorId): AnchorKey['key'] => {
    const key = keys.get(who) ?? context.keys.of(tenant).get(who) ?? mintKey();
    keys.set(who, key);
    return key;
  };
  const finish = (draft: FactDraft, prev: string): Fact => {
    const who = draft.fact.who === undefined ? undefined : AnchorId.parse(draft.fact.who);
    invariant(draft.secret === undefined || who !== undefined, 'what is secret is about someone');
    const sealed = draft.secret === undefined || who === undefined ? undefined : seal(keyOf(who), draft.secret);
    const fact = { ...draft.fact, prev, ...(sealed === undefined ? {} : { private: sealed }) };
    return Fact.parse({ ...fact, hash: sha256(hashText(fact, sealed === undefined ? null : sha256(sealed))) });
  };
  return {
    device,
    happen: (happenings, { atMs, staff, businessDate }) => {
      const drafts = draftFacts(head, happenings, {
        tenant,
        store: store.id,
        device: device.id,
        staff,
        businessDate,
        nowMs: atMs,
        hubOffsetMs: 0,
        wallTime: wallTime(atMs, store.zone),
        mint: context.mint,
      });
      return drafts.map((draft) => {
        const fact = finish(draft, head.hash);
        facts.push(fact);
        head = {
          ...head,
          ctr: head.ctr + 1,
          hash: must(fact.hash, 'a hash'),
          hlc: fact.hlc,
          records: head.records + 1,
        };
        return fact;
      });
    },
    push: async () => {
      for (let start = 0; start < facts.length; start += PUSH_MAX) {
        const batch = facts.slice(start, start + PUSH_MAX);
        const people = new Set(batch.flatMap(({ who }) => (who === undefined ? [] : [who])));
        const sent = [...people].flatMap((who) => {
          const key = keys.get(who);
          return key === undefined ? [] : [{ who, key }];
        });
        const { quarantined } = await ingest(context, device, { facts: batch, keys: sent });
        invariant(quarantined.length === 0, `the demo's facts are taken: ${JSON.stringify(quarantined[0])}`);
      }
      return facts.length;
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
