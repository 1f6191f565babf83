import type { TFunction } from 'i18next';

type Named = { readonly title: string; readonly phoneTail?: string | null };

/** What a masked person is called: the family name's sign, the tail of a phone, or an anonymous visitor. */
export function sayPerson(t: TFunction<'region'>, common: TFunction<'common'>, { title, phoneTail }: Named): string {
  if (title !== '') return title;
  return phoneTail ? common('person.phoneEnds', { digits: phoneTail }) : t('people.anonymous');
}
