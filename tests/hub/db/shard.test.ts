import { expect, test } from 'vitest';
import { homeShard, SHARD_COUNT, shardOf } from '../../../hub/db/shard';
import { onlineStream, storeStream } from '../../../hub/log/stream-names';
import { idOf } from '../../support/ids';

const tenant = idOf('tenant', 1);

test('a stream’s shard is the same for good: stored rows depend on it', () => {
  expect([shardOf(tenant, 'a'), shardOf(tenant, 'b'), homeShard(tenant), homeShard('门店')]).toEqual([
    993, 187, 467, 696,
  ]);
});

test('streams with similar names spread evenly over all shards', () => {
  const counts = new Array<number>(SHARD_COUNT).fill(0);
  for (let n = 0; n < 64 * SHARD_COUNT; n += 1) {
    const { shard } = storeStream(tenant, idOf('store', n));
    counts[shard] = (counts[shard] ?? 0) + 1;
  }
  expect(Math.min(...counts)).toBeGreaterThan(64 / 3);
  expect(Math.max(...counts)).toBeLessThan(64 * 2);
});

test('a shopper’s facts stay in one of sixteen streams, and all sixteen are used', () => {
  const names = Array.from({ length: 400 }, (_, n) => onlineStream(tenant, idOf('who', n)).stream);
  expect(new Set(names).size).toBe(16);
  expect(onlineStream(tenant, idOf('who', 3))).toEqual(onlineStream(tenant, idOf('who', 3)));
});
