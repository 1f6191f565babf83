import { useEffect, useRef, useState } from 'react';
import type { ShopGarment } from '#shared/contract/shop';
import type { Refusal as RefusalValue } from '#shared/kernel/result';
import { saySize } from '../text/say-variant';
import { sayWords } from '../text/say-words';
import { useCommonWords, useLanguage, useShopWords } from '../text/use-words';
import { ActionButton } from '../ui/action-button';
import { MoneyText } from '../ui/money-text';
import { askHub } from './hub';
import { OrderDone } from './order-done';
import { missingIn, newOrder, noContact, type OrderField, orderAsk } from './order-draft';
import { Problem, Wait } from './problem';
import { Field, Sheet } from './sheet';
import css from './sheet.module.css';
import { forget, useDraft } from './use-draft';

type OrderSheetProps = {
  readonly garment: ShopGarment;
  readonly variant: ShopGarment['variants'][number];
  readonly minor: number;
  readonly onClose: () => void;
};

const ASK_AGAIN_MS = 4_000;

/** One garment, shipped or kept for collection; asked again by itself until it is known whether it was placed. */
export function OrderSheet({ garment, variant, minor, onClose }: OrderSheetProps) {
  const t = useShopWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const key = `order:${garment.tenant.code}:${variant.id}`;
  const [draft, change] = useDraft(key, () => newOrder(garment.store?.code, variant, minor));
  const [contact, changeContact] = useDraft('contact', noContact);
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<RefusalValue | null>(null);
  const [missing, setMissing] = useState<readonly OrderField[]>([]);
  const { kind, store, isSent, placed } = draft;

  const place = async () => {
    if (isPending) return;
    const lacking = missingIn(draft, contact);
    setMissing(lacking);
    if (lacking.length > 0) return;
    setPending(true);
    change({ isSent: true });
    const body = orderAsk(garment.tenant.code, variant, draft, contact);
    const answer = await askHub('place-order', { body: body as Parameters<typeof askHub<'place-order'>>[1]['body'] });
    setPending(false);
    if (answer.ok) change({ isSent: false, placed: answer.value });
    else if (answer.isHeard) {
      setRefusal(answer.refusal);
      // What it costs this way: shown now, so that the next press agrees to it.
      const { code, params } = answer.refusal;
      change({ isSent: false, ...(code === 'price-changed' ? { minor: Number(params.minor) } : {}) });
    }
  };
  useAskAgain(isSent && !isPending && placed === null, place);

  // An order that was shown as made is over; the next one gets an id of its own.
  const isOver = useRef(false);
  isOver.current = placed !== null;
  useEffect(() => () => (isOver.current ? forget(key) : undefined), [key]);

  if (placed) return <OrderDone placed={placed} garment={garment} draft={draft} onClose={onClose} />;
  const colour = garment.colours.find(({ id }) => id === variant.colour);
  const collectable = garment.stores.filter(({ code }) => variant.storesWith.includes(code));
  const lacks = (field: OrderField) => (missing.includes(field) ? t(`order.lacks.${field}`) : undefined);
  return (
    <Sheet title={t('order.title')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setRefusal(null);
          void place();
        }}
      >
        <p className={css.what}>
          <b>{sayWords(garment.style.name, language)}</b>
          <span>
            {[colour && sayWords(colour.name, language), saySize(common, variant.size)].filter(Boolean).join(' ')}
          </span>
        </p>
        <fieldset className={css.asked} disabled={isSent}>
          <fieldset className={css.choice} aria-label={t('order.how')}>
            {(['collect', 'ship'] as const).map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={kind === one}
                disabled={one === 'collect' && collectable.length === 0}
                onClick={() => change({ kind: one })}
              >
                {t(`order.${one}`)}
              </button>
            ))}
          </fieldset>
          {collectable.length === 0 ? <p className={css.hint}>{t('order.nowhere')}</p> : null}
          {kind === 'collect' ? (
            <label className={css.field}>
              <span>{t('order.store')}</span>
              <select name="store" value={store} onChange={(event) => change({ store: event.target.value })}>
                {collectable.map(({ code, name }) => (
                  <option key={code} value={code}>
                    {sayWords(name, language)}
                  </option>
                ))}
              </select>
            </label>
          ) : null}
          <Field
            label={t(kind === 'ship' ? 'order.name' : 'order.collector')}
            name="name"
            value={contact.name}
            onChange={(name) => changeContact({ name })}
            problem={lacks('name')}
          />
          {kind === 'ship' ? (
            <Field
              label={t('order.address')}
              name="address"
              value={draft.address}
              onChange={(address) => change({ address })}
              problem={lacks('address')}
            />
          ) : null}
          <Field
            label={t('order.phone')}
            name="phone"
            kind="tel"
            value={contact.phone}
            onChange={(phone) => changeContact({ phone })}
            problem={lacks('phone')}
          />
        </fieldset>
        <p className={css.total}>
          <span>{t('order.total')}</span>
          <MoneyText amount={{ minor: draft.minor, currency: garment.currency }} isShort />
        </p>
        <p className={css.hint}>{t('order.payNote')}</p>
        {isSent && !isPending ? <Wait testId="order-unknown">{t('order.unknown')}</Wait> : null}
        {refusal && !isSent ? <Problem refusal={refusal} /> : null}
        <ActionButton tone="main" isWide isSubmit isPending={isPending} onPress={() => undefined} testId="place-order">
          {t(isSent && !isPending ? 'order.askAgain' : 'order.place')}
        </ActionButton>
      </form>
    </Sheet>
  );
}

/** Asks again after a while, and as soon as the network is back, for as long as the answer is owed. */
function useAskAgain(isOwed: boolean, ask: () => Promise<void>): void {
  const latest = useRef(ask);
  latest.current = ask;
  useEffect(() => {
    if (!isOwed) return;
    const again = () => void latest.current();
    const timer = setTimeout(again, ASK_AGAIN_MS);
    addEventListener('online', again);
    return () => {
      clearTimeout(timer);
      removeEventListener('online', again);
    };
  }, [isOwed]);
}
