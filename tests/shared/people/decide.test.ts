import { describe, expect, it } from 'vitest';
import { isTooLarge } from '#shared/facts/fact-size';
import { FactId } from '#shared/kernel/ids';
import type { EnrolCustomer } from '#shared/people/commands';
import type { Consent } from '#shared/people/consent';
import { decidePeople, type PeopleState } from '#shared/people/decide';
import { lin, wang } from '../../support/a-customer';
import { storyOf } from '../../support/given-when-then';
import { idOf } from '../../support/ids';

const { given } = storyOf(decidePeople);
const china: PeopleState = { country: 'CN', consents: [] };
const enrolling = (of: Partial<EnrolCustomer>): EnrolCustomer => {
  return { kind: 'EnrolCustomer', who: lin, language: 'zh-CN', ...of };
};
const enrolled = {
  kind: 'CustomerEnrolled',
  capture: 'typed',
  who: lin,
  body: { at: 'till', language: 'zh-CN' },
} as const;
const claimed = {
  kind: 'IdentifierClaimed',
  capture: 'typed',
  who: lin,
  body: { kind: 'phone', proof: 'typed' },
  secret: { value: '+8613800138000' },
} as const;
const consent = (granted: boolean, answers: readonly FactId[] = []) =>
  ({
    kind: 'ConsentChanged',
    capture: 'picked',
    who: lin,
    body: { purpose: 'marketing', channel: 'wechat', granted, answers, wording: 'consent-1', language: 'zh-CN' },
  }) as const;

describe('enrolling a customer', () => {
  it('claims the phone in its one written form and keeps every consent off', () => {
    given(china)
      .when(enrolling({ name: ' 林月 ', phone: '138 0013 8000' }))
      .thenHappened([{ ...enrolled, secret: { name: '林月' } }, claimed]);
  });

  it('takes a phone alone, or a name alone', () => {
    given(china)
      .when(enrolling({ phone: '+86 138-0013-8000' }))
      .thenHappened([{ ...enrolled, secret: {} }, claimed]);
    given(china)
      .when(enrolling({ name: 'Lin' }))
      .thenHappened([{ ...enrolled, secret: { name: 'Lin' } }]);
  });

  it('records a consent for each tick, once', () => {
    const tick = { purpose: 'marketing', channel: 'wechat' } as const;
    given(china)
      .when(enrolling({ phone: '13800138000', consents: [tick, tick] }))
      .thenHappened([{ ...enrolled, secret: {} }, claimed, consent(true)]);
  });

  it('keeps name and number out of the bodies', () => {
    const { result } = given(china).when(enrolling({ name: '林月', phone: '13800138000' }));
    const bodies = result.ok ? result.value.map(({ body }) => JSON.stringify(body)).join() : '';
    expect(bodies).not.toMatch(/林月|138/);
    expect(result.ok && result.value.some(isTooLarge)).toBe(false);
  });

  it('refuses what is no phone number, and nobody at all', () => {
    for (const phone of ['12', 'abc', '1380013', '+86 999'])
      given(china).when(enrolling({ phone })).thenRefused('phone-invalid');
    given(china)
      .when(enrolling({ name: '  ', phone: '' }))
      .thenRefused('nothing-to-enrol');
    given(china)
      .when(enrolling({ name: 'x'.repeat(81) }))
      .thenRefused('name-too-long');
  });

  it('points to the person this till already knows under the number', () => {
    const knowing = { ...china, findByPhone: (phone: string) => (phone === '+8613800138000' ? wang : null) };
    given(knowing)
      .when(enrolling({ phone: '13800138000' }))
      .thenRefused('phone-known', { who: wang });
    given(knowing)
      .when(enrolling({ phone: '13800138001' }))
      .thenHappened([
        { ...enrolled, secret: {} },
        { ...claimed, secret: { value: '+8613800138001' } },
      ]);
  });

  it('reads a number as its own country writes it', () => {
    given({ ...china, country: 'SE' })
      .when(enrolling({ phone: '070-123 45 67' }))
      .thenHappened([
        { ...enrolled, secret: {} },
        { ...claimed, secret: { value: '+46701234567' } },
      ]);
  });
});

describe('changing a consent', () => {
  const change = (granted: boolean) =>
    ({ kind: 'ChangeConsent', who: lin, purpose: 'marketing', channel: 'wechat', granted, language: 'zh-CN' }) as const;
  const standing = (on: boolean, withdrawals: readonly FactId[] = []): PeopleState => {
    const known: Consent = { purpose: 'marketing', channel: 'wechat', on, atMs: 1, withdrawals };
    return { ...china, consents: [known] };
  };
  const withdrawal = (n: number) => FactId.parse(idOf('consent', n));

  it('names the withdrawals a new grant overrules', () => {
    given(standing(false, [withdrawal(1), withdrawal(2)]))
      .when(change(true))
      .thenHappened([consent(true, [withdrawal(1), withdrawal(2)])]);
  });

  it('withdraws at once, also what was never given', () => {
    given(standing(true))
      .when(change(false))
      .thenHappened([consent(false)]);
    given(china)
      .when(change(false))
      .thenHappened([consent(false)]);
  });

  it('records nothing where it already stands so', () => {
    given(standing(true)).when(change(true)).thenHappened([]);
    given(standing(false, [withdrawal(1)]))
      .when(change(false))
      .thenHappened([]);
  });

  it('answers more withdrawals than one grant can name with several', () => {
    const many = Array.from({ length: 120 }, (_, n) => withdrawal(n + 1));
    given(standing(false, many))
      .when(change(true))
      .thenHappened([0, 50, 100].map((from) => consent(true, many.slice(from, from + 50))));
  });
});
