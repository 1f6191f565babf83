import PouchDB from 'pouchdb/dist/pouchdb.js';

/** A garment as PouchDB keeps it: one document a SKU, found by its barcode through a stored index. */
export type PouchGarment = {
  readonly _id: string;
  readonly gtin: string;
  readonly name: string;
  readonly colour: string;
  readonly size: string;
  readonly minor: number;
};

const NAME = 'bench-pouch';
const BATCH = 1000;
const index = { _id: '_design/gtin', views: { gtin: { map: 'function (d) { if (d.gtin) emit(d.gtin); }' } } };

export const pouchWork = {
  /** Fills the store and builds its index: before anything is measured. */
  pouchFill: async (garments: readonly PouchGarment[], isLast: boolean) => {
    const store = new PouchDB(NAME);
    for (let at = 0; at < garments.length; at += BATCH) await store.bulkDocs(garments.slice(at, at + BATCH));
    if (isLast) {
      await store.put(index);
      await store.query('gtin', { key: '', limit: 1 });
    }
    await store.close();
  },
  /** What the till does: reads all garments, keeps them by barcode, answers a scan from there. */
  pouchAllThenScan: async (gtin: string) => {
    const store = new PouchDB(NAME);
    const { rows } = await store.allDocs({ include_docs: true });
    const garments = new Map(rows.flatMap(({ doc }) => (doc?.gtin ? [[doc.gtin, doc]] : [])));
    if (!garments.has(gtin)) throw new Error('PouchDB did not find it');
    return performance.now();
  },
  /** By its stored index alone, with nothing else read. */
  pouchFirstScan: async (gtin: string) => {
    const store = new PouchDB(NAME);
    const { rows } = await store.query('gtin', { key: gtin, include_docs: true, limit: 1 });
    if (rows.length !== 1) throw new Error('PouchDB did not find it');
    return performance.now();
  },
};

export type PouchWork = typeof pouchWork;
