import { useState } from 'react';
import { currencyDecimals } from '#shared/kernel/currency-decimals';
import { usePosWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { Keypad } from '../../ui/keypad';
import { MoneyText } from '../../ui/money-text';
import { Refusal } from '../../ui/refusal';
import { Wordmark } from '../../ui/wordmark';
import css from '../frame/card-screen.module.css';
import { LanguageSwitch } from '../frame/language-switch';
import { SchemeSwitch } from '../frame/scheme-switch';
import { padKeys, typeAmount } from '../pad-amount';
import { useScan } from '../scan/use-scanner';
import { useCommand } from '../use-command';
import { useKeys } from '../use-keys';
import { useTill } from '../use-till';
import { useView } from '../use-view';

/**
 * Count the float, confirm the business date, open.
 * @property onLater the drawer is still open for an earlier day, on which selling may go on: leads back to it
 */
export function OpenShiftScreen({ onLater }: { readonly onLater?: () => void }) {
  const t = usePosWords();
  const till = useTill();
  const { settings, shift } = useView(till.counter);
  const currency = settings?.currency ?? 'CNY';
  const [floatMinor, setFloat] = useState(500 * 10 ** currencyDecimals(currency));
  const [isFresh, setFresh] = useState(true);
  const [isScanned, setScanned] = useState(false);
  const open = useCommand(till.openShift);
  const { date, isDoubtful } = till.proposeBusinessDate();
  const type = (key: Parameters<typeof typeAmount>[1]): void => {
    setFloat(typeAmount(isFresh ? 0 : floatMinor, key));
    setFresh(false);
  };
  useScan((code) => {
    setScanned(true);
    // A shopper comes first.
    if (onLater && till.addByCode(code).ok) onLater();
  });
  const send = async (): Promise<void> => {
    const opened = await open.send({ floatMinor, businessDate: date });
    if (opened) onLater?.();
  };
  useKeys({ ...padKeys(type), Enter: () => void send(), Escape: onLater });
  return (
    <main className={css.screen}>
      <section className={`${css.card} ${css.wide}`}>
        <div className={css.row}>
          <Wordmark />
          <span className={css.switches}>
            <LanguageSwitch />
            <SchemeSwitch />
          </span>
        </div>
        <h1>{t('shift.title')}</h1>
        <div className={css.split}>
          <div className={css.column}>
            <p>{t('shift.hint')}</p>
            <output className={css.amount} aria-label={t('shift.float')}>
              <MoneyText amount={{ minor: floatMinor, currency }} />
            </output>
            <p>{t('shift.date', { date })}</p>
            {onLater && shift ? <p>{t('shift.stillOpen', { date: shift.businessDate })}</p> : null}
            {isDoubtful ? <p role="alert">{t('shift.dateDoubt')}</p> : null}
            {isScanned && !open.refusal && !onLater ? <Refusal code="shift-not-open" /> : null}
            {open.refusal ? <Refusal code={open.refusal.code} params={open.refusal.params} /> : null}
          </div>
          <div className={css.pad}>
            <Keypad onKey={type} />
          </div>
        </div>
        <ActionButton
          tone="main"
          isWide
          isTall
          kbd="Enter"
          isPending={open.isPending}
          onPress={() => void send()}
          testId="open-shift"
        >
          {t('shift.open')}
        </ActionButton>
        {onLater ? (
          <ActionButton isWide isTall kbd="Esc" onPress={onLater} testId="later">
            {t('shift.later')}
          </ActionButton>
        ) : null}
      </section>
    </main>
  );
}
