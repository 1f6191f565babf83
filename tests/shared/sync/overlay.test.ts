import { describe, expect, it } from 'vitest';
import { receiptDocumentOf } from '#shared/checkout/receipt-document';
import type { ReceiptDocument, TaskDocument } from '#shared/documents/documents';
import type { Fact } from '#shared/facts/registry';
import { foldFitting, isOpen, noFitting } from '#shared/fitting/evolve';
import { taskOfFitting } from '#shared/fitting/views';
import { overlayCustomer, overlayReceipts, overlayStock, overlayTasks } from '#shared/sync/overlay';
import { lin } from '../../support/a-customer';
import { anotherStore, aStore, factOf, NOON_MS } from '../../support/a-fact';
import { aFitting } from '../../support/a-fitting';
import { aSale } from '../../support/a-sale';
import { blueDress, redCoat } from '../../support/garments';

const visit = aFitting().by(lin).withGarment(redCoat, 'left').withGarment(blueDress, 'bought');
const [started, takenIn, ended] = visit
  .happenings()
  .map((happening, index) => factOf(happening, { n: index + 1, hlc: NOON_MS * 1000 + index })) as [Fact, Fact, Fact];

function sharedAfter(facts: readonly Fact[], seen: number): TaskDocument {
  const state = facts.reduce(foldFitting, noFitting(visit.id()));
  if (!isOpen(state)) throw new Error('an open visit expected');
  return taskOfFitting(state, { seq: 1, seen });
}

describe('open visits on the till', () => {
  it('show a visit started here before any hub knows of it, with its garments', () => {
    const [task] = overlayTasks([], [started, takenIn]);
    expect(task?.task).toMatchObject({ kind: 'fitting', room: '2', who: lin });
    expect(task?.task.kind === 'fitting' && task.task.garments).toHaveLength(2);
  });

  it('show a visit of another till with what was carried in here', () => {
    const [task] = overlayTasks([sharedAfter([started], 0)], [takenIn]);
    expect(task?.task.kind === 'fitting' && task.task.garments.map(({ piece }) => piece)).toEqual([1, 2]);
  });

  it('do not take garments in twice when the document has them already', () => {
    const [task] = overlayTasks([sharedAfter([started, takenIn], takenIn.hlc)], [started, takenIn]);
    expect(task?.task.kind === 'fitting' && task.task.garments).toHaveLength(2);
  });

  it('lose a visit that was ended here, before the hub has heard of it', () => {
    expect(overlayTasks([sharedAfter([started, takenIn], takenIn.hlc)], [started, takenIn, ended])).toEqual([]);
  });

  it('do not bring back a visit that another till has ended since', () => {
    expect(overlayTasks([], [started, takenIn], takenIn.hlc)).toEqual([]);
    const other = { ...sharedAfter([started], takenIn.hlc), id: 'another' };
    expect(overlayTasks([other], [started, takenIn])).toEqual([other]);
  });

  it('leave other work alone', () => {
    const collect: TaskDocument = {
      id: 'order',
      seq: 3,
      seen: 0,
      at: NOON_MS,
      task: { kind: 'collect', order: started.id, number: 'W1', until: NOON_MS, lines: [] },
    };
    expect(overlayTasks([collect], [started, ended])).toEqual([collect]);
  });
});

describe('receipts on the till', () => {
  const sale = aSale().withGarment(redCoat, { qty: 2 }).withGarment(blueDress).fact();
  const back = aSale()
    .numbered(2)
    .bringingBack(redCoat, { original: { sale: sale.id, line: 1 } })
    .fact({ hlc: sale.hlc + 1 });
  const returned = (receipts: readonly ReceiptDocument[]) => receipts[0]?.lines.map((line) => line.returned);

  it('are there at once, with what was taken back', () => {
    const receipts = overlayReceipts([], [sale, back]);
    expect(receipts.map(({ id, number }) => [id, number])).toEqual([
      [sale.id, 'T1A-000001'],
      [back.id, 'T1A-000002'],
    ]);
    expect(returned(receipts)).toEqual([1, 0]);
    expect(receipts[1]?.lines.map(({ qty }) => qty)).toEqual([-1]);
  });

  it('count a return once, whether the document holds it yet or not', () => {
    const before = receiptDocumentOf(sale, { seq: 1, seen: sale.hlc });
    const [first, ...others] = before.lines;
    const after = { ...before, seen: back.hlc, lines: first ? [{ ...first, returned: 1 }, ...others] : [] };
    expect(returned(overlayReceipts([before], [sale, back]))).toEqual([1, 0]);
    expect(returned(overlayReceipts([after], [sale, back]))).toEqual([1, 0]);
    expect(returned(overlayReceipts(overlayReceipts([before], [sale, back]), [sale, back]))).toEqual([1, 0]);
  });
});

describe('a person and stock without a document', () => {
  it('are what this till did itself', () => {
    const sale = aSale().to(lin).withGarment(redCoat, { qty: 3 }).fact();
    expect(overlayCustomer(null, [sale])?.anchors).toMatchObject([{ who: lin, seen: sale.hlc, state: { facts: 1 } }]);
    expect(overlayCustomer(null, [])).toBeNull();
    expect(overlayStock(null, [sale], aStore)[redCoat.variant]?.after).toBe(-3);
    expect(overlayStock(null, [sale], anotherStore)).toEqual({});
  });
});
