import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inStoreGtin, printedGtin } from '#shared/scanning/gtin';
import { play, strokesOf } from './simulated-keyboard';

const code = fc.oneof(
  fc.integer({ min: 0, max: 9_999_999_999 }).map((sequence) => printedGtin(inStoreGtin(sequence))),
  fc.stringMatching(/^SEAM-(M|R|S):[A-Za-z0-9._-]{6,120}$/),
  fc.integer({ min: 1, max: 40 }).map((room) => `SEAM-ROOM:${room}`),
  fc.stringMatching(/^https:\/\/shop\.example\/01\/[0-9]{14}\?store=[a-z0-9-]{1,12}$/),
);
/** Milliseconds between the keys of scanners: wired ones hardly any, radio ones up to 30 with jitter. */
const rhythm = fc
  .record({ base: fc.integer({ min: 0, max: 25 }), jitter: fc.integer({ min: 0, max: 9 }), seed: fc.nat() })
  .map(({ base, jitter, seed }) => ({ base, jitter, next: mulberry(seed) }));
/** A person at twelve keys a second: 83 ms on average, never evenly, fingers rolling over each other now and then. */
const hand = fc.nat().map((seed) => {
  const next = mulberry(seed);
  return () => (next() < 0.06 ? 15 + next() * 25 : 50 + next() * 73);
});
const word = fc.stringMatching(/^[a-z0-9]{1,14}$/);

describe('1,000 scans with jitter', () => {
  it.each([false, true])('are all captured, input method composing: %s', (isComposing) => {
    const captured = sampled(fc.tuple(code, rhythm), 1_000).map(([text, { base, jitter, next }]) => {
      const gaps = () => base + next() * jitter;
      return (
        play(strokesOf(`${text}\n`, { gaps, startMs: 1_000, isComposing }))
          .scans.map((scan) => scan.text)
          .join('|') === text
      );
    });
    expect(captured.filter((isRight) => isRight).length).toBe(1_000);
  });

  it('leave no key on the screen that is not reported for taking back', () => {
    fc.assert(
      fc.property(code, rhythm, (text, { base, jitter, next }) => {
        const { scans, passed, passedEnds } = play(
          strokesOf(`${text}\n`, { gaps: () => base + next() * jitter, startMs: 1_000 }),
        );
        expect(passed).toBe(text.slice(0, scans[0]?.keysLetThrough));
        expect(passed.length).toBeLessThan(4);
        expect(passedEnds).toBe(0);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('10,000 words typed at twelve keys a second', () => {
  it('are never a scan, and every letter arrives', () => {
    const sentences = sampled(fc.tuple(fc.array(word, { minLength: 10, maxLength: 10 }), hand), 1_000);
    const wrong = sentences.filter(([words, gaps]) => {
      const text = words.join(' ');
      const played = play(strokesOf(`${text}\n`, { gaps, startMs: 1_000 }));
      return played.scans.length > 0 || played.onScreen !== text || played.passedEnds !== 1;
    });
    expect(wrong).toEqual([]);
  });
});

/** The same sample at every run, so that a red test is red for everybody. */
function sampled<Value>(arbitrary: fc.Arbitrary<Value>, count: number): readonly Value[] {
  return fc.sample(arbitrary, { numRuns: count, seed: 20_260 });
}

/** A small seeded source of numbers from 0 to 1. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
