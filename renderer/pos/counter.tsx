import { useEffect, useState } from 'react';
import type { AnchorId, FittingId } from '#shared/kernel/ids';
import type { CompletedSale } from '../till/till-types';
import css from './counter.module.css';
import { CustomerPanel } from './customers/customer-panel';
import { CustomerStrip } from './customers/customer-strip';
import { EndFitting } from './fitting/end-fitting';
import { FittingBoard } from './fitting/fitting-board';
import { RoomPanel } from './fitting/room-panel';
import { Notices } from './frame/notices';
import { TopBar } from './frame/top-bar';
import { PayScreen } from './pay/pay-screen';
import { ReceiptScreen } from './pay/receipt-screen';
import { ReceiptsPanel } from './pay/receipts-panel';
import { Basket } from './sell/basket';
import { Catalogue } from './sell/catalogue';
import { OpenShiftScreen } from './shift/open-shift-screen';
import { SyncPanel } from './sync/sync-panel';
import { useTill } from './use-till';
import { useView } from './use-view';

/** What lies over the selling screen. Nothing is a page of its own: greeting to payment happens in one place. */
type Over =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'pay' }
  | { readonly kind: 'new-day' }
  | { readonly kind: 'sync' }
  | { readonly kind: 'receipts' }
  | { readonly kind: 'copy'; readonly sale: CompletedSale; readonly isOfList: boolean }
  | { readonly kind: 'customer'; readonly person: AnchorId | null }
  | { readonly kind: 'room'; readonly room: string }
  | { readonly kind: 'end-fitting'; readonly fitting: FittingId };

const nothing: Over = { kind: 'nothing' };

/** One screen from greeting to payment: catalogue left, basket right, fitting rooms below. */
export function Counter() {
  const till = useTill();
  const { id: basketId, who, lines, taken } = useView(till.basket);
  const lastSale = useView(till.lastSale);
  const isIdle = lastSale === null && lines.length === 0 && who === null && taken.length === 0;
  // Asked for at sign-in, where nobody is served yet; the top bar offers it from then on.
  const [over, setOver] = useState<Over>(() => (isIdle && till.isNewDay() ? { kind: 'new-day' } : nothing));
  const close = (): void => setOver(nothing);
  // A sale that stands shows its receipt, also when its answer came after the clerk had stopped waiting.
  useEffect(() => {
    if (lastSale) setOver(nothing);
  }, [lastSale]);
  const openPay = (): void => setOver({ kind: 'pay' });
  const openSync = (): void => setOver({ kind: 'sync' });
  const openReceipts = (): void => setOver({ kind: 'receipts' });
  const isTaken = taken.length > 0;

  if (over.kind === 'new-day') return <OpenShiftScreen onLater={close} />;
  // A basket for which a card was charged is settled before anything else, also after a reload.
  if (lastSale === null && (over.kind === 'pay' || (over.kind === 'nothing' && isTaken))) {
    return (
      <div className={css.counter}>
        <TopBar isLocked={isTaken} onOpenSync={openSync} onOpenReceipts={openReceipts} />
        <PayScreen key={basketId} onBack={close} />
        <Notices />
      </div>
    );
  }
  return (
    <div className={css.counter}>
      <TopBar
        onOpenSync={openSync}
        onOpenReceipts={openReceipts}
        onNewDay={isIdle && over.kind === 'nothing' ? () => setOver({ kind: 'new-day' }) : undefined}
      />
      <main className={css.left}>
        <Catalogue
          onRoom={(room) => setOver({ kind: 'room', room })}
          onReceipt={(sale) => setOver({ kind: 'copy', sale, isOfList: false })}
        />
        <FittingBoard onOpenRoom={(room) => setOver({ kind: 'room', room })} />
      </main>
      <Basket
        key={basketId}
        onPay={openPay}
        strip={
          <CustomerStrip
            who={who?.id ?? null}
            onFind={() => setOver({ kind: 'customer', person: null })}
            onOpen={(person) => setOver({ kind: 'customer', person })}
          />
        }
      />
      <Notices />
      {lastSale ? <ReceiptScreen sale={lastSale} onClose={till.putAwaySale} /> : null}
      {over.kind === 'sync' ? <SyncPanel onClose={close} /> : null}
      {over.kind === 'receipts' ? (
        <ReceiptsPanel onOpen={(sale) => setOver({ kind: 'copy', sale, isOfList: true })} onClose={close} />
      ) : null}
      {over.kind === 'copy' ? (
        <ReceiptScreen sale={over.sale} isCopy onClose={over.isOfList ? openReceipts : close} onScan={close} />
      ) : null}
      {over.kind === 'customer' ? <CustomerPanel person={over.person} onClose={close} /> : null}
      {over.kind === 'room' ? (
        <RoomPanel
          room={over.room}
          onRoom={(room) => setOver({ kind: 'room', room })}
          onClose={close}
          onEnd={(fitting) => setOver({ kind: 'end-fitting', fitting })}
        />
      ) : null}
      {over.kind === 'end-fitting' ? <EndFitting fitting={over.fitting} onClose={close} /> : null}
    </div>
  );
}
