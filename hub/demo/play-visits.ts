import type { z } from 'zod';
import type { Garment } from '#shared/catalog/garment';
import { emptyBasket } from '#shared/checkout/basket';
import { decideSale } from '#shared/checkout/decide';
import { changeBasket } from '#shared/checkout/evolve';
import type { FindPrices } from '#shared/checkout/price-basket';
import type { TenderAsk } from '#shared/checkout/tender';
import type { SettingsDocument } from '#shared/documents/documents';
import type { Happening } from '#shared/facts/happening';
import { decideFitting } from '#shared/fitting/decide';
import { foldFitting, isOpen, noFitting } from '#shared/fitting/evolve';
import { AnchorId, BasketId, FittingId, ShiftId } from '#shared/kernel/ids';
import { must } from '#shared/kernel/invariant';
import type { Result } from '#shared/kernel/result';
import { decidePeople } from '#shared/people/decide';
import { steadyIdAt, steadyNumber } from '../import/steady-id';
import { wallTime } from '../log/append-hub-fact';
import type { DemoTill, Moment } from './demo-till';
import type { Visit } from './plan-visits';
import type { Shopper } from './shoppers';

const MINUTE_MS = 60_000;
const FLOAT_MINOR = 50_000;
/** Cash is handed over in hundreds. */
const NOTE_MINOR = 10_000;

/** What the visits of one store are played with. `anchors`: who is enrolled already, at any store of the house; it is filled. */
export type Stage = {
  readonly till: DemoTill;
  readonly zone: string;
  readonly settings: Pick<SettingsDocument, 'currency' | 'tax' | 'versions' | 'rooms' | 'country'>;
  readonly language: 'zh-CN' | 'en';
  readonly findPrices: FindPrices;
  readonly anchors: Map<string, AnchorId>;
};

/**
 * Plays visits in the order given, each on its store's till, through the same deciders a clerk's till asks.
 * Answers how many sales and fittings there were.
 */
export function playVisits(
  stages: ReadonlyMap<string, Stage>,
  visits: readonly Visit[],
): { readonly sales: number; readonly fittings: number } {
  const shifts = new Map<string, ShiftId>();
  const receipts = new Map<string, number>();
  let sales = 0;
  let fittings = 0;
  for (const visit of visits) {
    const stage = must(stages.get(visit.store), 'a till in every store');
    const date = wallTime(visit.atMs, stage.zone).slice(0, 10);
    const shift = shifts.get(`${visit.store} ${date}`) ?? openShift(stage, visit, date);
    shifts.set(`${visit.store} ${date}`, shift);
    const who = visit.shopper ? knowShopper(stage, visit, visit.shopper, date) : null;
    const fitting = visit.tried.length > 0 ? playFitting(stage, visit, who, date) : null;
    if (fitting) fittings += 1;
    const bought = [...visit.direct, ...(fitting?.bought ?? [])];
    if (bought.length === 0) continue;
    const last = receipts.get(visit.store) ?? 0;
    playSale(stage, visit, { shift, who, fitting: fitting?.id ?? null, bought, receipts: last, date });
    receipts.set(visit.store, last + 1);
    sales += 1;
  }
  return { sales, fittings };
}

function openShift(stage: Stage, visit: Visit, date: string): ShiftId {
  const shift = idAt(ShiftId, 'shift', visit, stage);
  const body = { shift, currency: stage.settings.currency, floatMinor: FLOAT_MINOR };
  stage.till.happen([{ kind: 'ShiftOpened', capture: 'typed', body }], momentOf(visit, date, -5));
  return shift;
}

/** Enrols a shopper at the first visit anywhere; about half agree to be remembered, some to messages. */
function knowShopper(stage: Stage, visit: Visit, shopper: Shopper, date: string): AnchorId {
  const known = stage.anchors.get(shopper.key);
  if (known) return known;
  const who = steadyIdAt(visit.atMs, AnchorId, 'who', 'demo', shopper.key);
  stage.anchors.set(shopper.key, who);
  const agrees = steadyNumber(4, 'agrees', shopper.key);
  const enrolled = decidePeople(
    {
      kind: 'EnrolCustomer',
      who,
      name: shopper.name,
      phone: shopper.phone,
      language: stage.language,
      consents: [
        ...(agrees > 0 ? [{ purpose: 'profiling', channel: 'store' } as const] : []),
        ...(agrees > 2 ? [{ purpose: 'marketing', channel: 'wechat' } as const] : []),
      ],
    },
    { country: stage.settings.country, consents: [] },
  );
  const card: readonly Happening[] =
    shopper.customerNumber === undefined
      ? []
      : [
          {
            kind: 'IdentifierClaimed',
            capture: 'scan',
            who,
            body: { kind: 'customer-number', proof: 'in-person' },
            secret: { value: shopper.customerNumber },
          },
        ];
  stage.till.happen([...expect(enrolled), ...card], momentOf(visit, date, -2));
  return who;
}

function playFitting(
  stage: Stage,
  visit: Visit,
  who: AnchorId | null,
  date: string,
): { readonly id: FittingId; readonly bought: readonly Garment[] } {
  const id = idAt(FittingId, 'fitting', visit, stage);
  const { rooms } = stage.settings;
  const room = must(rooms[steadyNumber(rooms.length, 'room', id)], 'a room');
  const known = who === null ? {} : { who };
  let state = noFitting(id);
  const play = (command: Parameters<typeof decideFitting>[0], afterMinutes: number) => {
    const open = isOpen(state) ? [state] : [];
    const facts = stage.till.happen(
      expect(decideFitting(command, { rooms, open })),
      momentOf(visit, date, afterMinutes),
    );
    for (const fact of facts) state = foldFitting(state, fact);
  };
  play({ kind: 'StartFitting', fitting: id, room, ...known }, 0);
  const garments = visit.tried.map(({ garment }) => garment);
  play({ kind: 'TakeIn', fitting: id, garments, capture: 'scan' }, 1);
  const minutes = 6 + garments.length * 4;
  const outcomes = visit.tried.map(({ outcome, reason }, index) => ({ piece: index + 1, outcome, reason }));
  play({ kind: 'EndFitting', fitting: id, outcomes, nowMs: visit.atMs + minutes * MINUTE_MS }, minutes);
  return { id, bought: visit.tried.filter(({ outcome }) => outcome === 'bought').map(({ garment }) => garment) };
}

type Checkout = {
  readonly shift: ShiftId;
  readonly who: AnchorId | null;
  readonly fitting: FittingId | null;
  readonly bought: readonly Garment[];
  readonly receipts: number;
  readonly date: string;
};

function playSale(stage: Stage, visit: Visit, { shift, who, fitting, bought, receipts, date }: Checkout): void {
  let basket = emptyBasket(idAt(BasketId, 'basket', visit, stage));
  if (who !== null) basket = expect(changeBasket(basket, { kind: 'AttachCustomer', who }));
  if (fitting !== null)
    basket = expect(
      changeBasket(basket, {
        kind: 'TakeFromFitting',
        fitting,
        pieces: bought.map((garment) => ({ garment, capture: 'scan' })),
        seller: visit.staff,
        who,
      }),
    );
  else
    for (const [index, garment] of bought.entries()) {
      const capture = steadyNumber(8, 'capture', basket.id, String(index)) === 0 ? 'picked' : 'scan';
      basket = expect(changeBasket(basket, { kind: 'AddGarment', garment, seller: visit.staff, capture }));
    }
  const state = {
    shift: { id: shift },
    settings: stage.settings,
    findPrices: stage.findPrices,
    series: stage.till.device.series,
    receipts,
  };
  const due = bought.reduce((sum, { style, variant }) => sum + priceOf(stage, style, variant), 0);
  const tender: TenderAsk =
    visit.pays === 'card'
      ? {
          kind: 'card',
          minor: due,
          reference: `T${String(steadyNumber(1_000_000, 'card', basket.id)).padStart(6, '0')}`,
        }
      : { kind: 'cash', givenMinor: Math.ceil(due / NOTE_MINOR) * NOTE_MINOR };
  const sale = expect(decideSale({ kind: 'CompleteSale', basket, tenders: [tender] }, state));
  stage.till.happen(sale, momentOf(visit, date, fitting === null ? 2 : 28));
}

function priceOf(stage: Stage, style: Garment['style'], variant: Garment['variant']): number {
  return must(stage.findPrices(style, variant)?.prices[variant], 'what is sold has a price').minor;
}

function momentOf({ atMs, staff }: Visit, businessDate: string, afterMinutes: number): Moment {
  return { atMs: atMs + afterMinutes * MINUTE_MS, staff, businessDate };
}

function idAt<Schema extends z.ZodType<string>>(schema: Schema, prefix: string, visit: Visit, { till }: Stage) {
  return steadyIdAt(visit.atMs, schema, prefix, till.device.id, visit.store, String(visit.atMs));
}

/** The demo asks for nothing a decider refuses. */
function expect<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`invariant: the demo is refused ${JSON.stringify(result.refusal)}`);
  return result.value;
}
