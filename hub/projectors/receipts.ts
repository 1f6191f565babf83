import { receiptDocumentOf } from '#shared/checkout/receipt-document';
import type { FactOf } from '#shared/facts/registry';
import { groupBy } from '#shared/kernel/group-by';
import { StoreId, type TenantId } from '#shared/kernel/ids';
import { DAY_MS } from '#shared/kernel/time';
import type { HubContext } from '../context';
import type { Queryable } from '../db/database';
import { homeShard } from '../db/shard';
import { feedOf } from '../feeds/feeds';
import { type FeedDocument, putDocuments } from '../feeds/put-documents';
import { type Batch, clearTables, type LogFact, type Projector, withSeen } from './projector';

/** As long as tills of the store hold a receipt. */
const HELD_MS = 90 * DAY_MS;

type SaleFact = LogFact & { readonly fact: FactOf<'SaleCompleted'> };
type ReceiptBody = Omit<ReturnType<typeof receiptDocumentOf>, 'id' | 'seq' | 'seen'>;

/** Receipts with what was brought back of them, in whichever store: on the tenant's home shard. */
export const receipts: Projector = {
  name: 'receipts',
  reads: ['store'],
  shardOf: (tenant) => homeShard(tenant),
  clear: (tx, tenant) => clearTables(tx, tenant, ['receipt', 'returned']),
  fold: async (tx, batch) => {
    const sales = salesOf(batch);
    if (sales.length === 0 || batch.store === null) return;
    await writeSales(tx, batch, sales);
    await writeReturns(tx, batch.tenant, sales);
  },
  publish: async (batch) => {
    const touched = salesOf(batch).flatMap(({ fact }) => [
      fact.id as string,
      ...fact.body.lines.flatMap(({ original }) => (original === null ? [] : [original.sale])),
    ]);
    await publishReceipts(batch.context, batch.tenant, [...new Set(touched)]);
  },
};

function salesOf({ facts }: Batch): readonly SaleFact[] {
  return facts.flatMap((one) => (one.fact.kind === 'SaleCompleted' ? [{ ...one, fact: one.fact }] : []));
}

async function writeSales(tx: Queryable, { tenant, store }: Batch, sales: readonly SaleFact[]): Promise<void> {
  const rows = sales.map((one) => {
    const { id, seq: _seq, seen: _seen, ...body } = receiptDocumentOf(one.fact, { seq: 0, seen: 0 });
    return { sale: id, store, at: body.at, body, seen: withSeen({}, one) };
  });
  await tx.run(
    `insert into receipt (shard, tenant, sale, store, at, body, seen)
     select $1, $2, r.sale, r.store, r.at, r.body, r.seen
     from jsonb_to_recordset($3) as r (sale text, store text, at bigint, body jsonb, seen jsonb)
     on conflict do nothing`,
    [homeShard(tenant), tenant, JSON.stringify(rows)],
  );
}

/** Kept apart from the sale, because a return may be heard of first: another store's till was quicker. */
async function writeReturns(tx: Queryable, tenant: TenantId, sales: readonly SaleFact[]): Promise<void> {
  const rows = sales.flatMap(({ fact, device }) =>
    fact.body.lines.flatMap(({ kind, original, qty, line }) =>
      kind === 'returned' && original !== null
        ? [{ sale: original.sale, line: original.line, fact: fact.id, of: line, qty, device, hlc: fact.hlc }]
        : [],
    ),
  );
  if (rows.length === 0) return;
  await tx.run(
    `insert into returned (shard, tenant, sale, line, fact, fact_line, qty, device, hlc)
     select $1, $2, r.sale, r.line, r.fact, r.of, r.qty, r.device, r.hlc
     from jsonb_to_recordset($3)
       as r (sale text, line int, fact text, "of" int, qty int, device text, hlc bigint)
     on conflict do nothing`,
    [homeShard(tenant), tenant, JSON.stringify(rows)],
  );
}

type ReceiptRow = {
  readonly sale: string;
  readonly store: string;
  readonly at: number;
  readonly body: ReceiptBody;
  readonly seen: Readonly<Record<string, number>>;
};
type ReturnedRow = {
  readonly sale: string;
  readonly line: number;
  readonly qty: number;
  readonly device: string | null;
  readonly hlc: number;
};

async function publishReceipts(context: HubContext, tenant: TenantId, sales: readonly string[]): Promise<void> {
  if (sales.length === 0) return;
  const params = [homeShard(tenant), tenant, sales];
  const rows = await context.db.run<ReceiptRow>(
    'select sale, store, at, body, seen from receipt where shard = $1 and tenant = $2 and sale = any($3)',
    params,
  );
  const back = groupBy(
    await context.db.run<ReturnedRow>(
      'select sale, line, qty, device, hlc from returned where shard = $1 and tenant = $2 and sale = any($3)',
      params,
    ),
    ({ sale }) => sale,
  );
  const held = rows.filter(({ at }) => at > context.clock() - HELD_MS);
  for (const [store, own] of groupBy(held, (row) => row.store)) {
    const documents = own.map((row) => documentOf(row, back.get(row.sale) ?? []));
    await putDocuments(context, feedOf('receipts', tenant, StoreId.parse(store)), documents);
  }
}

function documentOf({ sale, body, seen }: ReceiptRow, back: readonly ReturnedRow[]): FeedDocument {
  const lines = body.lines.map((line) => ({
    ...line,
    returned: back.reduce((sum, { line: of, qty }) => sum + (of === line.line ? qty : 0), 0),
  }));
  const known = { ...seen };
  for (const { device, hlc } of back) if (device !== null) known[device] = Math.max(known[device] ?? 0, hlc);
  return { id: sale, body: { ...body, lines }, seen: known };
}
