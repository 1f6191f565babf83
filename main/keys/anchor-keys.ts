import { z } from 'zod';
import { AnchorKey } from '#shared/contract/sync';
import type { AnchorId } from '#shared/kernel/ids';
import { DAY_MS, type InstantMs } from '#shared/kernel/time';
import { forgoIfFull } from '../files/error-code';
import type { Vault } from '../vault/vault';
import { mintKey } from './seal';

/** Keys of people are dropped when the hub was not heard from for so long: a stolen till forgets. */
export const SILENCE_MS = 7 * DAY_MS;

/** `isOurs`: minted here and not yet seen to be at the hub. Such a key is the only one there is. */
const KeptKey = AnchorKey.unwrap().extend({ isOurs: z.boolean() });
const KeptKeys = z.object({ heardAtMs: z.int(), keys: z.array(KeptKey) });
type KeptKey = z.output<typeof KeptKey>;

/** Keys of the people this till holds. */
export type AnchorKeys = {
  readonly keyOf: (who: AnchorId) => AnchorKey['key'] | null;
  /** The anchor's key, made here if there is none, and on disk by the time it is answered. */
  readonly mint: (who: AnchorId) => Promise<AnchorKey['key']>;
  /** What the hub said: keys, and anchors whose key it has destroyed. */
  readonly learn: (keys: readonly AnchorKey[], erased: readonly AnchorId[]) => Promise<void>;
  /** The hub has shown that it holds these keys too. */
  readonly confirm: (who: readonly AnchorId[]) => void;
  /** Forgets every other key but those that only this till has. */
  readonly keepOnly: (who: readonly AnchorId[]) => Promise<number>;
  /** The hub answered just now. */
  readonly heard: (nowMs: InstantMs) => Promise<void>;
  /** Drops what the hub holds too, if it was silent for {@link SILENCE_MS}. Answers whether it did. */
  readonly dropIfSilent: (nowMs: InstantMs) => Promise<boolean>;
};

const HEARD_WRITE_MS = 3_600_000;

export async function openAnchorKeys(vault: Vault, nowMs: InstantMs): Promise<AnchorKeys> {
  const stored = KeptKeys.safeParse(await vault.read('people'));
  const kept = new Map<AnchorId, KeptKey>((stored.data?.keys ?? []).map((one) => [one.who, one]));
  /** Keys on their way to the disk: until they are there, nothing is encrypted under them. */
  const minting = new Map<AnchorId, { readonly made: KeptKey; readonly saved: Promise<AnchorKey['key']> }>();
  let heardAtMs = stored.data?.heardAtMs ?? nowMs;
  let writtenHeardAtMs = heardAtMs;

  const value = () => {
    writtenHeardAtMs = heardAtMs;
    return { heardAtMs, keys: [...kept.values(), ...[...minting.values()].map(({ made }) => made)] };
  };
  const save = () => vault.write('people', value());
  const forget = async (isForgotten: (key: KeptKey) => boolean): Promise<number> => {
    const gone = [...kept.values()].filter(isForgotten);
    for (const { who } of gone) kept.delete(who);
    if (gone.length > 0) await vault.rewrite('people', value());
    return gone.length;
  };
  const mintNew = (who: AnchorId): Promise<AnchorKey['key']> => {
    const made: KeptKey = { who, key: mintKey(), isOurs: true };
    const saved = Promise.resolve()
      .then(save)
      .then(() => {
        kept.set(who, made);
        return made.key;
      })
      .finally(() => minting.delete(who));
    minting.set(who, { made, saved });
    return saved;
  };

  return {
    keyOf: (who) => kept.get(who)?.key ?? null,
    async mint(who) {
      const known = kept.get(who)?.key ?? minting.get(who)?.saved;
      return known ?? mintNew(who);
    },
    async learn(keys, erased) {
      const news = keys.filter(({ who, key }) => !kept.get(who)?.isOurs && kept.get(who)?.key !== key);
      for (const { who, key } of news) kept.set(who, { who, key, isOurs: false });
      // The hub has them: on a full disk they are asked for again after a restart.
      if (news.length > 0) await save().catch(forgoIfFull);
      const destroyed = new Set(erased);
      await forget(({ who }) => destroyed.has(who));
    },
    confirm(who) {
      for (const one of who) {
        const known = kept.get(one);
        if (known?.isOurs) kept.set(one, { ...known, isOurs: false });
      }
    },
    async keepOnly(who) {
      const held = new Set(who);
      await forget((key) => !key.isOurs && !held.has(key.who));
      return kept.size;
    },
    async heard(atMs) {
      heardAtMs = atMs;
      if (Math.abs(heardAtMs - writtenHeardAtMs) > HEARD_WRITE_MS) await save().catch(forgoIfFull);
    },
    async dropIfSilent(atMs) {
      return atMs - heardAtMs > SILENCE_MS && (await forget((key) => !key.isOurs)) > 0;
    },
  };
}
