import { expect, test } from 'vitest';
import { FactId } from '#shared/kernel/ids';
import type { Evidence, Tag } from '#shared/tags/tag-rule';
import { cardsOf } from '../../../../renderer/region/person/tag-cards';
import { idOf } from '../../../support/ids';

const fact = (n: number): Evidence => ({ fact: FactId.parse(idOf('fit', n)), at: n, source: 'store', what: 'tried' });
const tag = (value: Tag['value'], facts: readonly number[], expires: number | null = null): Tag => ({
  tag: value.kind === 'style' ? 'tried-on-not-bought' : value.kind === 'size' ? 'usual-size' : 'last-seen',
  value,
  confidence: 1,
  source: 'rule@1',
  evidence: facts.map(fact),
  firstSeen: Math.min(...facts),
  lastSeen: Math.max(...facts),
  expires,
});
const tried = (style: string, at: number) =>
  tag({ kind: 'style', style, name: { zh: style, en: style }, size: 'M', reason: null }, [at], at + 100);
const size = (category: string, facts: readonly number[]) => tag({ kind: 'size', category, size: 'M', fits: 1 }, facts);

test('garments of one tag stand together, newest fact first, and run out when the first of them does', () => {
  const [card, ...others] = cardsOf([tried('a', 5), tried('b', 9)], () => '');
  expect(others).toEqual([]);
  expect(card).toMatchObject({ garments: 2, expires: 105 });
  expect(card?.evidence.map(({ at }) => at)).toEqual([9, 5]);
});

test('sizes that are called the same are one, all others are their own; where somebody comes from stands first', () => {
  const called = ({ value }: Tag) => (value.kind === 'size' ? (value.category === 'aa-3' ? 'Skirts' : 'Coats') : '');
  const seen = tag({ kind: 'channels', lastAt: 9, lastWhere: 'store', store: 1, online: 0 }, [9]);
  const cards = cardsOf([size('aa-1', [1]), size('aa-2', [2, 3]), size('aa-3', [4]), tried('a', 5), seen], called);
  expect(cards.map(({ first, evidence }) => [first.value.kind, evidence.length])).toEqual([
    ['channels', 1],
    ['style', 1],
    ['size', 3],
    ['size', 1],
  ]);
});
