import { createHash } from 'node:crypto';
import { NO_HASH } from '#shared/facts/envelope';
import { hashText } from '#shared/facts/hash-text';
import { Fact } from '#shared/facts/registry';

/**
 * What is wrong with a till's facts in journal order, or null: each must name the hash of the one before, hash to its
 * own, be later than the one before, and counters must run from 1 without gap within an epoch.
 */
export function chainFault(stored: readonly unknown[]): string | null {
  let before: Fact | undefined;
  for (const fact of stored.map((one) => Fact.parse(one))) {
    const where = `${fact.kind} ${fact.device?.ctr}`;
    if (fact.prev !== (before?.hash ?? NO_HASH)) return `${where} names another fact before it`;
    if (fact.hash !== sha256(hashText(fact, fact.private === undefined ? null : sha256(fact.private))))
      return `${where} was changed`;
    if (fact.hlc <= (before?.hlc ?? 0)) return `${where} is not later than the one before`;
    const isSameEpoch = before?.device?.epoch === fact.device?.epoch;
    if (fact.device?.ctr !== (isSameEpoch ? (before?.device?.ctr ?? 0) + 1 : 1)) return `${where} leaves a gap`;
    before = fact;
  }
  return null;
}

/** Receipt numbers in journal order. */
export function receiptNumbers(stored: readonly unknown[]): readonly number[] {
  return stored
    .map((one) => Fact.parse(one))
    .flatMap((fact) => (fact.kind === 'SaleCompleted' ? [fact.body.receipt.number] : []));
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
