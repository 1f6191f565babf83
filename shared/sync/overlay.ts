import { addReturns, originalsOf, receiptDocumentOf } from '../checkout/receipt-document';
import type { CustomerDocument, ReceiptDocument, SkuStock, StockDocument, TaskDocument } from '../documents/documents';
import type { Fact } from '../facts/registry';
import { fittingOf, foldFitting, isOpen, noFitting } from '../fitting/evolve';
import { fittingOfTask, taskOfFitting } from '../fitting/views';
import { groupBy } from '../kernel/group-by';
import type { AnchorId, StoreId, VariantId } from '../kernel/ids';
import type { AnchorPart } from '../people/anchor';
import { foldAnchor, noAnchorState } from '../people/fold-anchor';
import { applyStock, noStock, type StockMove, stockMovesOf } from '../stock/fold-stock';
import { hlcMs } from './hybrid-clock';

/**
 * A document with this till's own later facts folded in, by the same reducers as the hub's: right offline, and never
 * counted twice online. `own` are facts of this device alone; each document's `seen` says which of them it holds.
 * An overlaid document has a new `seen`, so that overlaying twice changes nothing.
 */
type Own = readonly Fact[];

/**
 * A person with this till's own facts about its anchors. Without a document: the person that the first own fact with a
 * `who` is about, as one anchor; null where there is none.
 */
export function overlayCustomer(document: CustomerDocument | null, own: Own): CustomerDocument | null {
  if (document !== null) {
    const anchors = document.anchors.map((anchor) => overlayAnchor(anchor, own));
    return { ...document, at: Math.max(document.at, ...anchors.map(({ seen }) => hlcMs(seen))), anchors };
  }
  const who = own.find((fact) => fact.who !== undefined)?.who;
  return who === undefined ? null : newPerson(who, own);
}

/** This store's stock of one style, by variant. Without a document, the own moves of every style given. */
export function overlayStock(
  document: StockDocument | null,
  own: Own,
  store: StoreId,
): Readonly<Record<VariantId, SkuStock>> {
  const seen = document?.seen ?? 0;
  const moves = own.flatMap((fact) => (fact.hlc > seen ? stockMovesOf(fact, store) : []));
  const ofStyle = document === null ? moves : moves.filter(({ style }) => style === document.id);
  return addMoves(document?.skus ?? {}, ofStyle);
}

/** Moves on top of a style's stock, oldest first. For a till that keeps its own moves sorted by style. */
export function addMoves(
  skus: Readonly<Record<VariantId, SkuStock>>,
  moves: readonly StockMove[],
): Readonly<Record<VariantId, SkuStock>> {
  const stocks = new Map(Object.entries(skus));
  for (const move of [...moves].sort((a, b) => a.hlc - b.hlc)) {
    stocks.set(move.variant, applyStock(stocks.get(move.variant) ?? noStock, move));
  }
  return Object.fromEntries(stocks);
}

/**
 * The store's open work: visits started here appear, ended ones go.
 * @param knownHlc the last own fact that the feed is known to hold. A visit started at or before it that has no document
 *   was ended elsewhere. Any document's `seen` says the same, so this only matters while there is none.
 */
export function overlayTasks(documents: readonly TaskDocument[], own: Own, knownHlc = 0): readonly TaskDocument[] {
  const known = documents.reduce((last, { seen }) => Math.max(last, seen), knownHlc);
  const visits = groupBy<Fact, string>(own, (fact) => fittingOf(fact) ?? '');
  const shared = documents.flatMap((document) => overlayTask(document, visits.get(document.id) ?? []));
  const isShared = new Set(documents.map(({ id }) => id));
  const started = own.flatMap((fact) => {
    if (fact.kind !== 'FittingStarted' || fact.hlc <= known || isShared.has(fact.body.fitting)) return [];
    const facts = visits.get(fact.body.fitting) ?? [];
    const visit = facts.reduce(foldFitting, noFitting(fact.body.fitting));
    return isOpen(visit) ? [taskOfFitting(visit, { seq: 0, seen: lastHlc(facts) })] : [];
  });
  return [...shared, ...started];
}

/** The store's receipts: sales made here appear at once, and what was taken back here is counted at once. */
export function overlayReceipts(documents: readonly ReceiptDocument[], own: Own): readonly ReceiptDocument[] {
  const sales = own.filter((fact) => fact.kind === 'SaleCompleted');
  const isShared = new Set(documents.map(({ id }) => id));
  const made = sales
    .filter(({ id }) => !isShared.has(id))
    .map((sale) => receiptDocumentOf(sale, { seq: 0, seen: sale.hlc }));
  const takingBack = sales.flatMap((sale) => originalsOf(sale).map((original) => ({ original, sale })));
  const byOriginal = groupBy<(typeof takingBack)[number], string>(takingBack, ({ original }) => original);
  const last = lastHlc(sales);
  return [...documents, ...made].map((receipt) => {
    const later = (byOriginal.get(receipt.id) ?? []).filter(({ sale }) => sale.hlc > receipt.seen);
    const counted = later.reduce((all, { sale }) => addReturns(all, sale), receipt);
    return { ...counted, seen: Math.max(receipt.seen, last) };
  });
}

function overlayAnchor(anchor: AnchorPart, own: Own): AnchorPart {
  const later = own.filter(({ who, hlc }) => who === anchor.who && hlc > anchor.seen);
  if (later.length === 0) return anchor;
  const state = later.reduce((all, fact) => foldAnchor(all, fact, hlcMs(fact.hlc)), anchor.state);
  return { ...anchor, state, seen: lastHlc(later) };
}

function newPerson(who: AnchorId, own: Own): CustomerDocument {
  const anchor = overlayAnchor({ who, seen: 0, state: noAnchorState, sealed: null }, own);
  return { id: who, seq: 0, at: hlcMs(anchor.seen), anchors: [anchor] };
}

function overlayTask(document: TaskDocument, own: Own): readonly TaskDocument[] {
  const later = own.filter(({ hlc }) => hlc > document.seen);
  const visit = fittingOfTask(document);
  if (visit === null || later.length === 0) return [document];
  const now = later.reduce(foldFitting, visit);
  return isOpen(now) ? [taskOfFitting(now, { seq: document.seq, seen: lastHlc(later) })] : [];
}

function lastHlc(facts: Own): number {
  return facts.reduce((last, { hlc }) => Math.max(last, hlc), 0);
}
