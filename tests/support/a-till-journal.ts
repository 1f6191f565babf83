import type { AppendAnswer, FactDraft, JournalHead } from '#shared/contract/host';
import type { Happening } from '#shared/facts/happening';
import { DeviceId, type MintId } from '#shared/kernel/ids';
import { draftFacts } from '#shared/sync/next-fact';
import { finishFacts, type JournalOwner } from '../../main/journal/finish-facts';
import { type Journal, openJournal } from '../../main/journal/journal';
import type { JournalFiles } from '../../main/journal/journal-files';
import { aStore, aTenant, NOON_MS } from './a-fact';
import { aSale } from './a-sale';
import { redCoat } from './garments';
import { idOf } from './ids';

export const aDevice = DeviceId.parse(idOf('device', 1));
export const owner: JournalOwner = { device: aDevice, tenant: aTenant, store: aStore };

/**
 * Opens the journal in a folder as a newly started host does, with no space reserved unless said. `unused` names the
 * series to begin where the journal does not know its own.
 */
export async function openTillJournal(
  files: JournalFiles,
  mint: MintId,
  reserveBytes = 0,
  nowMs = () => NOON_MS,
  unused = () => 'T1A',
) {
  const journal = await openJournal({ files, mint, nowMs, reserveBytes });
  if (journal.head().series === '') await journal.beginSeries(unused());
  return journal;
}

/** Drafts of what happened, made by the page after this head. */
export function draftsAfter(head: JournalHead, happenings: readonly Happening[], mint: MintId): readonly FactDraft[] {
  return draftFacts(head, happenings, {
    tenant: aTenant,
    store: aStore,
    device: aDevice,
    businessDate: '2026-11-22',
    nowMs: NOON_MS,
    hubOffsetMs: 0,
    wallTime: '2026-11-22T12:00:00.000+08:00[Asia/Shanghai]',
    mint,
  });
}

/** A draft of a sale of one red coat with the next receipt number. */
export function saleAfter(head: JournalHead, mint: MintId): readonly FactDraft[] {
  const sale = aSale()
    .withGarment(redCoat)
    .paidInCash()
    .numbered(head.receipts + 1);
  const { happening } = { happening: sale.happening() };
  const body = { ...happening.body, receipt: { series: head.series, number: head.receipts + 1 } };
  return draftsAfter(head, [{ ...happening, body }], mint);
}

/** Asks the journal for these drafts, as `journal.append` does. Secrets are sealed with a text that stands for one. */
export function append(journal: Journal, drafts: readonly FactDraft[]): Promise<AppendAnswer> {
  const seal = async () => Buffer.alloc(40, 7).toString('base64url');
  return journal.append(drafts[0]?.fact.id ?? '', (head) => finishFacts(head, drafts, owner, seal));
}

/** Everything in the journal, read by pages of `limit`. */
export async function readAll(journal: Journal, limit = 1000): Promise<readonly unknown[]> {
  const facts: unknown[] = [];
  for (let after = 0, more = true; more; ) {
    const page = await journal.read(after, limit);
    facts.push(...page.facts);
    ({ more, next: after } = page);
  }
  return facts;
}
