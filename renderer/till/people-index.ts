import type { HostApi } from '#shared/contract/host';
import type { CustomerDocument } from '#shared/documents/documents';
import type { Fact } from '#shared/facts/registry';
import { AnchorId, FactId } from '#shared/kernel/ids';
import type { AnchorDetails } from '#shared/people/anchor';
import { IdentifierValue, PersonDetails } from '#shared/people/facts';
import { type FindablePerson, findPeople } from '#shared/people/find-people';
import { phoneTail } from '#shared/people/phone';
import { type Reference, readTablePage } from './databases';
import { insist } from './insist';
import type { KeptStore } from './kept-store';
import type { OwnFacts } from './own-facts';
import { spellingOf } from './pinyin-text';
import type { DocumentRow } from './rows';
import type { PersonBrief } from './till-types';
import { createCell, type View } from './view';

/** Who this till's people are, in the clear: in memory only, gone with the page. */
export type PeopleIndex = {
  readonly isReady: View<boolean>;
  /** Changes whenever somebody's details do. */
  readonly version: View<number>;
  readonly find: (text: string, limit: number) => readonly PersonBrief[];
  /** Who is known under this E.164 number. */
  readonly findByPhone: (phone: string) => AnchorId | null;
  readonly brief: (anchor: AnchorId) => PersonBrief;
  /** The person an anchor belongs to: the document's id, or the anchor itself. */
  readonly personOf: (anchor: AnchorId) => AnchorId;
  readonly details: (anchor: AnchorId) => AnchorDetails | undefined;
  /** Somebody enrolled here a moment ago: known before any document says so. */
  readonly takeOwn: (facts: readonly Fact[], secrets: ReadonlyMap<string, unknown>) => void;
  /** Somebody looked up at the hub: shown until the page closes, never stored. */
  readonly takeVisitor: (document: CustomerDocument) => Promise<void>;
  /** Every anchor somebody here has, or will have as soon as the host has opened what is sealed of them. */
  readonly anchors: () => readonly AnchorId[];
  /** How many documents there are. */
  readonly size: () => number;
  readonly close: () => void;
};

export type PeopleIndexParts = {
  readonly host: HostApi;
  readonly reference: KeptStore<Reference>;
  readonly own: OwnFacts;
  /** Called with each document as it is read or changes, so that nobody reads them all again. */
  readonly onDocument: (document: CustomerDocument) => void;
};

type Entry = FindablePerson & { readonly name: string | null };

const PAGE = 400;
/** The host opens at most 2000 at once; a change of many people comes as one. */
const OPENED_AT_ONCE = 1000;

/** Opens the details of everybody here, page by page with the screen's turn in between, and keeps up with changes. */
export function createPeopleIndex({ host, reference, own, onDocument }: PeopleIndexParts): PeopleIndex {
  const isReady = createCell(false);
  const version = createCell(0);
  const details = new Map<AnchorId, AnchorDetails>();
  const ownDetails = new Map<AnchorId, AnchorDetails>();
  const entries = new Map<AnchorId, Entry>();
  const personOf = new Map<AnchorId, AnchorId>();
  /** Being opened by the host. Their keys must not be let go for want of an entry. */
  const arriving = new Set<readonly AnchorId[]>();
  const anchorsOf = new Map<AnchorId, readonly AnchorId[]>();
  let unsubscribe = () => {};
  let isClosed = false;
  const isOver = () => isClosed;
  let reading = 0;

  const detailsOf = (anchor: AnchorId): AnchorDetails | undefined => {
    const [theirs, ours] = [details.get(anchor), ownDetails.get(anchor)];
    if (theirs === undefined || ours === undefined) return theirs ?? ours;
    const claims = new Set(theirs.identifiers.map(({ claim }) => claim));
    return {
      name: theirs.name ?? ours.name,
      identifiers: [...theirs.identifiers, ...ours.identifiers.filter(({ claim }) => !claims.has(claim))],
    };
  };

  function enter(person: AnchorId): void {
    const known = (anchorsOf.get(person) ?? [person]).flatMap((anchor) => detailsOf(anchor) ?? []);
    if (known.length === 0) {
      entries.delete(person);
      return;
    }
    const name = known.find((one) => one.name !== undefined && one.name !== '')?.name ?? null;
    const phones = known.flatMap((one) =>
      one.identifiers.filter(({ kind }) => kind === 'phone').map(({ value }) => value),
    );
    const { plain, pinyin, initials } = spellingOf(name ?? '');
    entries.set(person, {
      id: person,
      name,
      phones,
      spellings: [plain, pinyin, initials].filter((text) => text !== ''),
    });
  }

  /** An anchor is somebody else's now; whoever it was taken from stays findable by the others. */
  function leave(person: AnchorId, anchor: AnchorId): void {
    const left = (anchorsOf.get(person) ?? []).filter((one) => one !== anchor && personOf.get(one) === person);
    if (left.length > 0) {
      anchorsOf.set(person, left);
      enter(person);
    } else {
      anchorsOf.delete(person);
      entries.delete(person);
    }
  }

  async function takeDocuments(documents: readonly CustomerDocument[]): Promise<void> {
    const coming = documents.flatMap(({ anchors }) => anchors.map(({ who }) => who));
    arriving.add(coming);
    try {
      await openDocuments(documents);
    } finally {
      arriving.delete(coming);
    }
  }

  async function openDocuments(documents: readonly CustomerDocument[]): Promise<void> {
    const parts = documents.flatMap(({ anchors }) =>
      anchors.flatMap(({ who, sealed }) => (sealed === null ? [] : [{ who, sealed }])),
    );
    for (let from = 0; from < parts.length; from += OPENED_AT_ONCE) {
      const asked = { parts: parts.slice(from, from + OPENED_AT_ONCE) };
      const opened = await insist(() => host.request('people.open', asked), isOver);
      for (const { who, details: plain } of opened) details.set(who, plain);
    }
    for (const document of documents) {
      const person = AnchorId.parse(document.id);
      const anchors = document.anchors.map(({ who }) => who);
      for (const anchor of anchors) {
        const before = personOf.get(anchor);
        personOf.set(anchor, person);
        if (before !== undefined && before !== person) leave(before, anchor);
        if (anchor !== person) entries.delete(anchor);
      }
      anchorsOf.set(person, anchors);
      enter(person);
      onDocument(document);
    }
    version.update((count) => count + 1);
  }

  function dropDocument(id: string): void {
    const person = AnchorId.parse(id);
    for (const anchor of anchorsOf.get(person) ?? []) {
      if (personOf.get(anchor) !== person) continue;
      personOf.delete(anchor);
      details.delete(anchor);
      if (ownDetails.has(anchor)) enter(anchor);
    }
    anchorsOf.delete(person);
    entries.delete(person);
    version.update((count) => count + 1);
  }

  async function readAll(): Promise<void> {
    reading += 1;
    const turn = reading;
    unsubscribe();
    const collection = reference.current().collections.customers;
    const subscription = collection.eventBulks$.subscribe(({ events }) => {
      for (const { documentId } of events.filter(({ operation }) => operation === 'DELETE')) dropDocument(documentId);
      const rows = events.flatMap(({ operation, documentData }) => (operation === 'DELETE' ? [] : [documentData]));
      if (rows.length > 0) void takeDocuments(rows.map(documentOf)).catch(() => undefined);
    });
    unsubscribe = () => subscription.unsubscribe();
    for (let after: string | null = ''; after !== null; ) {
      const page: Awaited<ReturnType<typeof readTablePage<DocumentRow>>> = await readTablePage(collection, after, PAGE);
      if (isClosed || turn !== reading) return;
      await takeDocuments(page.rows.map(documentOf));
      after = page.next;
    }
    isReady.set(true);
  }

  async function readOwn(): Promise<void> {
    const sealed = own.all().filter(isAboutSomebody);
    for (let from = 0; from < sealed.length; from += PAGE) {
      const facts = sealed.slice(from, from + PAGE);
      const asked = facts.flatMap(({ id, who, private: text }) =>
        who === undefined || text === undefined ? [] : [{ id, who, private: text }],
      );
      if (asked.length === 0) continue;
      const opened = await insist(() => host.request('people.open-facts', { facts: asked }), isOver);
      takeOwn(facts, new Map(opened.map(({ id, secret }) => [id, secret])));
    }
  }

  function takeOwn(facts: readonly Fact[], secrets: ReadonlyMap<string, unknown>): void {
    for (const fact of facts.filter(isAboutSomebody)) {
      if (fact.who === undefined) continue;
      const before = ownDetails.get(fact.who) ?? { identifiers: [] };
      ownDetails.set(fact.who, withFact(before, fact, secrets.get(fact.id)));
      enter(personOf.get(fact.who) ?? fact.who);
    }
    version.update((count) => count + 1);
  }

  const stopLife = reference.life.subscribe(() => void readAll().catch(() => undefined));
  void readAll()
    .then(readOwn)
    .catch(() => undefined);

  const brief = (anchor: AnchorId): PersonBrief => {
    const id = personOf.get(anchor) ?? anchor;
    const entry = entries.get(id);
    const phone = entry?.phones[0];
    return { id, name: entry?.name ?? null, phoneTail: phone === undefined ? null : phoneTail(phone) };
  };

  return {
    isReady,
    version,
    brief,
    find: (text, limit) => findPeople(entries.values(), text, limit).map(({ id }) => brief(id)),
    findByPhone: (phone) => [...entries.values()].find(({ phones }) => phones.includes(phone))?.id ?? null,
    personOf: (anchor) => personOf.get(anchor) ?? anchor,
    details: detailsOf,
    takeOwn,
    takeVisitor: (document) => takeDocuments([document]),
    anchors: () => [...new Set([...personOf.keys(), ...ownDetails.keys(), ...[...arriving].flat()])],
    size: () => anchorsOf.size,
    close: () => {
      isClosed = true;
      unsubscribe();
      stopLife();
    },
  };
}

function documentOf({ text }: DocumentRow): CustomerDocument {
  return JSON.parse(text) as CustomerDocument;
}

function isAboutSomebody({ kind }: Fact): boolean {
  return kind === 'CustomerEnrolled' || kind === 'IdentifierClaimed';
}

function withFact(before: AnchorDetails, fact: Fact, secret: unknown): AnchorDetails {
  if (fact.kind === 'CustomerEnrolled') {
    const details = PersonDetails.safeParse(secret);
    return details.success && details.data.name ? { ...before, name: details.data.name } : before;
  }
  const value = IdentifierValue.safeParse(secret);
  if (fact.kind !== 'IdentifierClaimed' || !value.success) return before;
  const claim = FactId.parse(fact.id);
  if (before.identifiers.some((known) => known.claim === claim)) return before;
  const { kind, proof } = fact.body;
  return { ...before, identifiers: [...before.identifiers, { kind, proof, value: value.data.value, claim }] };
}
