import type { HostInfo } from '#shared/contract/host';
import type { StaffDocument } from '#shared/documents/documents';
import { CustomerDocument } from '#shared/documents/documents';
import { AnchorId, StaffId } from '#shared/kernel/ids';
import { ok, refuse } from '#shared/kernel/result';
import { normalisePhone } from '#shared/people/phone';
import { shiftOf } from '#shared/shift/evolve';
import { createBarcodeIndex } from './barcode-index';
import { createBasketClaims } from './basket-claims';
import { createBaskets } from './baskets';
import { createCatalogue } from './catalogue';
import { createCustomers } from './customers';
import { createEnrolling } from './enrolling';
import { createFittingRoom } from './fitting-room';
import { createFittings } from './fittings';
import { createKeptNotes } from './kept-notes';
import { claimLeft } from './left-before';
import type { Notices } from './notices';
import { createOwnSales } from './own-sales';
import { createPeopleIndex } from './people-index';
import { createReceipts } from './receipts';
import { createRecord } from './record';
import { createSearchIndex } from './search-index';
import { createSelling } from './selling';
import { createShifts } from './shifts';
import { type Stores, startSync } from './start-sync';
import { createStockOverlay } from './stock-overlay';
import { createSyncStatus } from './sync-status';
import type { Till, TillParts } from './till-types';
import { createUnseenReceipts } from './unseen-receipts';
import { createCell, derive, type View } from './view';

/** A till that is enrolled and whose stores are open: everything of {@link Till} that needs them. */
export type Session = Omit<Till, 'start' | 'notices' | 'dismissNotice' | 'enrolDevice'> & {
  /** The catalogue is here, so that selling can begin. */
  readonly isInstalled: View<boolean>;
};

/** Puts the parts of a till together over its open stores. */
export async function createSession(
  { host, now, mint }: TillParts,
  info: HostInfo,
  stores: Stores,
  notices: Notices,
): Promise<Session> {
  const { device } = info;
  if (device === null) throw new Error('a session needs an enrolled till');
  const { tables, own, commits, ledger, reference } = stores;
  const signedIn = createCell<StaffDocument | null>(null);
  const settings = derive([tables.settings.version], () => tables.settings.get('settings') ?? null);
  const staffId = derive([signedIn], () => {
    const staff = signedIn.get();
    return staff === null ? null : StaffId.parse(staff.id);
  });
  const shift = derive([own.version], () => shiftOf(own.all()));
  const zone = () => settings.get()?.store.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

  const people = createPeopleIndex({
    host,
    reference,
    own,
    onDocument: (document) => stores.restored.look([document]),
  });
  const barcodes = createBarcodeIndex(tables.styles);
  const search = createSearchIndex(tables.styles);
  const stock = createStockOverlay(tables.stock, own, device.store);
  const customers = createCustomers({ reference, own, people, now });
  const claims = createBasketClaims(navigator.locks);
  const left = await claimLeft(ledger, claims);
  own.add(left.standing);
  const notes = createKeptNotes(ledger, claims);
  const unseen = createUnseenReceipts({ notes, ledger, claims, now, remembered: left.receipts });
  const baskets = createBaskets({
    notes,
    ledger,
    mint,
    now,
    remembered: left.drafts,
    claims,
    onUnkept: () => notices.say('basket-not-kept'),
  });
  const sync = startSync({
    host,
    hubUrl: info.hubUrl,
    now,
    stores,
    notices,
    people,
    isInUse: () => signedIn.get() !== null,
  });
  const hubOffsetMs = () => sync.link.state.get().offsetMs ?? 0;
  const record = createRecord({
    commits,
    mint,
    now,
    device,
    moment: () => ({
      staff: staffId.get(),
      businessDate: shift.get()?.businessDate ?? null,
      zone: zone(),
      hubOffsetMs: hubOffsetMs(),
    }),
  });
  const sales = createOwnSales({ own, people, ledger, shift });
  const selling = createSelling({
    baskets,
    barcodes,
    prices: tables.prices,
    settings,
    shift,
    staff: staffId,
    people,
    own,
    sales,
    unseen,
    record,
    catchUp: stores.catchUp,
  });
  const stopFollowing = left.follow(({ drafts, receipts, standing }) => {
    own.add(standing);
    receipts.forEach(unseen.adopt);
    drafts.forEach(baskets.adopt);
    void selling.settleLeft();
  });
  await Promise.race([selling.settleLeft(), new Promise((resolve) => setTimeout(resolve, LEFT_WAIT_MS))]);
  const fittings = createFittings({ tasks: tables.tasks, settings, own, hub: sync.mark, people, barcodes });
  const counts = derive([...tables.versions, people.version], () => ({
    styles: tables.styles.size(),
    prices: tables.prices.size(),
    stock: tables.stock.size(),
    customers: people.size(),
    receipts: tables.receipts.size(),
    tasks: tables.tasks.size(),
    staff: tables.staff.size(),
    settings: tables.settings.size(),
  }));
  const status = createSyncStatus({
    own,
    link: sync.link.state,
    hub: sync.mark,
    parked: sync.parked,
    heardAtMs: sync.heardAtMs,
    counts,
  });

  return {
    counter: derive([settings, tables.staff.version, signedIn, shift], () => ({
      settings: settings.get(),
      staff: tables.staff.all().filter(({ active }) => active),
      signedIn: signedIn.get(),
      shift: shift.get(),
    })),
    isInstalled: derive([settings, sync.heardAtMs, tables.staff.version, tables.styles.version], () => {
      const heard = sync.heardAtMs.get();
      const isHere = (name: 'styles' | 'prices' | 'staff') => heard[name] !== null || stores.wasInstalled;
      return settings.get() !== null && isHere('styles') && isHere('prices') && isHere('staff');
    }),
    basket: selling.basket,
    baskets: selling.tabs,
    rooms: fittings.rooms,
    collects: fittings.collects,
    receipts: createReceipts(tables.receipts, own),
    lastSale: selling.lastSale,
    sync: status,
    searchReady: search.isReady,
    peopleReady: people.isReady,
    person: customers.person,
    todaysSales: sales.today,
    readSale: sales.read,
    findReceipt: sales.find,
    ...createCatalogue({
      styles: tables.styles,
      prices: tables.prices,
      stock,
      barcodes,
      search,
      baskets,
      visits: fittings.open,
    }),
    findPeople: (text) => people.find(text, 20),
    lookUpPerson: async ({ phone, reason }) => {
      const staff = staffId.get();
      const e164 = normalisePhone(phone, settings.get()?.country ?? '');
      if (staff === null) return refuse('not-signed-in');
      if (e164 === null) return refuse('phone-invalid');
      const answer = await sync.link.call('look-up-person', { body: { phone: e164, staff, reason } });
      if (!answer.ok) return refuse(answer.refusal.code, answer.refusal.params);
      if (answer.value.document === null) return ok(null);
      const document = CustomerDocument.parse(answer.value.document);
      await people.takeVisitor(document);
      customers.takeVisitor(document);
      return ok(people.brief(AnchorId.parse(document.id)));
    },
    signIn: async ({ staff, pin }) => {
      const answer = await host.request('staff.sign-in', { staff, pin }).catch(() => null);
      if (answer === null) return refuse('host-unreachable');
      if (answer.status === 'refused') return refuse(answer.code, { seconds: Math.ceil(answer.waitMs / 1000) });
      const person = tables.staff.get(answer.staff);
      if (person === undefined && sync.heardAtMs.get().staff === null) return refuse('no-verifiers');
      if (person === undefined || !person.active) return refuse('staff-unknown');
      signedIn.set(person);
      return ok(person);
    },
    signOut: () => signedIn.set(null),
    ...createShifts({ own, current: shift, settings, zone, record, mint, now, hubOffsetMs }),
    findVariant: (code) => {
      const found = selling.findCode(code);
      return found.ok ? ok(found.value.variant.id) : found;
    },
    addByCode: selling.addByCode,
    addVariant: selling.addVariant,
    setQty: (line, qty) => selling.change({ kind: 'ChangeQuantity', line, qty }),
    removeLine: (line) => selling.change({ kind: 'RemoveLine', line }),
    setSeller: (line, seller) => selling.change({ kind: 'ChangeSeller', line, seller }),
    setFor: (line, whose) => selling.change({ kind: 'MarkFor', line, for: whose }),
    attachPerson: (who) => selling.change(who === null ? { kind: 'DetachCustomer' } : { kind: 'AttachCustomer', who }),
    newBasket: baskets.begin,
    openBasket: baskets.open,
    dropBasket: baskets.drop,
    setPaying: sync.setPaying,
    takeCard: selling.takeCard,
    voidCard: selling.voidCard,
    completeSale: selling.completeSale,
    putAwaySale: selling.putAwaySale,
    ...createFittingRoom({ fittings, settings, baskets, barcodes, selling, staff: staffId, record, mint, now }),
    ...createEnrolling({ settings, customers, people, record, mint }),
    retryNow: sync.retryNow,
    close: async () => {
      stopFollowing();
      await notes.settled();
      claims.close();
      stores.stopHearing();
      await sync.close();
      for (const part of [people, barcodes, search, customers, tables]) part.close();
      await Promise.all([ledger.close(), reference.close()]);
    },
  };
}

/** How long a start waits to know what became of the baskets that were left before. */
const LEFT_WAIT_MS = 400;
