import { describe, expect, it } from 'vitest';
import type { CheckoutRefusal } from '#shared/checkout/decide';
import type { BasketRefusal } from '#shared/checkout/evolve';
import { AppendAnswer, SignInAnswer } from '#shared/contract/host';
import type { FittingRefusal } from '#shared/fitting/decide';
import type { DigitalLinkRefusal } from '#shared/scanning/digital-link';
import type { ElementStringRefusal } from '#shared/scanning/gs1-element-string';
import type { GtinRefusal } from '#shared/scanning/gtin';
import { commonWords } from '../../../renderer/text/common/words';
import { createWords } from '../../../renderer/text/language';
import { posWords } from '../../../renderer/text/pos/words';
import { sayRefusal } from '../../../renderer/text/say-refusal';

/** Codes a union names, written out once so that a new one fails to compile here until it has words. */
const decided: Readonly<
  Record<
    GtinRefusal | DigitalLinkRefusal | ElementStringRefusal | FittingRefusal | CheckoutRefusal | BasketRefusal,
    true
  >
> = {
  'gtin-not-digits': true,
  'gtin-length-unknown': true,
  'check-digit-wrong': true,
  'upc-e-malformed': true,
  'element-empty': true,
  'element-too-short': true,
  'element-too-long': true,
  'element-character-not-allowed': true,
  'element-rule-broken': true,
  'element-string-malformed': true,
  'link-malformed': true,
  'link-without-key': true,
  'link-qualifier-out-of-place': true,
  'identifier-unknown': true,
  'identifier-not-allowed-here': true,
  'identifier-repeated': true,
  'room-unknown': true,
  'room-busy': true,
  'fitting-already-open': true,
  'fitting-not-open': true,
  'nothing-taken-in': true,
  'too-many-garments': true,
  'piece-unknown': true,
  'reason-not-asked': true,
  'fact-too-large': true,
  'shift-not-open': true,
  'basket-empty': true,
  'price-missing': true,
  'currency-mixed': true,
  'total-too-large': true,
  'tender-short': true,
  'tender-invalid': true,
  'card-over-total': true,
  'too-many-tenders': true,
  'line-unknown': true,
  'quantity-invalid': true,
  'basket-full': true,
  'fitting-already-taken': true,
};

/** Codes an answer of the host may carry, read from its schema. */
function codesOf(answer: typeof AppendAnswer | typeof SignInAnswer): readonly string[] {
  return answer.unwrap().options.flatMap((option) => ('code' in option.shape ? option.shape.code.options : []));
}

/** What the till says of a sale whose answer was lost. */
const ofLostAnswers = ['outcome-unknown', 'sale-already-stands', 'tenders-taken'];

const codes = [...Object.keys(decided), ...ofLostAnswers, ...codesOf(AppendAnswer), ...codesOf(SignInAnswer)];

describe.each(['zh-CN', 'en'] as const)('every no of the till has words of its own (%s)', (language) => {
  const words = createWords({ pos: posWords }, language);

  it('knows the host’s codes', () => {
    expect(codes).toEqual(expect.arrayContaining(['head-moved', 'pin-wrong', 'no-verifiers']));
  });

  it.each(codes)('%s', (code) => {
    expect(sayRefusal(words, code)).not.toBe(commonWords[language].refusals.unknown);
  });
});
