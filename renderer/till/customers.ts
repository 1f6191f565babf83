import type { CustomerDocument } from '#shared/documents/documents';
import type { Fact } from '#shared/facts/registry';
import type { AnchorId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import type { Consent } from '#shared/people/consent';
import { ConsentChannel, ConsentPurpose } from '#shared/people/facts';
import { consentsOf, mergeAnchorStates, tagsOf } from '#shared/people/fold-anchor';
import { overlayCustomer } from '#shared/sync/overlay';
import type { Reference } from './databases';
import type { KeptStore } from './kept-store';
import type { OwnFacts } from './own-facts';
import type { PeopleIndex } from './people-index';
import type { ConsentView, PersonView } from './till-types';
import { createCell, derive, type View } from './view';

export type Customers = {
  /** A person with own facts folded in; null while the document is read, or where nobody is known under this id. */
  readonly person: (id: AnchorId) => View<PersonView | null>;
  /** Every consent ever given or withdrawn by this person, own unsent changes counted. */
  readonly consentsOf: (id: AnchorId) => readonly Consent[];
  /** Shown once, on request, and not kept in the store: the answer of a look-up at the hub. */
  readonly takeVisitor: (document: CustomerDocument) => void;
  readonly close: () => void;
};

export type CustomersParts = {
  readonly reference: KeptStore<Reference>;
  readonly own: OwnFacts;
  readonly people: PeopleIndex;
  readonly now: () => InstantMs;
};

/** Persons on screen. Documents stay in the store; only those somebody looks at are held and followed. */
export function createCustomers({ reference, own, people, now }: CustomersParts): Customers {
  const documents = createCell<ReadonlyMap<AnchorId, CustomerDocument>>(new Map());
  const views = new Map<AnchorId, View<PersonView | null>>();
  const visitors = new Map<AnchorId, CustomerDocument>();
  /** Documents that somebody looked for, found or not. */
  const watched = new Set<AnchorId>();
  let unsubscribe = () => {};

  async function read(id: AnchorId): Promise<void> {
    watched.add(id);
    const row = await reference.run(({ collections }) => collections.customers.findOne(id).exec());
    const document = row === null ? visitors.get(id) : (JSON.parse(row.text) as CustomerDocument);
    documents.update((before) => withEntry(before, id, document));
  }

  function followStore(): void {
    unsubscribe();
    const subscription = reference.current().collections.customers.eventBulks$.subscribe(({ events }) => {
      const changed = new Set(events.map(({ documentId }) => documentId));
      for (const id of watched) if (changed.has(id)) void read(id).catch(() => undefined);
    });
    unsubscribe = () => subscription.unsubscribe();
  }

  const stopLife = reference.life.subscribe(() => {
    followStore();
    for (const id of watched) void read(id).catch(() => undefined);
  });
  /** The hub may have found an anchor to be part of another person meanwhile. */
  const stopPeople = people.version.subscribe(() => {
    const persons = [...views.keys()].map((asked) => people.personOf(asked));
    for (const id of persons) if (!watched.has(id)) void read(id).catch(() => undefined);
  });
  followStore();

  function stateOf(id: AnchorId): { readonly document: CustomerDocument; readonly facts: readonly Fact[] } | null {
    const document = documents.get().get(id) ?? null;
    const anchors = document?.anchors.map(({ who }) => who) ?? [id];
    const facts = anchors.flatMap((anchor) => own.ofPerson(anchor));
    const overlaid = overlayCustomer(document, facts);
    return overlaid === null ? null : { document: overlaid, facts: laterThanSeen(document, facts) };
  }

  function viewOf(asked: AnchorId): PersonView | null {
    const id = people.personOf(asked);
    const found = stateOf(id);
    if (found === null) return null;
    const { document, facts } = found;
    const state = mergeAnchorStates(document.anchors.map((anchor) => anchor.state));
    const details = document.anchors.flatMap(({ who }) => people.details(who) ?? []);
    return {
      ...people.brief(id),
      identifiers: details.flatMap(({ identifiers }) =>
        identifiers.map(({ kind, value, proof }) => ({ kind, value, proof })),
      ),
      anchors: document.anchors.map(({ who }) => who),
      tags: tagsOf(state, now()),
      consents: allConsents(state),
      facts: state.facts,
      firstAtMs: state.firstAt,
      lastAtMs: state.lastAt,
      unsent: facts.length,
      documentAtMs: documents.get().get(id)?.at ?? null,
    };
  }

  return {
    person: (asked) => {
      const known = views.get(asked);
      if (known) return known;
      const view = derive([documents, own.version, people.version], () => viewOf(asked));
      views.set(asked, view);
      void read(people.personOf(asked)).catch(() => undefined);
      return view;
    },
    consentsOf: (asked) => {
      const found = stateOf(people.personOf(asked));
      return consentsOf(mergeAnchorStates(found?.document.anchors.map((anchor) => anchor.state) ?? []));
    },
    takeVisitor: (document) => {
      for (const { who } of document.anchors) visitors.set(who, document);
      documents.update((before) => withEntry(before, document.anchors[0]?.who, document));
    },
    close: () => {
      unsubscribe();
      stopLife();
      stopPeople();
    },
  };
}

function withEntry(
  before: ReadonlyMap<AnchorId, CustomerDocument>,
  id: AnchorId | undefined,
  document: CustomerDocument | undefined,
): ReadonlyMap<AnchorId, CustomerDocument> {
  if (id === undefined) return before;
  const next = new Map(before);
  if (document === undefined) next.delete(id);
  else next.set(id, document);
  return next;
}

function laterThanSeen(document: CustomerDocument | null, facts: readonly Fact[]): readonly Fact[] {
  const seen = new Map(document?.anchors.map((anchor) => [anchor.who, anchor.seen]));
  return facts.filter(({ who, hlc }) => who !== undefined && hlc > (seen.get(who) ?? 0));
}

function allConsents(state: Parameters<typeof consentsOf>[0]): readonly ConsentView[] {
  const given = consentsOf(state);
  return ConsentPurpose.options.flatMap((purpose) =>
    ConsentChannel.options.map((channel) => {
      const consent = given.find((one) => one.purpose === purpose && one.channel === channel);
      return { purpose, channel, on: consent?.on ?? false, atMs: consent?.atMs ?? null };
    }),
  );
}
