import type { RouteOutput } from '#shared/contract/http';
import type { ShopGarment } from '#shared/contract/shop';
import { sayWords } from '../text/say-words';
import { useLanguage, useShopWords } from '../text/use-words';
import { ActionButton } from '../ui/action-button';
import { MoneyText } from '../ui/money-text';
import { QrCode } from '../ui/qr-code';
import type { OrderDraft } from './order-draft';
import { sayUntil } from './say-until';
import { Sheet } from './sheet';
import css from './sheet.module.css';

type OrderDoneProps = {
  readonly placed: RouteOutput<'place-order'>;
  readonly garment: ShopGarment;
  readonly draft: OrderDraft;
  readonly onClose: () => void;
};

/** The order stands: its number, where it is or goes, until when, and where to find it again. */
export function OrderDone({ placed, garment, draft, onClose }: OrderDoneProps) {
  const t = useShopWords();
  const [language] = useLanguage();
  const { number, untilMs, totalMinor, currency } = placed;
  const store = garment.stores.find(({ code }) => code === draft.store);
  return (
    <Sheet title={t('order.done')} onClose={onClose}>
      <div className={css.done} data-testid="order-done">
        {untilMs === null ? null : <QrCode text={`SEAM-O:${number}`} label={number} />}
        <b className={css.orderNumber}>{number}</b>
        <p>
          {untilMs === null || !store
            ? t('order.doneShip', { address: draft.address })
            : t('order.doneCollect', { store: sayWords(store.name, language), until: sayUntil(untilMs, language) })}
        </p>
        <p className={css.hint}>
          {sayWords(garment.style.name, language)} <MoneyText amount={{ minor: totalMinor, currency }} isShort />
        </p>
      </div>
      <div className={css.ways}>
        <a className={css.way} href={`/shop/me?t=${garment.tenant.code}`}>
          {t('order.find')}
        </a>
        <ActionButton isWide onPress={onClose}>
          {t('order.again')}
        </ActionButton>
      </div>
    </Sheet>
  );
}
