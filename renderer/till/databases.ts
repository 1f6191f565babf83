import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { type CollectionName, collectionNames } from '#shared/documents/documents';
import { type DocumentRow, documentRowSchema, type FactRow, factRowSchema, type NoteRow, noteRowSchema } from './rows';
import { openRoom } from './storage-room';

/** This till's own facts, which are also its outbox, its baskets and its memory of the hub. Strict durability. */
export type Ledger = {
  readonly facts: RxCollection<FactRow>;
  readonly drafts: RxCollection<NoteRow>;
  readonly marks: RxCollection<NoteRow>;
} & OpenStore;

/** What came down from the hub, pull-only. Relaxed durability: it can always be pulled again. */
export type Reference = {
  readonly collections: Readonly<Record<CollectionName, RxCollection<DocumentRow>>>;
} & OpenStore;

export type OpenStore = {
  /** Resolves when the browser closes it under us: site data cleared, a broken disk. */
  readonly lost: Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * Opens the ledger.
 * NOTE open-source RxDB opens 13 collections in a page; the 14th waits 1.8 s. These three and the eight below are 11.
 */
export async function openLedger(name: string): Promise<Ledger> {
  const database = await openDatabase(name, 'strict');
  return closingOnFailure(database, async () => {
    const { facts, drafts, marks } = await database.addCollections({
      facts: { schema: factRowSchema },
      drafts: { schema: noteRowSchema },
      marks: { schema: noteRowSchema },
    });
    await facts.count().exec();
    return { facts, drafts, marks, ...(await openStore(database)) };
  });
}

/** Opens the reference database with one collection for each feed. */
export async function openReference(name: string): Promise<Reference> {
  const database = await openDatabase(name, 'relaxed');
  return closingOnFailure(database, async () => {
    const creators = Object.fromEntries(
      collectionNames.map((collection) => [collection, { schema: documentRowSchema }]),
    );
    const opened: Readonly<Record<string, RxCollection<DocumentRow>>> = await database.addCollections(creators);
    const collections = opened as Readonly<Record<CollectionName, RxCollection<DocumentRow>>>;
    return { collections, ...(await openStore(database)) };
  });
}

async function openDatabase(name: string, durability: 'strict' | 'relaxed'): Promise<RxDatabase> {
  const room = await openRoom();
  return createRxDatabase({
    name,
    storage: getRxStorageDexie({ chromeTransactionDurability: durability, indexedDB: room, IDBKeyRange }),
    multiInstance: false,
    eventReduce: false,
    closeDuplicates: true,
  });
}

async function closingOnFailure<Store>(database: RxDatabase, use: () => Promise<Store>): Promise<Store> {
  try {
    return await use();
  } catch (failure) {
    await database.close().catch(() => undefined);
    throw failure;
  }
}

/** NOTE RxDB says nothing when its database goes away while nobody asks it anything, and may then wait for ever. */
async function openStore(database: RxDatabase): Promise<OpenStore> {
  let isOurs = false;
  const internals = Object.values(database.collections).map((one) => one.internalStorageInstance.internals);
  const stores = await Promise.all(internals);
  const lost = new Promise<void>((resolve) => {
    for (const { dexieDb } of stores) dexieDb.on('close', () => isOurs || resolve());
  });
  return {
    lost,
    close: async () => {
      isOurs = true;
      await database.close();
    },
  };
}

/** All rows of a collection that are not deleted, read through its table in one go: RxDB's own `find` takes three times as long. */
export async function readTable<Row>(collection: RxCollection<Row>): Promise<readonly Row[]> {
  const { dexieTable } = await collection.internalStorageInstance.internals;
  const rows: readonly (Row & { readonly _deleted: string })[] = await dexieTable.toArray();
  return rows.filter((row) => row._deleted === '0');
}

/** A page of {@link readTable} in order of id; `after` is the last id of the page before, '' for the first. */
export async function readTablePage<Row extends { readonly id: string }>(
  collection: RxCollection<Row>,
  after: string,
  limit: number,
): Promise<{ readonly rows: readonly Row[]; readonly next: string | null }> {
  const { dexieTable } = await collection.internalStorageInstance.internals;
  const rows: readonly (Row & { readonly _deleted: string })[] = await dexieTable
    .where('id')
    .above(after)
    .limit(limit)
    .toArray();
  return {
    rows: rows.filter((row) => row._deleted === '0'),
    next: rows.length < limit ? null : (rows.at(-1)?.id ?? null),
  };
}

/** Whether a store stopped answering because the browser closed it (full disk, cleared data): reopen and go on. */
export function isClosedStore(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false;
  if (
    failure.name === 'DatabaseClosedError' ||
    /\b(is closed|has been closed|connection is closing)\b/i.test(failure.message)
  ) {
    return true;
  }
  const inner: unknown = 'inner' in failure ? failure.inner : failure.cause;
  return inner !== failure && isClosedStore(inner);
}

/** How many of a ledger's facts are not later than `hlc`. */
export async function countFactsTo({ facts }: Ledger, hlc: number): Promise<number> {
  const { dexieTable } = await facts.internalStorageInstance.internals;
  return dexieTable.where('[_deleted+hlc+id]').between(['0', 0, ''], ['0', hlc, '\uffff']).count();
}

/** A ledger's facts later than `hlc`, in order. */
export async function readFactsAfter({ facts }: Ledger, hlc: number): Promise<readonly FactRow[]> {
  const { dexieTable } = await facts.internalStorageInstance.internals;
  return dexieTable
    .where('[_deleted+hlc+id]')
    .between(['0', hlc + 1, ''], ['0', Number.MAX_SAFE_INTEGER, '\uffff'])
    .toArray();
}
