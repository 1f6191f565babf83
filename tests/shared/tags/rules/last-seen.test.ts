import { describe, expect, it } from 'vitest';
import type { Fact } from '#shared/facts/registry';
import { DAY_MS } from '#shared/kernel/time';
import { lastSeen } from '#shared/tags/rules/last-seen';
import { factOf, NOON_MS } from '../../../support/a-fact';
import { aFitting } from '../../../support/a-fitting';
import { aSale } from '../../../support/a-sale';
import { anOrder } from '../../../support/an-order';
import { redCoat } from '../../../support/garments';

const tagAfter = (facts: readonly Fact[], nowMs = NOON_MS) =>
  lastSeen.holds(
    facts.reduce((state, fact) => lastSeen.gather(state, fact, fact.hlc / 1000), lastSeen.noEvidence),
    nowMs,
  )[0];
const scan = (store: null | undefined) =>
  factOf(
    { kind: 'CodeScanned', capture: 'scan', body: { placement: 'label', garment: redCoat } },
    store === null ? { store } : {},
  );

describe('last seen', () => {
  it('knows the last moment, where it was, and how store and online compare', () => {
    const facts = [
      aSale()
        .withGarment(redCoat)
        .fact({ atMs: NOON_MS - 2 * DAY_MS }),
      aFitting()
        .withGarment(redCoat, 'left')
        .fact({ atMs: NOON_MS - 3 * DAY_MS }),
      anOrder()
        .withGarment(redCoat)
        .fact({ atMs: NOON_MS - DAY_MS }),
    ];
    const tag = tagAfter(facts);
    expect(tag?.value).toEqual({
      kind: 'channels',
      lastAt: NOON_MS - DAY_MS,
      lastWhere: 'online',
      store: 2,
      online: 1,
    });
    expect(tag?.evidence.map(({ source, what }) => [source, what])).toEqual([
      ['online', 'ordered'],
      ['store', 'bought'],
      ['store', 'tried'],
    ]);
  });

  it('counts a code read in a store as being in the store, elsewhere as online', () => {
    expect(tagAfter([scan(undefined)])?.value).toMatchObject({ lastWhere: 'store', store: 1, online: 0 });
    expect(tagAfter([scan(null)])?.value).toMatchObject({ lastWhere: 'online', store: 0, online: 1 });
  });

  it('does not count an imported record as a visit', () => {
    const imported = factOf({
      kind: 'CustomerEnrolled',
      capture: 'import',
      body: { at: 'import', language: 'zh-CN' },
    });
    expect(tagAfter([imported])).toBeUndefined();
  });

  it('compares the last 24 months only, yet remembers the last moment', () => {
    const facts = [aSale().withGarment(redCoat).fact()];
    expect(tagAfter(facts, NOON_MS + 1000 * DAY_MS)?.value).toMatchObject({ lastAt: NOON_MS, store: 0, online: 0 });
  });
});
