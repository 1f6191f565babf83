import { expect, test } from 'vitest';
import type { ParkCode } from '../../../hub/ingest/judge';
import { regionWords } from '../../../renderer/text/region/words';

/** Written out once, so that a new code fails to compile here until a person can read it. */
const codes: Readonly<Record<ParkCode, true>> = {
  'fact-malformed': true,
  'kind-unknown': true,
  'version-unknown': true,
  'kind-not-for-tills': true,
  'not-yours': true,
  'place-missing': true,
  'fact-too-large': true,
  'hash-wrong': true,
  'chain-broken': true,
  'id-reused': true,
  'fact-unstorable': true,
  'parked-by-till': true,
  'gap-lost': true,
  'value-unusable': true,
};

test.each(['zh-CN', 'en'] as const)('every code a fact can be parked for is said in words (%s)', (language) => {
  const known = regionWords[language].parked.code;
  expect(
    Object.keys(known)
      .filter((code) => code !== 'other')
      .sort(),
  ).toEqual(Object.keys(codes).sort());
});
