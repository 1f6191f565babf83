import { TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { REFERENCE_MAX } from '#shared/checkout/tender';
import { sumMinor } from '#shared/kernel/money';
import { type Refusal as No, refuse } from '#shared/kernel/result';
import { useCommonWords, usePosWords } from '../../text/use-words';
import type { Answer, CodeAnswer } from '../../till/till-types';
import { Icon } from '../../ui/icon';
import { Kbd } from '../../ui/kbd';
import { Keypad, type KeypadKey } from '../../ui/keypad';
import { MoneyBlock, type MoneyRow } from '../../ui/money-block';
import { MoneyText } from '../../ui/money-text';
import { Refusal } from '../../ui/refusal';
import { padKeys, typeAmount } from '../pad-amount';
import { useScan } from '../scan/use-scanner';
import { useCommand } from '../use-command';
import { useKeys } from '../use-keys';
import { useMarkedLine } from '../use-marked-line';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import { likelyNotes } from './likely-notes';
import css from './pay-screen.module.css';
import { PaySlip } from './pay-slip';

type PayScreenProps = {
  readonly onBack: () => void;
};

/**
 * Take money in any mix; the change is shown before the drawer opens. Keys keep their places throughout. While a card is
 * charged, nobody leaves it by accident.
 */
export function PayScreen({ onBack }: PayScreenProps) {
  const t = usePosWords();
  const common = useCommonWords();
  const till = useTill();
  const basket = useView(till.basket);
  const currency = basket.currency ?? 'CNY';
  const { taken: cards } = basket;
  const [kind, setKind] = useState<'cash' | 'card'>('cash');
  const [typed, setTyped] = useState<number | null>(null);
  const [reference, setReference] = useState('');
  const sale = useCommand(till.completeSale);

  useEffect(() => {
    till.setPaying(true);
    return () => till.setPaying(false);
  }, [till]);
  const { line: marked, mark } = useMarkedLine(basket.lines);
  const scan = useCommand(
    (code: string): Answer<CodeAnswer> => {
      const answer = till.addByCode(code);
      return answer.ok && answer.value.kind !== 'line' ? refuse('code-not-here') : answer;
    },
    { isInOrder: true },
  );
  useScan((code) => void scan.send(code));
  const off = useCommand((line: number) => till.setQty(line, (lineOf(line)?.qty ?? 1) - 1));
  const lineOf = (line: number) => basket.lines.find((one) => one.line === line);
  const walk = (by: number): void => {
    const next = basket.lines[basket.lines.findIndex(({ line }) => line === marked) + by];
    if (next) mark(next.line);
  };
  const [isHeld, setHeld] = useState(false);
  const leave = (): void => (cards.length > 0 ? setHeld(true) : onBack());

  const due = basket.totalMinor - sumMinor(cards.map(({ minor }) => minor));
  const amount = typed ?? due;
  const given = kind === 'cash' ? amount : 0;
  const change = Math.max(0, given - due);
  const isEnough = due <= 0 || (kind === 'cash' && given >= due);

  const card = useCommand(till.takeCard);
  const voided = useCommand(till.voidCard);
  const takeCard = async (): Promise<void> => {
    const minor = Math.min(amount, due);
    await card.send({ minor, reference: reference.trim() });
    if (till.basket.get().taken.length === cards.length) return;
    setKind('cash');
    setTyped(null);
    setReference('');
  };
  const complete = (): Promise<unknown> => sale.send({ tenders: due > 0 ? [{ kind: 'cash', givenMinor: given }] : [] });
  const proceed = (): void => void (kind === 'card' && due > 0 ? takeCard() : complete());
  const type = (key: KeypadKey): void => setTyped(typeAmount(typed ?? 0, key));
  const choose = (next: 'cash' | 'card'): void => {
    setKind(next);
    setTyped(null);
  };
  useKeys(
    {
      ...padKeys(type),
      Escape: leave,
      F10: () => setTyped(due),
      Enter: proceed,
      c: () => choose('cash'),
      k: () => choose('card'),
      ArrowUp: () => walk(-1),
      ArrowDown: () => walk(1),
      Delete: marked === null ? undefined : () => void off.send(marked),
    },
    true,
  );

  const said = [sale, card, voided, scan, off].map(({ refusal }) => refusal);
  const held = isHeld && cards.length > 0 ? refuse('tenders-taken').refusal : null;
  const unknown = basket.mayStand && !sale.isPending ? refuse('outcome-unknown').refusal : null;
  const refusals = onceEach([...said, held, unknown, basket.blocked]);
  const paid: readonly MoneyRow[] = cards.map(({ minor, reference: ref }) => ({
    label: `${t('pay.card')} ${ref}`,
    amount: { minor: -minor, currency },
  }));
  return (
    <>
      <main className={css.pay}>
        <PaySlip marked={marked} onTakeOff={(line) => void off.send(line)} />
        <section className={css.desk}>
          <div className={css.tenders}>
            <button type="button" className={css.tender} aria-pressed={kind === 'cash'} onClick={() => choose('cash')}>
              <span>
                {t('pay.cash')}
                <small>{t('pay.cashHint')}</small>
              </span>
              <Kbd>C</Kbd>
            </button>
            <button type="button" className={css.tender} aria-pressed={kind === 'card'} onClick={() => choose('card')}>
              <span>
                {t('pay.card')}
                <small>{t('pay.cardHint')}</small>
              </span>
              <Kbd>K</Kbd>
            </button>
          </div>
          <div className={css.amounts}>
            <div className={css.quick}>
              {kind === 'cash' ? (
                likelyNotes(Math.max(0, due), currency).map((minor, place) => (
                  <button key={minor} type="button" aria-pressed={minor === amount} onClick={() => setTyped(minor)}>
                    <MoneyText amount={{ minor, currency }} hasMark={false} isShort />
                    {place === 0 ? (
                      <span className={css.exact}>
                        {t('pay.exact')} <Kbd>F10</Kbd>
                      </span>
                    ) : null}
                  </button>
                ))
              ) : (
                <TextInput
                  label={t('pay.reference')}
                  value={reference}
                  autoComplete="off"
                  maxLength={REFERENCE_MAX}
                  onChange={(event) => setReference(event.currentTarget.value)}
                />
              )}
            </div>
            <div className={css.padSide}>
              <output className={css.show}>
                <span>{t(kind === 'cash' ? 'pay.given' : 'pay.card')}</span>
                <MoneyText amount={{ minor: amount, currency }} />
              </output>
              <div className={css.pad}>
                <Keypad onKey={type} />
              </div>
            </div>
          </div>
        </section>
      </main>
      <aside className={css.side}>
        <header>
          <button type="button" className={css.back} onClick={leave}>
            <Icon name="back" /> {t('pay.back')} <Kbd>Esc</Kbd>
          </button>
        </header>
        <ul className={css.paid}>
          {cards.map(({ minor, reference: ref }, place) => (
            <li key={`${ref}-${minor}-${String(place)}`} data-testid="card-taken">
              <span>
                <b>{t('pay.card')}</b>
                <small>{ref}</small>
              </span>
              <MoneyText amount={{ minor, currency }} hasMark={false} />
              <button
                type="button"
                className={css.off}
                aria-label={t('pay.remove')}
                onClick={() => void voided.send(place)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
        <div className={css.refusal}>
          {refusals.map(({ code, params }) => (
            <Refusal key={code} code={code} params={params} />
          ))}
        </div>
        <MoneyBlock
          title={t(isEnough ? 'pay.change' : 'pay.still')}
          total={{ minor: isEnough ? change : due - given, currency }}
          rows={[
            { label: common('money.total'), amount: { minor: basket.totalMinor, currency } },
            ...paid,
            { label: t('pay.toTake'), amount: { minor: Math.max(0, due), currency } },
          ]}
          pay={{
            label: t(kind === 'card' && due > 0 ? 'pay.take' : 'pay.complete'),
            kbd: 'Enter',
            isPending: sale.isPending || card.isPending,
            onPay: proceed,
            testId: 'complete-sale',
          }}
          after={t('pay.savedFirst')}
        />
      </aside>
    </>
  );
}

/** What is said twice for two reasons is read once. */
function onceEach(refusals: readonly (No | null)[]): readonly No[] {
  const all = refusals.filter((one) => one !== null);
  return all.filter(({ code }, place) => all.findIndex((other) => other.code === code) === place);
}
