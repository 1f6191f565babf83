import type { TillWindow } from './till-page/page';

/** Runs in a till's page: the whole journal, as its host gives it. */
export async function readJournal({ host }: TillWindow): Promise<readonly unknown[]> {
  const facts: unknown[] = [];
  for (let after = 0, more = true; more; ) {
    const page = await host.request('journal.read', { after, limit: 1000 });
    facts.push(...page.facts);
    ({ more, next: after } = page);
  }
  return facts;
}

/** Runs in a till's page: ids of the facts in the ledger's own table in their order, read past the till. */
export async function readLedger(): Promise<readonly string[]> {
  const room = Number(localStorage.getItem('seam:room') ?? '0');
  const bucket = room > 0 ? await navigator.storageBuckets?.open(`seam-${room}`, { persisted: true }) : undefined;
  const stores = bucket?.indexedDB ?? indexedDB;
  const names = (await stores.databases())
    .map(({ name }) => name ?? '')
    .filter((name) => /-ledger-.*--facts$/.test(name));
  const tables = await Promise.all(
    names.map(async (name) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = stores.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const rows = await new Promise<readonly { id: string; hlc: number }[]>((resolve, reject) => {
        const reading = database.transaction('docs').objectStore('docs').getAll();
        reading.onsuccess = () => resolve(reading.result);
        reading.onerror = () => reject(reading.error);
      });
      database.close();
      return rows;
    }),
  );
  return tables
    .flat()
    .sort((a, b) => a.hlc - b.hlc)
    .map(({ id }) => id);
}
