import { typeid } from 'typeid-js';
import type { HostApi } from '#shared/contract/host';
import type { FactOf } from '#shared/facts/registry';
import type { StaffId } from '#shared/kernel/ids';
import { draftFacts } from '#shared/sync/next-fact';
import { openHost } from '../../../renderer/till/host';
import { openTill } from '../../../renderer/till/till';
import type { Till, View } from '../../../renderer/till/till-types';

const mint = (prefix: string): string => typeid(prefix).toString();

/** A till of the built page, without its screens, and what the bench does with it. Moments are `performance.now()`. */
export function openTillWork({ isCut, storeName }: { readonly isCut: boolean; readonly storeName: string }) {
  const openedMs = performance.now();
  const network = gateFetch(isCut);
  const host = openHost();
  const till = openTill({ host, now: Date.now, mint, storeName });
  const ready = () => until(till.start, ({ stage }) => stage === 'ready');

  async function sellOne(codes: readonly string[]): Promise<number> {
    for (const code of codes) must(till.addByCode(code));
    const tenders = [{ kind: 'cash' as const, givenMinor: till.basket.get().totalMinor }];
    const before = performance.now();
    must(await till.completeSale({ tenders }));
    return performance.now() - before;
  }

  return {
    till,
    openedMs,
    mend: network.mend,
    cut: network.cut,
    ready: async () => {
      await ready();
      return performance.now();
    },
    /** The catalogue can be scanned from and this code is on the basket. */
    firstScan: async (code: string) => {
      await ready();
      must(till.addByCode(code));
      return performance.now();
    },
    openForBusiness: async ({ staff, pin }: { readonly staff: StaffId; readonly pin: string }) => {
      await ready();
      must(await till.signIn({ staff, pin }));
      if (!till.counter.get().shift) must(await till.openShift({ floatMinor: 50_000 }));
    },
    /** Barcodes from all over the catalogue. */
    codes: (count: number) => {
      const styles = till.searchStyles('', { limit: 100_000 });
      const all = styles.flatMap(({ style }) => style.variants.flatMap(({ gtin }) => gtin ?? []));
      return Array.from({ length: count }, (_, at) => all[Math.floor((at * all.length) / count)] ?? '');
    },
    /** Sales of two garments, a pause after each; how long each commit took. */
    sell: async ({ codes, pauseMs }: { readonly codes: readonly string[]; readonly pauseMs: number }) => {
      const durations: number[] = [];
      for (let at = 0; at + 1 < codes.length; at += 2) {
        durations.push(await sellOne(codes.slice(at, at + 2)));
        await pause(pauseMs);
      }
      return durations;
    },
    saleText: () => JSON.stringify(till.lastSale.get()?.fact ?? null),
    /** Every feed has been heard to its end. */
    synced: async () => {
      await until(till.sync, ({ coverage }) => Object.values(coverage).every(({ isComplete }) => isComplete));
      return { atMs: performance.now(), styles: till.sync.get().coverage.styles.have };
    },
    /** So many people are known by name and phone. */
    peopleReady: async (count: number) => {
      await until(till.peopleReady, (isReady) => isReady);
      await until(till.sync, ({ coverage }) => coverage.customers.have >= count);
    },
    queueSales: (count: number) => queueSales(host, till, count),
    /** Lets the network back in and sells until everything was sent. */
    drainWhileSelling: async ({ codes, everyMs }: { readonly codes: readonly string[]; readonly everyMs: number }) => {
      const waiting = till.sync.get().waiting;
      const before = performance.now();
      network.mend();
      till.retryNow();
      const sold: number[] = [];
      let isDrained = false;
      const drained = until(till.sync, (sync) => sync.waiting <= 1 && !sync.isOffline, 120_000).then(() => {
        isDrained = true;
        return performance.now() - before;
      });
      for (let at = 0; !isDrained; at += 2) {
        sold.push(await sellOne([codes[at % codes.length] ?? '', codes[(at + 1) % codes.length] ?? '']));
        await pause(everyMs);
      }
      return { waiting, drainMs: await drained, sold };
    },
    allSent: () => until(till.sync, ({ waiting, isOffline }) => waiting === 0 && !isOffline, 120_000),
    device: () => deviceOf(till),
  };
}

export type TillWork = ReturnType<typeof openTillWork>;

/** Puts sales straight into the journal, twenty an append: copies of the last one, each with the next number. */
async function queueSales(host: HostApi, till: Till, count: number): Promise<void> {
  const fact = till.lastSale.get()?.fact;
  if (!fact) throw new Error('a sale to copy from');
  let { head } = await host.request('host.info', undefined);
  for (let done = 0; done < count; done += 20) {
    const copies = Array.from({ length: Math.min(20, count - done) }, (_, at) => copyOf(fact, head.receipts + 1 + at));
    const drafts = draftFacts(head, copies, {
      ...placeOf(fact),
      nowMs: Date.now(),
      hubOffsetMs: 0,
      wallTime: fact.occurredAt,
      mint,
    });
    const answer = await host.request('journal.append', { drafts: [...drafts] });
    if (answer.status !== 'appended') throw new Error(answer.code);
    head = answer.head;
  }
}

function copyOf(fact: FactOf<'SaleCompleted'>, number: number) {
  const { series } = fact.body.receipt;
  return { kind: fact.kind, capture: fact.capture, body: { ...fact.body, receipt: { series, number } } } as const;
}

function placeOf({ tenant, store, device, staff, businessDate }: FactOf<'SaleCompleted'>) {
  if (!store || !device) throw new Error('a sale of a till');
  return { tenant, store, device: device.id, staff, businessDate };
}

function deviceOf({ start }: Till): string {
  const view = start.get();
  return view.stage === 'ready' ? (view.host.device?.id ?? '') : '';
}

/** The network to the hub, which can be away; the host is always there. */
function gateFetch(isCut: boolean): { readonly mend: () => void; readonly cut: () => void } {
  const { fetch: real } = window;
  let isAway = isCut;
  window.fetch = (input, init) => {
    const isHost = new URL(input instanceof Request ? input.url : input, location.href).origin === location.origin;
    return isAway && !isHost ? Promise.reject(new TypeError('cut')) : real(input, init);
  };
  return {
    mend: () => {
      isAway = false;
    },
    cut: () => {
      isAway = true;
    },
  };
}

function until<Value>(view: View<Value>, holds: (value: Value) => boolean, withinMs = 600_000): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!holds(view.get())) return;
      stop();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`still ${JSON.stringify(view.get()).slice(0, 1000)}`));
    }, withinMs);
    const stop = view.subscribe(look);
    look();
  });
}

function must<Value>(
  answer:
    | { readonly ok: true; readonly value: Value }
    | { readonly ok: false; readonly refusal: { readonly code: string } },
): Value {
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
