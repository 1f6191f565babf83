import type { TFunction } from 'i18next';
import type { RegionStep } from '#shared/contract/region';
import { Outcome } from '#shared/fitting/facts';
import type { Language } from '../text/language';
import { saySize } from '../text/say-variant';
import { sayWords } from '../text/say-words';
import { moneyLine } from '../ui/money-text';

export type StepGarment = RegionStep['garments'][number];

/** The page's words in the language spoken now. */
export type Speech = {
  readonly t: TFunction<'region'>;
  readonly common: TFunction<'common'>;
  readonly language: Language;
};

/** Parts of a sentence as the language joins them; empty ones are left out. */
export function joinParts(language: Language, parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(language === 'zh-CN' ? '，' : ', ');
}

/** What became of a garment and why: “Left on the rail, too small”. Empty where the step itself says it. */
export function sayOutcome({ common, language }: Speech, { outcome, reason }: StepGarment): string {
  const known = Outcome.options.find((one) => one === outcome);
  const said = known ? common(`outcome.${known}`) : outcome === 'returned' ? common('evidence.returned') : '';
  const why = reason === null ? '' : common(`reason.${reason as 'unsaid'}`);
  return joinParts(language, [said, why === '' ? '' : inSentence(why, language)]);
}

export function sayPiece(
  { common, language }: Pick<Speech, 'common' | 'language'>,
  { name, size }: StepGarment,
): string {
  return `${sayWords(name, language)} ${saySize(common, size)}`.trim();
}

/** What happened, in a few words: “Bought 2 pieces, ¥1,480.00”. */
export function sayStep(speech: Speech, step: RegionStep): string {
  return joinParts(speech.language, [sayDeed(speech, step), sayMoney(speech, step)]);
}

/** The amount of a sale or an order; empty for anything else. */
export function sayMoney({ language }: Speech, { minor, currency }: RegionStep): string {
  return minor === null || currency === null ? '' : moneyLine({ minor, currency }, language, { isShort: true });
}

/** What happened without its amount: “Bought 2 pieces”. */
export function sayDeed(speech: Speech, step: RegionStep): string {
  const { t, common } = speech;
  const { kind, source, garments } = step;
  switch (kind) {
    case 'SaleCompleted':
      return saySale(t, garments);
    case 'OrderPlaced':
      return t('step.OrderPlaced', { count: garments.length });
    case 'FittingEnded': {
      const [only, ...others] = garments;
      const outcome = only && others.length === 0 ? sayOutcome(speech, only) : '';
      return outcome === '' ? t('step.FittingEnded', { count: garments.length }) : outcome;
    }
    case 'CodeScanned':
    case 'ProductViewed':
      return t(`step.${kind}`);
    case 'CustomerEnrolled':
      return t(source === 'store' ? 'step.CustomerEnrolledStore' : 'step.CustomerEnrolledOnline');
    default:
      return common('states.unknown');
  }
}

function saySale(t: Speech['t'], garments: readonly StepGarment[]): string {
  const back = garments.filter(({ outcome }) => outcome === 'returned').length;
  if (back === 0) return t('step.SaleCompleted', { count: garments.length });
  return back === garments.length ? t('step.SaleReturned', { count: back }) : t('step.SaleMixed');
}

/** Where it was. */
export function sayPlace({ t, language }: Speech, { store, source }: RegionStep): string {
  return store ? sayWords(store, language) : t(source === 'store' ? 'step.inStore' : 'step.online');
}

/** The paper that says so; empty where there is none. */
export function sayPaper({ t }: Speech, { kind, number }: RegionStep): string {
  if (number === null) return '';
  return kind === 'SaleCompleted' ? t('step.receipt', { number }) : t('step.order', { number });
}

/** A name in the middle of a sentence: English writes it small, unless capitals stand inside it (WeChat). */
export function inSentence(text: string, language: Language): string {
  if (language === 'zh-CN' || /\p{Lu}/u.test(text.slice(1))) return text;
  return text.charAt(0).toLowerCase() + text.slice(1);
}
