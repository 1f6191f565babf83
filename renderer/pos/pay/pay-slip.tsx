import { sayVariant } from '../../text/say-variant';
import { sayWords } from '../../text/say-words';
import { useCommonWords, useLanguage, usePosWords } from '../../text/use-words';
import { Avatar } from '../../ui/avatar';
import { drawnAs } from '../../ui/drawn-as';
import { Garment } from '../../ui/garment';
import { Icon } from '../../ui/icon';
import { MoneyText } from '../../ui/money-text';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './pay-screen.module.css';

type PaySlipProps = {
  /** The line that keys speak about. */
  readonly marked: number | null;
  /** One piece less of a line. */
  readonly onTakeOff: (line: number) => void;
};

/** What is being paid, line by line, beside the money. A piece that came in by mistake goes back on the rail from here. */
export function PaySlip({ marked, onTakeOff }: PaySlipProps) {
  const t = usePosWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const basket = useView(useTill().basket);
  const currency = basket.currency ?? 'CNY';
  const sums = [
    { label: t('pay.subtotal'), minor: basket.subtotalMinor },
    ...(basket.discountMinor ? [{ label: t('pay.discount'), minor: -basket.discountMinor }] : []),
    { label: t(basket.taxInside ? 'pay.taxInside' : 'pay.taxOnTop'), minor: basket.taxMinor },
  ];
  return (
    <section className={css.slip}>
      <header>
        <Avatar name={basket.who?.name ?? undefined} seed={basket.who?.id} />
        <span>
          <b>{basket.who?.name ?? common(basket.who ? 'person.member' : 'person.walkIn')}</b>
          {basket.who?.phoneTail ? <small>{common('person.phoneEnds', { digits: basket.who.phoneTail })}</small> : null}
        </span>
      </header>
      <ul>
        {basket.lines.map((line) => (
          <li key={line.line} aria-current={line.line === marked || undefined} data-testid="slip-line">
            <Garment {...drawnAs(line.drawing)} colour={line.hex ?? undefined} size="rail" />
            <span>
              <b>{sayWords(line.garment.name, language)}</b>
              <small>
                {sayVariant(common, line.garment, language)} {line.qty > 1 ? `× ${line.qty}` : ''}
              </small>
            </span>
            {line.netMinor === null ? (
              <small>{t('sell.noPrice')}</small>
            ) : (
              <MoneyText amount={{ minor: line.netMinor, currency }} hasMark={false} />
            )}
            <button
              type="button"
              className={css.off}
              aria-label={t('pay.takeOff', { garment: sayWords(line.garment.name, language) })}
              onClick={() => onTakeOff(line.line)}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      <dl>
        {sums.map(({ label, minor }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <MoneyText amount={{ minor, currency }} hasMark={false} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
