import type { HostInfo } from '#shared/contract/host';
import { collectionNames } from '#shared/documents/documents';
import { ok, refuse } from '#shared/kernel/result';
import { HostRefused } from './host-refused';
import { createNotices } from './notices';
import { createSession, type Session } from './session';
import { openStores } from './stores';
import type { Coverage, SyncView } from './sync-types';
import type { Answer, BasketView, CounterView, StartView, Till, TillParts } from './till-types';
import { createCell, createRelay, derive } from './view';

/**
 * Opens a till. Answers at once; `start` tells how far it is. Commands before it is ready refuse `not-ready`, and views
 * show nothing yet.
 */
export function openTill(parts: TillParts): Till {
  const { host, now } = parts;
  const start = createCell<StartView>({ stage: 'opening' });
  const notices = createNotices(now);
  const views = {
    counter: createRelay<CounterView>({ settings: null, staff: [], signedIn: null, shift: null }),
    basket: createRelay<BasketView>(noBasket),
    baskets: createRelay<ReturnType<Till['baskets']['get']>>([]),
    rooms: createRelay<ReturnType<Till['rooms']['get']>>([]),
    collects: createRelay<ReturnType<Till['collects']['get']>>([]),
    receipts: createRelay<ReturnType<Till['receipts']['get']>>([]),
    lastSale: createRelay<ReturnType<Till['lastSale']['get']>>(null),
    todaysSales: createRelay<ReturnType<Till['todaysSales']['get']>>([]),
    sync: createRelay<SyncView>(noSync),
    searchReady: createRelay(false),
    peopleReady: createRelay(false),
  };
  let session: Session | null = null;
  let isClosed = false;

  async function open(info: HostInfo): Promise<void> {
    const isBegun = (what: string) => what.startsWith('series-begun ');
    const damage = info.repaired.filter((what) => !isBegun(what));
    if (damage.length > 0) notices.say('journal-repaired', { what: damage.join('; ') });
    if (damage.length < info.repaired.length) notices.say('series-begun', { series: info.head.series });
    if (info.device === null) return start.set({ stage: 'not-enrolled', host: info });
    void keepStorage(info);
    const stores = await openStores(parts, info, notices);
    const opened = await createSession(parts, info, stores, notices);
    session = opened;
    if (isClosed) return opened.close();
    views.counter.attach(opened.counter);
    views.basket.attach(opened.basket);
    views.baskets.attach(opened.baskets);
    views.rooms.attach(opened.rooms);
    views.collects.attach(opened.collects);
    views.receipts.attach(opened.receipts);
    views.lastSale.attach(opened.lastSale);
    views.todaysSales.attach(opened.todaysSales);
    views.sync.attach(opened.sync);
    views.searchReady.attach(opened.searchReady);
    views.peopleReady.attach(opened.peopleReady);
    follow(opened, info);
  }

  function follow({ isInstalled, sync }: Session, info: HostInfo): void {
    const stage = derive([isInstalled, sync], (): StartView => {
      if (isInstalled.get()) return { stage: 'ready', host: info };
      return { stage: 'installing', host: info, isOffline: sync.get().isOffline };
    });
    const show = () => {
      const before = start.get();
      const next = stage.get();
      const isSame =
        next.stage === before.stage &&
        (next.stage !== 'installing' || before.stage !== 'installing' || next.isOffline === before.isOffline);
      if (!isSame && before.stage !== 'ready') start.set(next);
    };
    stage.subscribe(show);
    show();
  }

  /** Asks the browser not to clear this till's stores. In a browser window the host says by itself what is lost. */
  async function keepStorage(info: HostInfo): Promise<void> {
    const isKept = await navigator.storage.persist().catch(() => false);
    if (!isKept && info.kind === 'electron') notices.say('storage-not-kept');
  }

  async function begin(): Promise<void> {
    while (!isClosed) {
      try {
        return await open(await host.request('host.info', undefined));
      } catch (failure) {
        const code = codeOf(failure);
        if (code !== 'host-unreachable') return stop(code, failure);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }

  function stop(code: string, failure: unknown): void {
    start.set({ stage: 'stopped', code });
    if (code === 'internal') notices.say('internal', { message: failure instanceof Error ? failure.message : code });
  }
  void begin();

  /** Calls a command once there is a till to command. */
  const when = <Ask extends readonly unknown[], Value>(
    pick: (open: Session) => (...ask: Ask) => Answer<Value>,
  ): ((...ask: Ask) => Answer<Value>) => {
    return (...ask) => (session === null ? refuse('not-ready') : pick(session)(...ask));
  };
  const later = <Ask extends readonly unknown[], Value>(
    pick: (open: Session) => (...ask: Ask) => Promise<Answer<Value>>,
  ): ((...ask: Ask) => Promise<Answer<Value>>) => {
    return async (...ask) => (session === null ? refuse('not-ready') : pick(session)(...ask));
  };
  const nothing = createCell(null);
  const noStyles = createCell([]);

  return {
    start,
    notices: notices.view,
    dismissNotice: notices.dismiss,
    ...views,
    style: (id) => session?.style(id) ?? nothing,
    person: (id) => session?.person(id) ?? nothing,
    readSale: (sale) => session?.readSale(sale) ?? null,
    findReceipt: later((open) => open.findReceipt),
    searchStyles: (text, options) => session?.searchStyles(text, options) ?? [],
    stylesFound: (text, options) => session?.stylesFound(text, options) ?? noStyles,
    findPeople: (text) => session?.findPeople(text) ?? [],
    lookUpPerson: later((open) => open.lookUpPerson),
    enrolDevice: async (ask) => {
      try {
        await host.request('device.enrol', ask);
      } catch (failure) {
        return failure instanceof HostRefused ? refuse(failure.code, failure.params) : refuse('internal');
      }
      // The page may only talk to the hub its host named when it was served.
      location.reload();
      return ok(null);
    },
    signIn: later((open) => open.signIn),
    signOut: () => session?.signOut(),
    openShift: later((open) => open.openShift),
    proposeBusinessDate: () => session?.proposeBusinessDate() ?? { date: '', isDoubtful: true },
    isNewDay: () => session?.isNewDay() ?? false,
    findVariant: when((open) => open.findVariant),
    addByCode: when((open) => open.addByCode),
    addVariant: when((open) => open.addVariant),
    setQty: when((open) => open.setQty),
    removeLine: when((open) => open.removeLine),
    setSeller: when((open) => open.setSeller),
    setFor: when((open) => open.setFor),
    attachPerson: when((open) => open.attachPerson),
    newBasket: () => session?.newBasket() ?? noBasket.id,
    openBasket: when((open) => open.openBasket),
    dropBasket: when((open) => open.dropBasket),
    setPaying: (isPaying) => session?.setPaying(isPaying),
    takeCard: later((open) => open.takeCard),
    voidCard: later((open) => open.voidCard),
    putAwaySale: () => session?.putAwaySale(),
    completeSale: later((open) => open.completeSale),
    startFitting: later((open) => open.startFitting),
    takeIn: later((open) => open.takeIn),
    endFitting: later((open) => open.endFitting),
    enrolCustomer: later((open) => open.enrolCustomer),
    changeConsent: later((open) => open.changeConsent),
    retryNow: () => session?.retryNow(),
    close: async () => {
      isClosed = true;
      await session?.close();
    },
  };
}

const AGAIN_MS = 1_000;

const noBasket: BasketView = {
  id: '' as BasketView['id'],
  lines: [],
  who: null,
  pieces: 0,
  currency: null,
  subtotalMinor: 0,
  discountMinor: 0,
  taxMinor: 0,
  taxInside: true,
  totalMinor: 0,
  taken: [],
  mayStand: false,
  blocked: { code: 'not-ready', params: {} },
};

const noCoverage: Coverage = { have: 0, of: null, isComplete: false, heardAtMs: null };

const noSync: SyncView = {
  state: 'unheard',
  waiting: 0,
  oldestAtMs: null,
  waitingKinds: [],
  parked: [],
  isOffline: false,
  offlineSinceMs: null,
  lastHeardMs: null,
  clockOffsetMs: null,
  coverage: Object.fromEntries(collectionNames.map((name) => [name, noCoverage])) as SyncView['coverage'],
  lastRefusal: null,
};

function codeOf(failure: unknown): string {
  return failure instanceof HostRefused ? failure.code : 'internal';
}
