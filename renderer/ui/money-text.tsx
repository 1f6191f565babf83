import { useTranslation } from 'react-i18next';
import { currencyDecimals } from '#shared/kernel/currency-decimals';
import type { Money } from '#shared/kernel/money';
import { type Language, languageOf } from '../text/language';
import { HiddenWords } from './hidden-words';
import { joinClasses } from './join-classes';
import css from './money-text.module.css';

/** How an amount is written. */
export type MoneyForm = {
  /** With the currency's mark (¥, €). The till leaves it off in columns; the total carries it. Default true. */
  readonly hasMark?: boolean;
  /** Leaves out minor units that are zero, as on the phone: ¥1,180. Units that are not zero always show. Default false. */
  readonly isShort?: boolean;
  /** Writes + before amounts above zero, for differences. Default false. */
  readonly isSigned?: boolean;
};

type MoneyTextProps = MoneyForm & {
  readonly amount: Money;
  /** `big`: raised mark and minor units at half size, in `--money-size` (54 px unless set). */
  readonly size?: 'text' | 'big';
  /** The price before a reduction. */
  readonly isStruck?: boolean;
};

type MoneyPart = { readonly kind: 'sign' | 'mark' | 'major' | 'minorUnits'; readonly text: string };

/** A formatter takes a hundred times as long to make as to use, and a screen writes many amounts. */
const formats = new Map<string, Intl.NumberFormat>();

function formatFor(language: Language, currency: string, decimals: number, isSigned: boolean): Intl.NumberFormat {
  const key = `${language} ${currency} ${decimals} ${isSigned}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: isSigned ? 'exceptZero' : 'negative',
    });
  formats.set(key, format);
  return format;
}

/** An amount as exact decimal text: minor units never pass through a fraction. */
function decimalText(minor: number, decimals: number): Intl.StringNumericLiteral {
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = minor < 0 ? '-' : '';
  const text = decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-decimals)}`;
  return text as Intl.StringNumericLiteral;
}

/** The parts of an amount in the order the language writes them; neighbours of one kind are one part. */
export function moneyParts(amount: Money, language: Language, form: MoneyForm = {}): readonly MoneyPart[] {
  const { hasMark = true, isShort = false, isSigned = false } = form;
  const decimals = currencyDecimals(amount.currency);
  const shown = isShort && amount.minor % 10 ** decimals === 0 ? 0 : decimals;
  const format = formatFor(language, amount.currency, shown, isSigned);
  const parts: MoneyPart[] = [];
  const put = (kind: MoneyPart['kind'], text: string): void => {
    const last = parts.at(-1);
    if (last?.kind === kind) parts[parts.length - 1] = { kind, text: last.text + text };
    else parts.push({ kind, text });
  };
  for (const part of format.formatToParts(decimalText(amount.minor, decimals))) {
    if (part.type === 'currency' || part.type === 'literal') {
      if (hasMark) put('mark', part.value);
    } else if (part.type === 'decimal' || part.type === 'fraction') put('minorUnits', part.value);
    else if (part.type === 'minusSign') put('sign', '−');
    else if (part.type === 'plusSign') put('sign', '+');
    else put('major', part.value);
  }
  return parts;
}

/** An amount as one line of text, for labels and sentences that are not markup. */
export function moneyLine(amount: Money, language: Language, form: MoneyForm = {}): string {
  return moneyParts(amount, language, form)
    .map((part) => part.text)
    .join('');
}

/** The only place where money is written. Digits are tabular; decimals are the currency's: JPY 0, CNY 2, KWD 3. */
export function MoneyText({ amount, size = 'text', isStruck = false, ...form }: MoneyTextProps) {
  const language = languageOf(useTranslation('common').i18n);
  const line = moneyLine(amount, language, form);
  const className = joinClasses(css.money, size === 'big' && css.big, isStruck && css.struck);
  if (size === 'text') return <span className={className}>{line}</span>;
  return (
    <span className={className}>
      <HiddenWords>{line}</HiddenWords>
      <span aria-hidden="true">
        {moneyParts(amount, language, form).map((part) => (
          <span key={part.kind} className={css[part.kind]}>
            {part.text}
          </span>
        ))}
      </span>
    </span>
  );
}
