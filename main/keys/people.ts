import type { HostOutput } from '#shared/contract/host';
import type { AnchorKey } from '#shared/contract/sync';
import type { AnchorId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import { AnchorDetails } from '#shared/people/anchor';
import type { HubCalls } from '../device/hub-calls';
import type { ParsedInput } from '../services';
import type { AnchorKeys } from './anchor-keys';
import { openSealed, sealValue } from './seal';

export type People = {
  readonly open: (input: ParsedInput<'people.open'>) => Promise<HostOutput<'people.open'>>;
  readonly openFacts: (input: ParsedInput<'people.open-facts'>) => Promise<HostOutput<'people.open-facts'>>;
  readonly keysOf: (who: readonly AnchorId[]) => readonly AnchorKey[];
  /** Encrypts under the anchor's key. Null where the hub has a key that this till can't get now, or has destroyed it. */
  readonly seal: (who: AnchorId, secret: unknown, isNew: boolean) => Promise<string | null>;
};

export type PeopleParts = {
  readonly keys: AnchorKeys;
  /** Null while this machine is no till. */
  readonly hub: () => HubCalls | null;
  readonly nowMs: () => InstantMs;
};

/** An anchor for which the hub had no key is asked for again after so long. */
const ASK_AGAIN_MS = 10 * 60_000;
/** While the hub can't be reached, a screen full of sealed parts must not wait for it again and again. */
const UNREACHABLE_MS = 20_000;
const KEYS_MAX = 2000;

type FreshKeys = Map<AnchorId, AnchorKey['key']>;

/** What the host does with people's data: it alone has the keys. */
export function openPeople({ keys, hub, nowMs }: PeopleParts): People {
  const absentUntilMs = new Map<AnchorId, InstantMs>();
  let unreachableUntilMs = 0;

  /** Asks the hub for the keys that are missing here, once, and notes in `fresh` what it said. Answers whether it answered. */
  const fetchMissing = async (who: readonly AnchorId[], fresh: FreshKeys = new Map()): Promise<boolean> => {
    const now = nowMs();
    const missing = [...new Set(who)].filter((one) => !keys.keyOf(one) && (absentUntilMs.get(one) ?? 0) <= now);
    const call = hub();
    for (let from = 0; from < missing.length; from += KEYS_MAX) {
      if (!call || unreachableUntilMs > now) return false;
      const asked = missing.slice(from, from + KEYS_MAX);
      const answer = await call('read-keys', { body: { who: asked } });
      if (!answer.ok) {
        unreachableUntilMs = nowMs() + UNREACHABLE_MS;
        return false;
      }
      for (const { who: one, key } of answer.value.keys) fresh.set(one, key);
      await keys.learn(answer.value.keys, answer.value.erased);
      for (const one of asked) if (!keys.keyOf(one)) absentUntilMs.set(one, now + ASK_AGAIN_MS);
      for (const one of answer.value.erased) absentUntilMs.set(one, Number.POSITIVE_INFINITY);
    }
    return true;
  };

  /** NOTE a key that came just now may have been let go again while it was written down: it still opens what was asked. */
  const plainOf = (who: AnchorId, sealed: string, fresh: FreshKeys): unknown => {
    const key = keys.keyOf(who) ?? fresh.get(who) ?? null;
    return key === null ? undefined : openSealed(key, sealed);
  };

  return {
    async open({ parts }) {
      const fresh: FreshKeys = new Map();
      await fetchMissing(
        parts.map(({ who }) => who),
        fresh,
      );
      const opened = parts.flatMap(({ who, sealed }) => {
        const details = AnchorDetails.safeParse(plainOf(who, sealed, fresh));
        return details.success ? [{ who, details: details.data }] : [];
      });
      keys.confirm(opened.map(({ who }) => who));
      return opened;
    },
    async openFacts({ facts }) {
      const fresh: FreshKeys = new Map();
      await fetchMissing(
        facts.map(({ who }) => who),
        fresh,
      );
      return facts.flatMap(({ id, who, private: sealed }) => {
        const secret = plainOf(who, sealed, fresh);
        return secret === undefined ? [] : [{ id, secret }];
      });
    },
    keysOf: (who) =>
      who.flatMap((one) => {
        const key = keys.keyOf(one);
        return key === null ? [] : [{ who: one, key }];
      }),
    async seal(who, secret, isNew) {
      const isHubAsked = isNew || keys.keyOf(who) !== null || (await fetchMissing([who]));
      const isDestroyed = absentUntilMs.get(who) === Number.POSITIVE_INFINITY;
      return isHubAsked && !isDestroyed ? sealValue(await keys.mint(who), secret) : null;
    },
  };
}
