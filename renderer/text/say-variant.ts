import type { TFunction } from 'i18next';
import type { Garment } from '#shared/catalog/garment';
import type { Language } from './language';
import { sayWords } from './say-words';

/** A size as it stands on the label; one that fits all is said in the person's language. */
export function saySize(t: TFunction<'common'>, size: string): string {
  return /^(one[ -]?size|os|o\/s|均码)$/i.test(size.trim()) ? t('sizes.oneSize') : size;
}

/** Colour and size of a garment: “Ivory M”, 「象牙白 均码」. */
export function sayVariant(
  t: TFunction<'common'>,
  garment: Pick<Garment, 'colour' | 'size'>,
  language: Language,
): string {
  return `${sayWords(garment.colour, language)} ${saySize(t, garment.size)}`;
}
