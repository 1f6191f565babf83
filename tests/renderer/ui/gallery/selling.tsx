import { ActionButton } from '../../../../renderer/ui/action-button';
import { Avatar } from '../../../../renderer/ui/avatar';
import { BasketLine } from '../../../../renderer/ui/basket-line';
import { EmptyState } from '../../../../renderer/ui/empty-state';
import { FitLadder, FitMap } from '../../../../renderer/ui/fit-map';
import { GarmentTile } from '../../../../renderer/ui/garment-tile';
import { Keypad } from '../../../../renderer/ui/keypad';
import { MoneyBlock } from '../../../../renderer/ui/money-block';
import { MoneyText } from '../../../../renderer/ui/money-text';
import { QrCode } from '../../../../renderer/ui/qr-code';
import { RoomCard } from '../../../../renderer/ui/room-card';
import { now } from './samples';
import { cny, minute, nothing, useSample } from './use-sample';

export function Rooms() {
  const say = useSample();
  const dress = { key: 'd', name: say(['连衣裙', 'dress']), kind: 'dress', colour: '#27324f' } as const;
  const knit = { key: 'k', name: say(['针织衫', 'knit']), kind: 'knit', colour: '#a65a36' } as const;
  const skirt = { key: 's', name: say(['半裙', 'skirt']), kind: 'skirt', colour: '#1b1c21' } as const;
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(4, 154px)', gridAutoRows: 138, gap: 8 }}>
      <RoomCard
        room="1"
        status="busy"
        who={say(['访客，2 件', 'Guest, 2'])}
        since={now - 160_000}
        now={now}
        garments={[dress, knit]}
        onOpen={nothing}
      />
      <RoomCard
        room="2"
        status="busy"
        who={say(['沈知夏，6 件', 'Shen Zhixia, 6'])}
        since={now - 65 * minute}
        now={now}
        garments={[dress, knit, skirt, { ...dress, key: 'e' }, { ...knit, key: 'f' }]}
        onOpen={nothing}
      />
      <RoomCard
        room="3"
        status="asking"
        since={now - 48_000}
        now={now}
        request={{
          words: say(['雾蓝衬衫，要 L 码。A3 架，本店 2 件', 'Mist shirt, wants L. Rack A3, 2 here']),
          onAccept: nothing,
        }}
        onOpen={nothing}
      />
      <RoomCard
        room="4"
        status="ending"
        who={say(['周曼，2 件未归位', 'Zhou Man, 2 to put back'])}
        now={now}
        garments={[knit]}
        onOpen={nothing}
      />
      <RoomCard room="5" status="free" now={now} onOpen={nothing} />
    </div>
  );
}

export function Basket() {
  const say = useSample();
  const seller = { name: say(['宁', 'Ning']), seed: 'staff-1', onChange: nothing };
  return (
    <div style={{ width: 452, background: 'var(--panel)', boxShadow: 'var(--e-0)' }}>
      <div style={{ padding: 16 }}>
        <FitMap
          fits={[
            { kind: 'jacket', size: 'M', basis: say(['7 次合身', '7 fits']) },
            { kind: 'trousers', size: '28', basis: say(['27 偏紧', '27 tight']) },
            { kind: 'dress', size: 'S–M', basis: say(['肩宽 2 次', 'wide at shoulder, 2']) },
            { kind: 'shoes', size: '37', basis: say(['网上 3 双', '3 online']) },
          ]}
        />
      </div>
      <ul>
        <BasketLine
          look={{ kind: 'jacket', colour: '#9a9ea4', weave: 'herringbone' }}
          name={say(['收腰西装', 'Waisted blazer'])}
          variant={[say(['雾灰', 'Mist grey']), 'M']}
          from={say(['2 号间', 'room 2'])}
          seller={seller}
          price={cny(152_100)}
          reduced={{ was: cny(169_000), why: '−10%' }}
        />
        <BasketLine
          look={{ kind: 'scarf', colour: '#a65a36', weave: 'check' }}
          name={say(['羊绒围巾，很长很长很长的名字也只占一行', 'Cashmere scarf with a name too long for its line'])}
          variant={[say(['铁锈格', 'Rust check']), say(['均码', 'One size'])]}
          seller={{ ...seller, name: say(['唐', 'Tang']), seed: 'staff-2' }}
          price={cny(59_000)}
          isFresh
          onRemove={nothing}
        />
        <BasketLine
          look={{ kind: 'shirt', colour: '#ece6d8' }}
          name={say(['真丝衬衫', 'Silk shirt'])}
          variant={[say(['象牙白', 'Ivory']), 'M', say(['退回', 'returned'])]}
          price={cny(-118_000)}
        />
      </ul>
      <MoneyBlock
        total={cny(409_200)}
        pieces={4}
        tax={cny(47_076)}
        actions={
          <>
            <ActionButton tone="ink" kbd="F7" onPress={nothing}>
              {say(['挂单', 'Park'])}
            </ActionButton>
            <ActionButton tone="ink" kbd="F6" onPress={nothing}>
              {say(['退换', 'Return'])}
            </ActionButton>
            <ActionButton tone="ink" kbd="F10" onPress={nothing}>
              {say(['现金正好', 'Exact cash'])}
            </ActionButton>
          </>
        }
        pay={{ label: say(['收款', 'Pay']), kbd: 'F9', onPay: nothing }}
      />
    </div>
  );
}

export function Paying() {
  const say = useSample();
  return (
    <div style={{ width: 360, display: 'grid', gap: 12 }}>
      <MoneyBlock
        total={{ minor: 8_500, currency: 'KWD' }}
        title={say(['找零', 'Change'])}
        rows={[
          { label: say(['合计', 'Total']), amount: { minor: 4_092_000, currency: 'KWD' } },
          { label: say(['现金', 'Cash']), amount: { minor: -4_100_500, currency: 'KWD' } },
        ]}
        pay={{ label: say(['完成销售', 'Complete sale']), kbd: 'Enter', onPay: nothing, isPending: true }}
        after={say(['先记在本机，再开钱箱', 'Saved on this till before the drawer opens'])}
      />
      <MoneyBlock
        total={{ minor: 118_000, currency: 'JPY' }}
        pieces={1}
        pay={{ label: say(['收款', 'Pay']), onPay: nothing, disabledBecause: say(['还没有开班', 'No shift is open']) }}
      />
      <div style={{ height: 300 }}>
        <Keypad onKey={nothing} />
      </div>
    </div>
  );
}

export function More() {
  const say = useSample();
  return (
    <div style={{ display: 'grid', gap: 16, justifyItems: 'start' }}>
      <QrCode text="https://shop.seam.example/01/02900000000018?s=bund" label={say(['吊牌码', 'Label code'])} />
      <div style={{ display: 'flex', gap: 8 }}>
        <Avatar name={say(['宁', 'Ning'])} seed="staff-1" />
        <Avatar name={say(['唐', 'Tang'])} seed="staff-2" />
        <Avatar name="Ada" isBig />
        <Avatar name={undefined} isBig />
      </div>
      <div style={{ display: 'grid', gap: 4 }}>
        <MoneyText amount={cny(118_000)} isShort />
        <MoneyText amount={cny(118_050)} isShort />
        <MoneyText amount={{ minor: 1_999, currency: 'EUR' }} />
        <MoneyText amount={{ minor: -1_999, currency: 'SEK' }} />
        <MoneyText amount={cny(16_900)} isStruck />
      </div>
      <div style={{ width: 300 }}>
        <FitLadder
          rungs={[
            {
              kind: 'tee',
              label: say(['上装', 'Tops']),
              steps: [
                { size: 'XS', fit: 'none' },
                { size: 'S', fit: 'maybe' },
                { size: 'M', fit: 'fits' },
                { size: 'L', fit: 'none' },
              ],
            },
            {
              kind: 'shoes',
              label: say(['鞋', 'Shoes']),
              steps: [
                { size: '36', fit: 'none' },
                { size: '37', fit: 'fits' },
                { size: '38', fit: 'none' },
              ],
            },
          ]}
        />
      </div>
      <EmptyState
        garment="coat"
        title={say(['购物袋是空的', 'The basket is empty'])}
        action={<ActionButton onPress={nothing}>{say(['查找', 'Search'])}</ActionButton>}
      >
        {say(['扫一件，或从左边选。', 'Scan a garment, or choose one on the left.'])}
      </EmptyState>
      <div style={{ width: 124, height: 154, display: 'grid' }}>
        <GarmentTile
          look={{ kind: 'shirt', colour: '#ece6d8' }}
          name={say(['真丝衬衫', 'Silk shirt'])}
          price={<MoneyText amount={cny(118_000)} isShort />}
          count={say(['22 件', '22 pcs'])}
          colours={['#ece6d8', '#9db2c4', '#1b1c21', '#c9a5a0']}
          isChosen
          onPress={nothing}
        />
      </div>
    </div>
  );
}
