import { z } from 'zod';
import { Words } from '../catalog/garment';
import { AnchorId, FactId, StoreId } from '../kernel/ids';
import { Currency } from '../kernel/money';
import type { Tag } from '../tags/tag-rule';
import type { Route } from './http';

/** A tag as the engine made it; its shape is owned by `tags/tag-rule.ts`, the same on till and hub. */
const TagOnWire = z.custom<Tag>((value) => typeof value === 'object' && value !== null && 'tag' in value);

export const RegionStore = z
  .object({
    id: StoreId,
    code: z.string(),
    name: Words,
    currency: Currency,
    salesToday: z.int(),
    /** Of these, sales to somebody the tenant knows. */
    identifiedToday: z.int(),
    minorToday: z.int(),
    fittingsToday: z.int(),
    /** The same over the last seven business days, today among them: a morning has nothing to show yet. */
    week: z.object({ sales: z.int(), identified: z.int(), minor: z.int(), fittings: z.int() }).readonly(),
    people: z.int(),
    tills: z
      .array(
        z
          .object({
            name: z.string(),
            lastHeardMs: z.int().nullable(),
            lastCtr: z.int().nullable(),
            forked: z.boolean(),
          })
          .readonly(),
      )
      .readonly(),
    parked: z.int(),
  })
  .readonly();
export type RegionStore = z.output<typeof RegionStore>;

/**
 * What a list calls a person, masked: `title` is what is left of a name (empty for none), `phoneTail` four digits, and
 * `known` the strongest other identifier's end, for those who left neither.
 */
const maskedName = {
  person: AnchorId,
  title: z.string(),
  phoneTail: z.string().nullable(),
  known: z.object({ kind: z.string(), masked: z.string() }).readonly().nullable(),
} as const;

/** A person in a list: masked. */
export const RegionPersonRow = z
  .object({
    ...maskedName,
    anchors: z.int(),
    lastAtMs: z.int(),
    store: z.int(),
    online: z.int(),
    tags: z.array(z.string()).readonly(),
  })
  .readonly();
export type RegionPersonRow = z.output<typeof RegionPersonRow>;

export const RegionIdentity = z
  .object({
    who: AnchorId,
    madeAtMs: z.int(),
    made: z.enum(['till', 'phone', 'import']),
    store: Words.nullable(),
    identifiers: z
      .array(
        z
          .object({ kind: z.string(), masked: z.string(), proof: z.string(), claim: FactId, blocked: z.boolean() })
          .readonly(),
      )
      .readonly(),
    /** Why this anchor belongs here; null for the first one. */
    because: z
      .object({
        fact: FactId,
        rule: z.string(),
        atMs: z.int(),
        evidence: z.array(FactId).readonly(),
        kind: z.string().nullable(),
      })
      .readonly()
      .nullable(),
    facts: z.int(),
  })
  .readonly();
export type RegionIdentity = z.output<typeof RegionIdentity>;

export const RegionStep = z
  .object({
    fact: FactId,
    kind: z.string(),
    atMs: z.int(),
    source: z.enum(['store', 'online', 'staff']),
    store: Words.nullable(),
    garments: z
      .array(
        z
          .object({
            name: Words,
            drawing: z.string(),
            colour: Words,
            hex: z.string(),
            size: z.string(),
            outcome: z.string().nullable(),
            reason: z.string().nullable(),
          })
          .readonly(),
      )
      .readonly(),
    minor: z.int().nullable(),
    currency: Currency.nullable(),
    number: z.string().nullable(),
  })
  .readonly();
export type RegionStep = z.output<typeof RegionStep>;

/** One person, store and online as one timeline. `revealed` is null until a reason was given in this session. */
export const RegionPerson = z
  .object({
    ...maskedName,
    revealed: z
      .object({
        name: z.string().nullable(),
        phones: z.array(z.string()).readonly(),
        emails: z.array(z.string()).readonly(),
        /** When the details are covered again. */
        untilMs: z.int(),
      })
      .readonly()
      .nullable(),
    identities: z.array(RegionIdentity).readonly(),
    tags: z.array(TagOnWire).readonly(),
    consents: z
      .array(z.object({ purpose: z.string(), channel: z.string(), on: z.boolean(), atMs: z.int() }).readonly())
      .readonly(),
    timeline: z.array(RegionStep).readonly(),
    ledger: z
      .array(
        z
          .object({
            fact: FactId,
            kind: z.string(),
            atMs: z.int(),
            rule: z.string(),
            /** Whom the decision moved: still one of the identities, or somebody else by now. */
            who: AnchorId,
            /** The manager who decided; null for a rule. */
            by: z.string().nullable(),
            reason: z.string().nullable(),
          })
          .readonly(),
      )
      .readonly(),
    /** Others who share an identifier and were not joined: kept apart by a rule (`why`) or by staff (`apart`). */
    near: z
      .array(
        z
          .object({
            ...maskedName,
            kind: z.string().nullable(),
            why: z.string(),
            atMs: z.int(),
          })
          .readonly(),
      )
      .readonly(),
    nowMs: z.int(),
  })
  .readonly();
export type RegionPerson = z.output<typeof RegionPerson>;

const PersonParams = z.object({ person: AnchorId });

/** Routes of the manager's pages: one tenant, that of the session. */
export const regionRoutes = {
  'sign-in-manager': {
    method: 'POST',
    path: '/v1/region/sign-in',
    surface: 'open',
    body: z.object({ name: z.string().max(60), password: z.string().max(200) }),
    response: z.object({ manager: z.object({ name: z.string(), tenant: z.string() }) }),
  },
  'sign-out-manager': {
    method: 'POST',
    path: '/v1/region/sign-out',
    surface: 'manager',
    body: z.object({}),
    response: z.object({ out: z.literal(true) }),
  },
  'read-overview': {
    method: 'GET',
    path: '/v1/region/overview',
    surface: 'manager',
    response: z.object({
      manager: z.object({ name: z.string() }),
      tenant: z.object({ code: z.string(), name: Words, notice: Words.nullable() }),
      stores: z.array(RegionStore).readonly(),
      totals: z.object({
        people: z.int(),
        bothHalves: z.int(),
        storeOnly: z.int(),
        onlineOnly: z.int(),
        factsToday: z.int(),
        identifiedSalesToday: z.int(),
        salesToday: z.int(),
        identifiedSalesWeek: z.int(),
        salesWeek: z.int(),
      }),
      newestFactMs: z.int().nullable(),
      /** What happened last anywhere in the region, newest first; `person` is null where nobody is known. */
      latest: z
        .array(
          z.object({
            step: RegionStep,
            person: z.object(maskedName).nullable(),
          }),
        )
        .readonly(),
      nowMs: z.int(),
    }),
  },
  'read-tags': {
    method: 'GET',
    path: '/v1/region/tags',
    surface: 'manager',
    response: z.object({
      tags: z
        .array(
          z.object({
            tag: z.string(),
            source: z.string(),
            people: z.int(),
            fromStore: z.int(),
            fromOnline: z.int(),
            fromBoth: z.int(),
            facts: z.int(),
            newestMs: z.int().nullable(),
          }),
        )
        .readonly(),
      nowMs: z.int(),
    }),
  },
  'find-people': {
    method: 'GET',
    path: '/v1/region/people',
    surface: 'manager',
    query: z.object({
      tag: z.string().max(60).optional(),
      both: z.enum(['1']).optional(),
      phone: z.string().max(20).optional(),
      after: z.coerce.number().int().optional(),
    }),
    response: z.object({ people: z.array(RegionPersonRow).readonly(), next: z.int().nullable(), nowMs: z.int() }),
  },
  'read-person': {
    method: 'GET',
    path: '/v1/region/people/:person',
    surface: 'manager',
    params: PersonParams,
    response: RegionPerson,
  },
  'reveal-person': {
    method: 'POST',
    path: '/v1/region/people/:person/reveal',
    surface: 'manager',
    params: PersonParams,
    body: z.object({ reason: z.string().trim().min(5).max(200) }),
    response: RegionPerson,
  },
  'separate-identity': {
    method: 'POST',
    path: '/v1/region/people/:person/separate',
    surface: 'manager',
    params: PersonParams,
    body: z.object({ who: AnchorId, reason: z.string().trim().min(5).max(200) }),
    response: z.object({ separated: FactId }),
  },
  'link-identities': {
    method: 'POST',
    path: '/v1/region/people/:person/link',
    surface: 'manager',
    params: PersonParams,
    body: z.object({ with: AnchorId, reason: z.string().trim().min(5).max(200) }),
    response: z.object({ linked: FactId }),
  },
  'read-parked': {
    method: 'GET',
    path: '/v1/region/parked',
    surface: 'manager',
    response: z.object({
      facts: z
        .array(
          z.object({
            id: z.string(),
            code: z.string(),
            store: Words.nullable(),
            till: z.string().nullable(),
            atMs: z.int(),
            kind: z.string(),
          }),
        )
        .readonly(),
    }),
  },
  /** Server-sent events: a `Poke` whenever something in the tenant moved. */
  'follow-region': { method: 'GET', path: '/v1/region/follow', surface: 'manager', response: z.unknown() },
} as const satisfies Record<string, Route>;
