declare module 'pouchdb/dist/pouchdb.js' {
  type Rows = { readonly rows: readonly { readonly doc?: { readonly gtin?: string } }[] };
  export default class PouchDB {
    constructor(name: string);
    bulkDocs(documents: readonly object[]): Promise<unknown>;
    put(document: object): Promise<unknown>;
    query(view: string, options: object): Promise<Rows>;
    allDocs(options: object): Promise<Rows>;
    close(): Promise<void>;
  }
}
