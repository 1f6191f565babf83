import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AppendAnswer, JournalHead } from '#shared/contract/host';
import { DevicePlace, FACT_MAX_BYTES, Hash, Hlc } from '#shared/facts/envelope';
import { hashText } from '#shared/facts/hash-text';
import { Fact, tillKinds } from '#shared/facts/registry';
import { canonical } from '#shared/kernel/canonical';
import { AnchorId, type DeviceId, type StoreId, type TenantId } from '#shared/kernel/ids';
import { ok, type Result, refuse } from '#shared/kernel/result';

export type AppendRefusal = Extract<AppendAnswer, { status: 'refused' }>['code'];

/** A draft as it came through the door: its form is checked here, its content once it is whole. */
export type DraftIn = { readonly fact: { readonly id: string; readonly kind: string }; readonly secret?: unknown };

/** Whose journal this is: a fact that says otherwise would only be quarantined by the hub. */
export type JournalOwner = { readonly device: DeviceId; readonly tenant: TenantId; readonly store: StoreId };

/** Encrypts the plain form of `private` under an anchor's key. `isNew`: this append is what makes the anchor. */
export type SealSecret = (who: AnchorId, secret: unknown, isNew: boolean) => Promise<string | null>;

const Place = z.looseObject({ device: DevicePlace, hlc: Hlc, prev: Hash.optional(), who: AnchorId.optional() });

/**
 * Makes drafts final: checks that they follow the head, encrypts what is private, then hashes each onto the one before.
 * Refusals: `head-moved` (draft again from the head), `fact-invalid`, `fact-too-large`.
 */
export async function finishFacts(
  head: JournalHead,
  drafts: readonly DraftIn[],
  owner: JournalOwner,
  seal: SealSecret,
): Promise<Result<readonly Fact[], AppendRefusal>> {
  const places = z.array(Place).safeParse(drafts.map(({ fact }) => fact));
  if (!places.success) return refuse('fact-invalid', { fields: fieldsOf(places.error) });
  const misplaced = checkPlaces(head, places.data);
  if (misplaced) return refuse(misplaced);
  const made = new Set(
    drafts.flatMap(({ fact }, at) => (fact.kind === 'CustomerEnrolled' ? places.data[at]?.who : [])),
  );
  const facts: Fact[] = [];
  for (const [at, draft] of drafts.entries()) {
    const who = places.data[at]?.who;
    const sealed = draft.secret === undefined || !who ? undefined : await seal(who, draft.secret, made.has(who));
    if (sealed === null || (draft.secret !== undefined && !who)) return refuse('fact-invalid', { fields: 'private' });
    const finished = finishFact(draft.fact, facts.at(-1)?.hash ?? head.hash, sealed, owner);
    if (!finished.ok) return finished;
    facts.push(finished.value);
  }
  return areNumbersNext(head, facts) ? ok(facts) : refuse('head-moved');
}

/** Compare: the first must follow the head exactly, and the others each other. */
function checkPlaces(head: JournalHead, places: readonly z.output<typeof Place>[]): AppendRefusal | null {
  const [first] = places;
  if (!first) return 'fact-invalid';
  const follows = first.device.epoch === head.epoch && first.device.ctr === head.ctr + 1 && first.prev === head.hash;
  if (!follows || first.hlc <= head.hlc) return 'head-moved';
  const areInOrder = places.every(({ device, hlc }, at) => {
    const before = places[at - 1];
    return !before || (device.epoch === head.epoch && device.ctr === before.device.ctr + 1 && hlc > before.hlc);
  });
  return areInOrder ? null : 'fact-invalid';
}

function finishFact(
  draft: DraftIn['fact'],
  prev: Hash,
  sealed: string | undefined,
  owner: JournalOwner,
): Result<Fact, AppendRefusal> {
  const { hash: _, private: __, ...plain } = draft as Partial<Fact>;
  const parsed = Fact.safeParse({ ...plain, prev, ...(sealed === undefined ? {} : { private: sealed }) });
  if (!parsed.success) return refuse('fact-invalid', { fields: fieldsOf(parsed.error) });
  const fact = parsed.data;
  if (!isOwn(fact, owner)) return refuse('fact-invalid', { fields: 'device' });
  const hash = sha256(hashText(fact, sealed === undefined ? null : sha256(sealed)));
  const final = { ...fact, hash };
  const bytes = Buffer.byteLength(canonical(final), 'utf8');
  return bytes > FACT_MAX_BYTES ? refuse('fact-too-large', { bytes }) : ok(final);
}

function isOwn(fact: Fact, owner: JournalOwner): boolean {
  const isPlaced = fact.device?.id === owner.device && fact.tenant === owner.tenant;
  return isPlaced && (fact.store ?? owner.store) === owner.store && tillKinds.includes(fact.kind);
}

/** Receipt numbers go on without gap from the last one used in the series. */
function areNumbersNext(head: JournalHead, facts: readonly Fact[]): boolean {
  const receipts = facts.flatMap((fact) => (fact.kind === 'SaleCompleted' ? fact.body.receipt : []));
  return receipts.every(({ series, number }, at) => series === head.series && number === head.receipts + 1 + at);
}

function fieldsOf(error: z.ZodError): string {
  return error.issues.map(({ path }) => path.join('.')).join(' ');
}

function sha256(text: string): Hash {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
