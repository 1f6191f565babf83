import { changeOf, printedNumber } from '#shared/checkout/receipt';
import { readReceiptQr, receiptQrText } from '#shared/checkout/receipt-qr';
import type { Fact, FactOf } from '#shared/facts/registry';
import type { FactId } from '#shared/kernel/ids';
import { ok, refuse } from '#shared/kernel/result';
import type { Ledger } from './databases';
import type { KeptStore } from './kept-store';
import type { OwnFacts } from './own-facts';
import type { PeopleIndex } from './people-index';
import { factOfRow } from './rows';
import type { Answer, CompletedSale, ShiftView } from './till-types';
import { derive, type View } from './view';

/** This till's own sales as their receipts show them. */
export type OwnSales = {
  readonly show: (fact: FactOf<'SaleCompleted'>, isEarlier?: boolean) => CompletedSale;
  /** Null where it is not in memory. */
  readonly read: (sale: FactId) => CompletedSale | null;
  /** Those of the shift now open, newest first, at most 200. */
  readonly today: View<readonly CompletedSale[]>;
  /** By the code on a receipt, however old. Refuses `receipt-not-here`. */
  readonly find: (code: string) => Promise<Answer<CompletedSale>>;
};

export type OwnSalesParts = {
  readonly own: OwnFacts;
  readonly people: PeopleIndex;
  readonly ledger: KeptStore<Ledger>;
  readonly shift: View<ShiftView | null>;
};

const SHOWN = 200;

export function createOwnSales({ own, people, ledger, shift }: OwnSalesParts): OwnSales {
  const show: OwnSales['show'] = (fact, isEarlier = false) => ({
    fact,
    number: printedNumber(fact),
    qr: receiptQrText(fact),
    changeMinor: changeOf(fact.body),
    who: fact.who === undefined ? null : people.brief(fact.who),
    isEarlier,
  });
  const showFact = (fact: Fact | undefined) => (fact?.kind === 'SaleCompleted' ? show(fact) : null);

  return {
    show,
    read: (sale) => showFact(own.find(sale)),
    today: derive([own.version, shift], () => {
      const open = shift.get()?.id;
      const sales = own.all().flatMap((fact) => {
        return fact.kind === 'SaleCompleted' && fact.body.shift === open ? [fact] : [];
      });
      return sales
        .slice(-SHOWN)
        .reverse()
        .map((fact) => show(fact));
    }),
    find: async (code) => {
      const sale = readReceiptQr(code)?.sale;
      if (sale === undefined) return refuse('receipt-not-here');
      const row = own.find(sale) ? null : await ledger.run(({ facts }) => facts.findOne(sale).exec()).catch(() => null);
      const found = showFact(row === null ? own.find(sale) : factOfRow(row));
      return found === null ? refuse('receipt-not-here') : ok(found);
    },
  };
}
