import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** Mainland mobile numbers: 11 digits from 13 to 19. Source: MIIT numbering plan (电信网编号计划, 2017). */
const MAINLAND_MOBILE = /^\+861[3-9]\d{9}$/;

/**
 * A phone number as typed or scanned in its one written form, E.164 (`+8613800138000`); null where it is none.
 * In mainland China only a mobile number will do: a shorter one is a slip of the finger, or takes no code by SMS.
 * @param country ISO 3166 code of the store, for numbers without a country code
 */
export function normalisePhone(typed: string, country: string): string | null {
  const of: { defaultCountry?: CountryCode; extract: false } = { extract: false };
  if (isSupportedCountry(country)) of.defaultCountry = country;
  const phone = parsePhoneNumberFromString(typed.trim(), of);
  if (!phone?.isValid()) return null;
  return phone.country === 'CN' && !MAINLAND_MOBILE.test(phone.number) ? null : phone.number;
}

/** The last four digits: what a clerk asks for and a screen shows. */
export function phoneTail(phone: string): string {
  return phone.slice(-4);
}
