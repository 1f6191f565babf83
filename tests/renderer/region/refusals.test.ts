import { expect, test } from 'vitest';
import type { LinkRefusal, SeparateRefusal } from '../../../hub/region/decide-identities';
import { commonWords } from '../../../renderer/text/common/words';
import { createWords } from '../../../renderer/text/language';
import { regionWords } from '../../../renderer/text/region/words';
import { sayRefusal } from '../../../renderer/text/say-refusal';

/** Written out once, so that a new one fails to compile here until it has words. */
const decided: Readonly<Record<LinkRefusal | SeparateRefusal, true>> = {
  'only-identity': true,
  'already-apart': true,
  'already-one': true,
  'reason-with-number': true,
};
const codes = [...Object.keys(decided), 'password-wrong', 'password-delayed', 'person-unknown', 'phone-invalid'];

test.each(['zh-CN', 'en'] as const)('every no of the manager’s pages has words of its own (%s)', (language) => {
  const words = createWords({ region: regionWords }, language);
  for (const code of codes)
    expect([code, sayRefusal(words, code)]).not.toEqual([code, commonWords[language].refusals.unknown]);
});
