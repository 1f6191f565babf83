import { useState } from 'react';
import { typeid } from 'typeid-js';
import type { RouteOutput } from '#shared/contract/http';
import type { ShopGarment } from '#shared/contract/shop';
import type { Refusal as RefusalValue } from '#shared/kernel/result';
import { saySize } from '../text/say-variant';
import { sayWords } from '../text/say-words';
import { useCommonWords, useLanguage, useShopWords } from '../text/use-words';
import { ActionButton } from '../ui/action-button';
import { MoneyText } from '../ui/money-text';
import { QrCode } from '../ui/qr-code';
import { Refusal } from '../ui/refusal';
import { askHub } from './hub';
import { Field, Sheet } from './sheet';
import css from './sheet.module.css';

type OrderSheetProps = {
  readonly garment: ShopGarment;
  readonly variant: ShopGarment['variants'][number];
  readonly minor: number;
  readonly onClose: () => void;
};

/** One garment, shipped or kept for collection. The order's id is made once, so that a repeated press orders once. */
export function OrderSheet({ garment, variant, minor, onClose }: OrderSheetProps) {
  const t = useShopWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const [id] = useState(() => typeid('order').toString());
  const [kind, setKind] = useState<'ship' | 'collect'>(garment.store ? 'collect' : 'ship');
  const [store, setStore] = useState(garment.store?.code ?? garment.stores[0]?.code ?? '');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [phone, setPhone] = useState('');
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<RefusalValue | null>(null);
  const [placed, setPlaced] = useState<RouteOutput<'place-order'> | null>(null);
  const [price, setPrice] = useState(minor);
  const amount = { minor: price, currency: garment.currency };

  const place = async () => {
    setPending(true);
    const delivery = kind === 'ship' ? { kind, name, address } : { kind, store, name };
    const body = {
      tenant: garment.tenant.code,
      id,
      phone,
      delivery,
      lines: [{ variant: variant.id, qty: 1, minor: price }],
    };
    const answer = await askHub('place-order', { body });
    setPending(false);
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) setPlaced(answer.value);
    // What it costs this way: shown now, so that the next press agrees to it.
    else if (answer.refusal.code === 'price-changed') setPrice(Number(answer.refusal.params.minor));
  };

  if (placed) {
    const until =
      placed.untilMs === null
        ? null
        : new Date(placed.untilMs).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
    return (
      <Sheet title={t('order.done')} onClose={onClose}>
        <div className={css.done} data-testid="order-done">
          <QrCode text={`SEAM-O:${placed.number}`} label={placed.number} />
          <b>{placed.number}</b>
          <p>{until === null ? t('order.doneShip') : t('order.doneCollect', { until })}</p>
        </div>
        <ActionButton isWide onPress={onClose}>
          {t('order.again')}
        </ActionButton>
      </Sheet>
    );
  }
  return (
    <Sheet title={t('order.title')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void place();
        }}
      >
        <p className={css.hint}>
          {sayWords(garment.style.name, language)} {saySize(common, variant.size)}
        </p>
        <fieldset className={css.choice} aria-label={t('order.title')}>
          {(['ship', 'collect'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={kind === one} onClick={() => setKind(one)}>
              {t(`order.${one}`)}
            </button>
          ))}
        </fieldset>
        {kind === 'collect' ? (
          <label className={css.field}>
            <span>{t('order.store')}</span>
            <select value={store} onChange={(event) => setStore(event.target.value)}>
              {garment.stores.map(({ code, name: storeName }) => (
                <option key={code} value={code}>
                  {sayWords(storeName, language)}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <Field label={t('order.name')} name="name" value={name} onChange={setName} />
        {kind === 'ship' ? (
          <Field label={t('order.address')} name="address" value={address} onChange={setAddress} />
        ) : null}
        <Field label={t('order.phone')} name="phone" kind="tel" value={phone} onChange={setPhone} />
        <p className={css.total}>
          <span>{t('order.total')}</span>
          <MoneyText amount={amount} isShort />
        </p>
        <p className={css.hint}>{t('order.payNote')}</p>
        {refusal ? <Refusal code={refusal.code} params={refusal.params} /> : null}
        <ActionButton tone="main" isWide isSubmit isPending={isPending} onPress={() => undefined} testId="place-order">
          {t('order.place')}
        </ActionButton>
      </form>
    </Sheet>
  );
}
