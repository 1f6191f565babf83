import type { TFunction } from 'i18next';
import type { RegionPersonRow } from '#shared/contract/region';
import { type IdentifierKind, identifierKinds } from '#shared/people/facts';

type T = TFunction<'region'>;
type CommonT = TFunction<'common'>;

/** Kinds that say which device it was, and nobody's name for themselves. */
const devices: readonly string[] = ['openid', 'browser'];

/** What a masked person is called: what is left of a name, the tail of a phone or number, or an anonymous visitor. */
export function sayPerson(
  t: T,
  common: CommonT,
  { title, phoneTail, known }: Pick<RegionPersonRow, 'title' | 'phoneTail' | 'known'>,
): string {
  if (title !== '') return title;
  if (phoneTail) return common('person.phoneEnds', { digits: phoneTail });
  if (known === null || devices.includes(known.kind)) return t('people.anonymous');
  return t('person.tail', { kind: sayKind(common, known.kind), tail: known.masked });
}

/** A kind of identifier in words; one this page does not know keeps its own name. */
export function sayKind(common: CommonT, kind: string): string {
  return identifierKinds.some((one) => one === kind) ? common(`identifier.${kind as IdentifierKind}`) : kind;
}
