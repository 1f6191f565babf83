import { CustomerDocument, type SkuStock, StockDocument } from '#shared/documents/documents';
import type { Fact } from '#shared/facts/registry';
import type { AnchorId, StoreId, VariantId } from '#shared/kernel/ids';
import type { AnchorState } from '#shared/people/anchor';
import { foldStock, noStock, type StockMove, stockMovesOf } from '#shared/stock/fold-stock';
import { overlayCustomer, overlayStock } from '#shared/sync/overlay';
import { feedOf } from '../../hub/feeds/feeds';
import type { TestHub } from './a-hub';
import type { EnrolledTill } from './an-enrolled-till';

/** How far each device's facts are in a document, by the device's id: what the hub keeps and tells each till only for itself. */
type Seen = Readonly<Record<string, number>>;
type Held<Document> = {
  readonly document: Document;
  readonly seenOf: ReadonlyMap<string, Seen>;
  /** How many of the facts made online are in it. */
  readonly online: number;
};

/** A till that keeps what it pulls and adds what it did itself, with what a judge must know to say whether that is right. */
export class RememberingTill {
  readonly own: Fact[] = [];
  sent = 0;
  private readonly customers = new Map<string, Held<CustomerDocument>>();
  private readonly stock = new Map<string, Held<StockDocument>>();
  private readonly checkpoints = { customers: 0, stock: 0 };

  constructor(
    readonly till: EnrolledTill,
    readonly hub: () => TestHub,
  ) {}

  get store(): StoreId {
    return this.till.store;
  }

  /** Leaves out what the feeds held before this till came. */
  async beginHere(): Promise<void> {
    for (const feed of ['customers', 'stock'] as const) {
      for (let more = true; more; ) {
        const answer = await this.till.pull(feed, this.checkpoints[feed]);
        this.checkpoints[feed] = answer.checkpoint;
        more = answer.more;
      }
    }
  }

  /** Pulls one page. An answer that is lost changes nothing. @returns whether there is more */
  async pull(feed: 'customers' | 'stock', limit: number, isLost: boolean, online: number): Promise<boolean> {
    const { documents, checkpoint, more } = await this.till.pull(feed, this.checkpoints[feed], limit);
    if (isLost) return true;
    for (const document of documents) {
      if (document.deleted) this[feed].delete(document.id);
      else if (feed === 'customers') {
        const customer = CustomerDocument.parse(document);
        this.customers.set(customer.id, { document: customer, seenOf: await this.seenOf(feed, customer), online });
      } else if ('skus' in document) {
        const stock = StockDocument.parse(document);
        this.stock.set(stock.id, { document: stock, seenOf: await this.seenOf(feed, stock), online });
      }
    }
    this.checkpoints[feed] = checkpoint;
    return more;
  }

  async pullAll(online: number): Promise<void> {
    for (const feed of ['customers', 'stock'] as const) while (await this.pull(feed, 100, false, online));
  }

  /** Every anchor on this till's screens with the state shown, and whom of the others' facts its document holds. */
  shownAnchors(): readonly (Known & { readonly who: AnchorId; readonly state: AnchorState })[] {
    const documents = [...this.customers.values()].map(({ document }) => document);
    const held = new Set(documents.flatMap(({ anchors }) => anchors.map(({ who }) => who)));
    const alone = [...new Set(this.own.flatMap(({ who }) => who ?? []))].filter((who) => !held.has(who));
    const shown = documents.flatMap((document) => overlayCustomer(document, this.own) ?? []);
    const others = alone.flatMap((who) => overlayCustomer(null, ownOf(this.own, who)) ?? []);
    return [...shown, ...others].flatMap(({ id, anchors }) => {
      const held = this.customers.get(id);
      return anchors.map(({ who, state }) => ({
        who,
        state,
        seen: held?.seenOf.get(who) ?? {},
        online: held?.seenOf.has(who) ? held.online : 0,
      }));
    });
  }

  /** Stock of a variant as this till shows it. */
  shownStock(style: string, variant: VariantId): Known & { readonly stock: SkuStock } {
    const held = this.stock.get(style);
    const stock = overlayStock(held?.document ?? null, this.own, this.store)[variant] ?? noStock;
    return { stock, seen: held?.seenOf.get(style) ?? {}, online: held?.online ?? 0 };
  }

  /** Persons by their anchors, as the documents say. */
  persons(): readonly (readonly AnchorId[])[] {
    return [...this.customers.values()].map(({ document }) => document.anchors.map(({ who }) => who).toSorted());
  }

  private async seenOf(
    feed: 'customers' | 'stock',
    { id, seq }: { readonly id: string; readonly seq: number },
  ): Promise<ReadonlyMap<string, Seen>> {
    const { db } = this.hub().context;
    const { shard, stream } = feedOf(feed, this.till.tenant, this.store);
    const [row] = await db.run<{
      readonly seen: Seen;
      readonly body: { readonly anchors?: readonly { readonly who: string; readonly seen: Seen }[] };
    }>('select seen, body from doc where shard = $1 and feed = $2 and id = $3 and seq = $4', [shard, stream, id, seq]);
    if (row === undefined) throw new Error('the document changed while it was pulled');
    return new Map(row.body.anchors?.map(({ who, seen }) => [who, seen]) ?? [[id, row.seen]]);
  }
}

/** What a document holds of others. */
export type Known = { readonly seen: Seen; readonly online: number };

function ownOf(facts: readonly Fact[], who: AnchorId): readonly Fact[] {
  return facts.filter((fact) => fact.who === who);
}

/** All facts known to a till that holds such a document: its own, the others' that are in it, and those from online. */
export function knownFacts(
  till: RememberingTill,
  all: readonly RememberingTill[],
  online: readonly Fact[],
  known: Known,
): readonly Fact[] {
  const others = all.filter((other) => other !== till);
  return [
    ...till.own,
    ...others.flatMap(({ own, till: { id } }) => own.filter(({ hlc }) => hlc <= (known.seen[id] ?? 0))),
    ...online.slice(0, known.online),
  ];
}

/**
 * Stock from all moves known.
 * @returns null where a till can't know: a count of its own that has not been taken in, older than another till's
 *   movement that its document already sums up. It shows the right number once the hub has taken the count.
 */
export function truthOf(
  till: RememberingTill,
  facts: readonly Fact[],
  seen: Seen,
  variant: VariantId,
): SkuStock | null {
  const moves = facts.flatMap((fact) =>
    stockMovesOf(fact, till.store)
      .filter((move) => move.variant === variant)
      .map((move): StockMove & { readonly isOwn: boolean } => ({ ...move, isOwn: till.own.includes(fact) })),
  );
  const ownSeen = seen[till.till.id] ?? 0;
  const pending = moves.filter(({ kind, isOwn, hlc }) => kind === 'counted' && isOwn && hlc > ownSeen);
  const isBlind = pending.some((count) =>
    moves.some(({ kind, isOwn, hlc }) => kind === 'moved' && hlc > count.hlc && (!isOwn || hlc <= ownSeen)),
  );
  return isBlind ? null : foldStock(moves, 0);
}
