import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { JournalHead } from '#shared/contract/host';
import type { Happening } from '#shared/facts/happening';
import { hashText } from '#shared/facts/hash-text';
import { Fact } from '#shared/facts/registry';
import { type AnchorId, DeviceId, EpochId, type StaffId, type StoreId, type TenantId } from '#shared/kernel/ids';
import { draftFacts } from '#shared/sync/next-fact';
import { aStore, aTenant, NOON_MS } from './a-fact';
import { aJournalHead } from './a-journal-head';
import { aSeller } from './a-sale';
import { countingMint, idOf } from './ids';

export type TillOf = {
  readonly tenant?: TenantId;
  readonly store?: StoreId;
  readonly staff?: StaffId;
  /** Tells tills of one test apart; their facts' ids never meet. */
  readonly n?: number;
};

/**
 * The chain of one till without its disk: happenings become final facts, hashed and sealed just as a host makes them.
 * For tests of what comes after the journal; the journal's own tests use the journal.
 */
export class ChainOfATill {
  private headNow: JournalHead;
  private readonly mint;
  private readonly keyOf = new Map<AnchorId, Buffer>();
  readonly device: DeviceId;

  constructor(private readonly of: TillOf = {}) {
    const n = of.n ?? 1;
    this.device = DeviceId.parse(idOf('device', n));
    this.mint = countingMint(n * 1_000_000);
    this.headNow = aJournalHead({ epoch: EpochId.parse(idOf('epoch', n * 1000)), series: `T${n}A` });
  }

  get head(): JournalHead {
    return this.headNow;
  }

  /** Facts in the order in which they happened, all at one moment. */
  record(happenings: readonly Happening[], nowMs = NOON_MS): readonly Fact[] {
    const drafts = draftFacts(this.headNow, happenings, {
      tenant: this.of.tenant ?? aTenant,
      store: this.of.store ?? aStore,
      device: this.device,
      staff: this.of.staff ?? aSeller,
      businessDate: new Date(nowMs).toISOString().slice(0, 10),
      nowMs,
      hubOffsetMs: 0,
      wallTime: `${new Date(nowMs).toISOString().replace('Z', '+00:00')}[UTC]`,
      mint: this.mint,
    });
    return drafts.map(({ fact, secret }) => this.append({ ...fact, prev: this.headNow.hash }, secret));
  }

  /** The till starts again: a new epoch, whose first fact names the last hash of the one before. */
  restart(): void {
    this.headNow = { ...this.headNow, epoch: EpochId.parse(this.mint('epoch')), ctr: 0 };
  }

  /** The keys that travel beside a push. */
  keys(): readonly { readonly who: AnchorId; readonly key: string }[] {
    return [...this.keyOf].map(([who, key]) => ({ who, key: key.toString('base64url') }));
  }

  private append(fact: Omit<Fact, 'hash' | 'private'>, secret: unknown): Fact {
    const sealed = secret === undefined || fact.who === undefined ? undefined : this.seal(fact.who, secret);
    const whole = sealed === undefined ? fact : { ...fact, private: sealed };
    const hash = sha256(hashText(whole as Fact, sealed === undefined ? null : sha256(sealed)));
    const final = Fact.parse({ ...whole, hash });
    const { receipts } = this.headNow;
    this.headNow = {
      ...this.headNow,
      ctr: final.device?.ctr ?? 0,
      hlc: final.hlc,
      hash,
      receipts: final.kind === 'SaleCompleted' ? final.body.receipt.number : receipts,
      records: this.headNow.records + 1,
    };
    return final;
  }

  private seal(who: AnchorId, secret: unknown): string {
    const key = this.keyOf.get(who) ?? randomBytes(32);
    this.keyOf.set(who, key);
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const text = Buffer.concat([cipher.update(JSON.stringify(secret), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, text, cipher.getAuthTag()]).toString('base64url');
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
