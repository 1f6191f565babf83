import { describe, expect, it } from 'vitest';
import type { Happening } from '#shared/facts/happening';
import { Fact } from '#shared/facts/registry';
import { AnchorId, DeviceId, StoreId, TenantId } from '#shared/kernel/ids';
import { draftFacts } from '#shared/sync/next-fact';
import { aJournalHead } from '../../support/a-journal-head';
import { countingMint, idOf } from '../../support/ids';

const who = AnchorId.parse(idOf('who', 7));
const happenings: readonly Happening[] = [
  {
    kind: 'CustomerEnrolled',
    body: { at: 'till', language: 'en' },
    capture: 'typed',
    who,
    secret: { name: 'Lin Yue' },
  },
  { kind: 'IdentifierClaimed', body: { kind: 'phone', proof: 'typed' }, capture: 'typed', who },
];

const drafts = () =>
  draftFacts(aJournalHead({ ctr: 4, hlc: 9_000_000, hash: 'a'.repeat(64) }), happenings, {
    tenant: TenantId.parse(idOf('tenant', 1)),
    store: StoreId.parse(idOf('store', 1)),
    device: DeviceId.parse(idOf('device', 1)),
    nowMs: 1_000,
    hubOffsetMs: 0,
    wallTime: '2026-11-22T13:44:05.120+08:00[Asia/Shanghai]',
    mint: countingMint(),
  });

describe('drafts of the next facts', () => {
  it('follow the head without a gap in counter or clock', () => {
    expect(drafts().map(({ fact }) => [fact.device?.ctr, fact.hlc])).toEqual([
      [5, 9_000_001],
      [6, 9_000_002],
    ]);
  });

  it('name what they follow once: the host hashes the rest', () => {
    expect(drafts().map(({ fact }) => fact.prev)).toEqual(['a'.repeat(64), undefined]);
  });

  it('carry a secret beside the fact, never in it', () => {
    const [enrolled, claimed] = drafts();
    expect(enrolled?.secret).toEqual({ name: 'Lin Yue' });
    expect(JSON.stringify(enrolled?.fact)).not.toContain('Lin Yue');
    expect(claimed && 'secret' in claimed).toBe(false);
  });

  it('are facts once the host has put a hash on them', () => {
    for (const { fact } of drafts()) {
      expect(
        Fact.parse({ ...fact, hash: 'b'.repeat(64) }).id.startsWith(
          fact.kind === 'CustomerEnrolled' ? 'person' : 'claim',
        ),
      ).toBe(true);
    }
  });
});
