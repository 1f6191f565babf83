import type { z } from 'zod';
import type { collections } from '#shared/documents/documents';
import { type Reference, readTable } from './databases';
import type { KeptStore } from './kept-store';
import type { DocumentRow } from './rows';
import { createCell, type View } from './view';

/** Feeds whose documents a till keeps in memory, so that a scan or a tile never waits for a store. */
export const heldNames = ['styles', 'prices', 'stock', 'receipts', 'tasks', 'staff', 'settings'] as const;
export type HeldName = (typeof heldNames)[number];
export type HeldDocument<Name extends HeldName> = z.output<(typeof collections)[Name]>;

/** A collection in memory. */
export type Table<Document> = {
  /** Changes with every change of a document. */
  readonly version: View<number>;
  readonly get: (id: string) => Document | undefined;
  readonly all: () => readonly Document[];
  readonly size: () => number;
  /** Told what changed, after it is in place; undefined: everything may have. */
  readonly follow: (listen: (ids: readonly string[] | undefined) => void) => () => void;
};

export type Tables = {
  readonly [Name in HeldName]: Table<HeldDocument<Name>>;
} & {
  readonly versions: readonly View<number>[];
  readonly load: (names: readonly HeldName[]) => Promise<void>;
  readonly close: () => void;
};

type OpenTable<Document> = Table<Document> & {
  readonly load: () => Promise<void>;
  readonly close: () => void;
};

/** Tables over the reference store, empty until loaded, then kept by its change stream; loaded again when the store is opened anew. */
export function createTables(reference: KeptStore<Reference>): Tables {
  const tables = {
    styles: createTable<HeldDocument<'styles'>>(reference, 'styles'),
    prices: createTable<HeldDocument<'prices'>>(reference, 'prices'),
    stock: createTable<HeldDocument<'stock'>>(reference, 'stock'),
    receipts: createTable<HeldDocument<'receipts'>>(reference, 'receipts'),
    tasks: createTable<HeldDocument<'tasks'>>(reference, 'tasks'),
    staff: createTable<HeldDocument<'staff'>>(reference, 'staff'),
    settings: createTable<HeldDocument<'settings'>>(reference, 'settings'),
  };
  const loaded = new Set<HeldName>();

  async function load(names: readonly HeldName[]): Promise<void> {
    for (const name of names) loaded.add(name);
    try {
      await Promise.all(names.map((name) => tables[name].load()));
    } catch (failure) {
      await reference.setAside(failure);
    }
  }

  const stop = reference.life.subscribe(() => void load([...loaded]));
  return {
    ...tables,
    versions: Object.values(tables).map(({ version }) => version),
    load,
    close: () => {
      stop();
      for (const table of Object.values(tables)) table.close();
    },
  };
}

function createTable<Document>(reference: KeptStore<Reference>, name: HeldName): OpenTable<Document> {
  const documents = new Map<string, Document>();
  const version = createCell(0);
  const listeners = new Set<(ids: readonly string[] | undefined) => void>();
  let stopFollowing = () => {};

  function tell(ids: readonly string[] | undefined): void {
    version.update((count) => count + 1);
    for (const listen of [...listeners]) listen(ids);
  }

  return {
    version,
    get: (id) => documents.get(id),
    all: () => [...documents.values()],
    size: () => documents.size,
    follow: (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    load: async () => {
      stopFollowing();
      const collection = reference.current().collections[name];
      const changes = new Map<string, DocumentRow | null>();
      let isLoading = true;
      const take = (row: DocumentRow) => documents.set(row.id, parse<Document>(row));
      const subscription = collection.eventBulks$.subscribe(({ events }) => {
        for (const { operation, documentId, documentData } of events) {
          if (operation === 'DELETE') documents.delete(documentId);
          else take(documentData);
          if (isLoading) changes.set(documentId, operation === 'DELETE' ? null : documentData);
        }
        if (!isLoading) tell(events.map(({ documentId }) => documentId));
      });
      stopFollowing = () => subscription.unsubscribe();
      const rows = await readTable(collection);
      // A store that was lost is empty until the feeds have filled it: the till sells on from memory meanwhile.
      const isRefilling = rows.length === 0 && reference.life.get() > 1;
      if (!isRefilling) documents.clear();
      for (const row of rows) take(row);
      isLoading = false;
      for (const [id, row] of changes) {
        if (row === null) documents.delete(id);
        else take(row);
      }
      tell(undefined);
    },
    close: () => stopFollowing(),
  };
}

/** A row's document. It was validated when it came down. */
function parse<Document>({ text }: DocumentRow): Document {
  return JSON.parse(text) as Document;
}
