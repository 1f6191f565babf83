/** Virtual shards. Fixed for good: a row's shard is stored with it. */
export const SHARD_COUNT = 1024;

/** 0 … 1023: first in every key, index and WHERE. */
export type Shard = number;

/** Where one stream or feed of a tenant lives: its facts, its counter, its documents. Stable across versions and machines. */
export function shardOf(tenant: string, stream: string): Shard {
  return shardOfText(`${tenant}\n${stream}`);
}

/**
 * Where a tenant's own rows live: people (anchors, identifiers, links), devices, staff, catalogue, settings.
 * One shard, so that a resolver's decision and its position commit together.
 */
export function homeShard(tenant: string): Shard {
  return shardOfText(tenant);
}

/** FNV-1a over UTF-8, finished as MurmurHash3 does, because FNV's low bits alone spread similar names badly. */
function shardOfText(text: string): Shard {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash & (SHARD_COUNT - 1);
}
