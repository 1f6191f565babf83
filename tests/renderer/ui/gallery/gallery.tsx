import { Button, NumberInput, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createWords } from '../../../../renderer/text/language';
import { posWords } from '../../../../renderer/text/pos/words';
import { useCommonWords, useLanguage } from '../../../../renderer/text/use-words';
import { ActionButton } from '../../../../renderer/ui/action-button';
import { Age } from '../../../../renderer/ui/age';
import { Avatar } from '../../../../renderer/ui/avatar';
import { BasketLine } from '../../../../renderer/ui/basket-line';
import { EmptyState } from '../../../../renderer/ui/empty-state';
import { FitLadder, FitMap } from '../../../../renderer/ui/fit-map';
import { backingOf, Garment } from '../../../../renderer/ui/garment';
import { GarmentTile } from '../../../../renderer/ui/garment-tile';
import { Kbd } from '../../../../renderer/ui/kbd';
import { Keypad } from '../../../../renderer/ui/keypad';
import { MoneyBlock } from '../../../../renderer/ui/money-block';
import { MoneyText } from '../../../../renderer/ui/money-text';
import { Pill, SentLater } from '../../../../renderer/ui/pill';
import { QrCode } from '../../../../renderer/ui/qr-code';
import { Refusal } from '../../../../renderer/ui/refusal';
import { RoomCard } from '../../../../renderer/ui/room-card';
import type { Scheme } from '../../../../renderer/ui/scheme';
import { Seam } from '../../../../renderer/ui/seam';
import { SizeGrid } from '../../../../renderer/ui/size-grid';
import { Stitches, StitchKey } from '../../../../renderer/ui/stitches';
import { SyncPill } from '../../../../renderer/ui/sync-pill';
import { TagChip } from '../../../../renderer/ui/tag-chip';
import { TagEvidence } from '../../../../renderer/ui/tag-evidence';
import { SeamProvider } from '../../../../renderer/ui/theme';
import { Wordmark } from '../../../../renderer/ui/wordmark';
import { cloths, columns, now, type Sample, sampleRows, tags } from './samples';

const minute = 60_000;
const cny = (minor: number) => ({ minor, currency: 'CNY' });
const nothing = (): void => undefined;

function useSample(): (sample: Sample) => string {
  const [language] = useLanguage();
  return ([zh, en]) => (language === 'zh-CN' ? zh : en);
}

function Part({ title, children, columns = '1fr' }: { title: string; children: ReactNode; columns?: string }) {
  return (
    <section style={{ borderTop: '1px solid var(--line)', paddingTop: 10 }}>
      <h2 style={{ fontSize: 13, fontWeight: 400, color: 'var(--text-2)', marginBottom: 12 }}>{title}</h2>
      <div style={{ display: 'grid', gridTemplateColumns: columns, gap: 12, alignItems: 'start' }}>{children}</div>
    </section>
  );
}

function Garments() {
  const t = useCommonWords();
  return (
    <div style={{ display: 'grid', gridTemplateColumns: 'repeat(13, 1fr)', gap: 8 }}>
      {cloths.map(([kind, colour, weave]) => {
        const { className, style } = backingOf(colour);
        return (
          <div
            key={kind}
            className={className}
            style={{ ...style, borderRadius: 6, padding: '10px 0 6px', textAlign: 'center', fontSize: 12 }}
          >
            <div style={{ display: 'grid', placeItems: 'center', marginBottom: 4 }}>
              <Garment kind={kind} colour={colour} weave={weave} size="tile" />
            </div>
            {t(`garment.${kind}`)}
          </div>
        );
      })}
    </div>
  );
}

function Buttons() {
  const say = useSample();
  return (
    <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'start' }}>
      <ActionButton onPress={nothing}>{say(['预留', 'Hold'])}</ActionButton>
      <ActionButton onPress={nothing} isPending>
        {say(['预留', 'Hold'])}
      </ActionButton>
      <ActionButton onPress={nothing} disabledBecause={say(['她没有余额', 'she has none'])}>
        {say(['储值', 'Store credit'])}
      </ActionButton>
      <ActionButton tone="main" onPress={nothing} kbd="Enter">
        {say(['用于第 1 单', 'Use in order 1'])}
      </ActionButton>
      <ActionButton tone="main" onPress={nothing} isPending>
        {say(['保存', 'Save'])}
      </ActionButton>
      <ActionButton tone="quiet" onPress={nothing}>
        {say(['取消', 'Cancel'])}
      </ActionButton>
      <ActionButton tone="stop" onPress={nothing}>
        {say(['作废', 'Void'])}
      </ActionButton>
      <span style={{ display: 'grid', gap: 4 }}>
        <ActionButton onPress={nothing}>{say(['调货', 'Transfer'])}</ActionButton>
        <SentLater />
      </span>
      <Refusal code="pin-wrong" />
      <Refusal
        code="barcode-unknown"
        params={{ barcode: '2900000000018' }}
        wayOut={{ label: say(['手工查找', 'Search by hand']), onTake: nothing }}
      />
    </div>
  );
}

function MantineParts() {
  const say = useSample();
  return (
    <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'end' }}>
      <Button rightSection={<Kbd>F7</Kbd>}>{say(['挂单', 'Park'])}</Button>
      <Button variant="filled">{say(['保存', 'Save'])}</Button>
      <Button variant="filled" disabled>
        {say(['保存', 'Save'])}
      </Button>
      <TextInput placeholder={say(['扫码', 'Scan'])} />
      <TextInput error={say(['手机号不对', 'not a phone number'])} defaultValue="139" />
      <NumberInput defaultValue={3} w={90} />
      <Select data={['S', 'M', 'L']} defaultValue="M" w={110} />
      <SegmentedControl data={[say(['打印', 'Print']), say(['手机', 'Phone']), say(['不要', 'None'])]} />
      <Switch label={say(['礼品小票', 'Gift receipt'])} defaultChecked />
      <Switch label={say(['短信', 'Messages'])} />
    </div>
  );
}

function Tags() {
  const say = useSample();
  const t = useCommonWords();
  const [open, setOpen] = useState(0);
  return (
    <>
      <div style={{ display: 'flex', gap: 6, flexWrap: 'wrap' }}>
        {tags.map((tag, place) => (
          <TagChip
            key={tag.name[1]}
            name={say(tag.name)}
            stitches={tag.stitches}
            note={tag.note && say(tag.note)}
            isDisputed={tag.isDisputed ?? false}
            isOpen={open === place}
            onToggle={() => setOpen(place)}
          />
        ))}
      </div>
      <TagEvidence
        why={t('tags.tried-on-not-bought.why')}
        source="tried-on-not-bought@1"
        facts={[
          {
            id: '1',
            from: 'store',
            when: say(['今天 13:44', 'Today 13:44']),
            words: say(['双面呢大衣 M，2 号间', 'Double-face coat M, room 2']),
          },
          {
            id: '2',
            from: 'online',
            when: say(['10月14日', '14 Oct']),
            words: say(['收腰西装 S', 'Waisted blazer S']),
          },
          { id: '3', from: 'staff', when: say(['9月19日', '19 Sep']), words: say(['店员 宁', 'Ning says so']) },
        ]}
        action={<ActionButton onPress={nothing}>{t('tagParts.notTrue')}</ActionButton>}
      />
      <StitchKey sources={['store', 'online', 'staff', 'missing']} />
    </>
  );
}

function Sync() {
  const say = useSample();
  return (
    <div style={{ display: 'grid', gap: 8, justifyItems: 'start' }}>
      <SyncPill now={now} waiting={0} needYou={0} isOffline={false} heardAt={now - 3_000} onOpen={nothing} />
      <SyncPill now={now} waiting={12} waitingSince={now - 4 * minute} needYou={0} isOffline={false} heardAt={now} />
      <SyncPill now={now} waiting={12} needYou={0} isOffline offlineSince={now - 26 * minute} heardAt={now} />
      <SyncPill now={now} waiting={0} needYou={3} isOffline={false} heardAt={now} />
      <SyncPill now={now} waiting={0} needYou={0} isOffline={false} />
      <Pill tone="none">{say(['2 号收银台还没有联络', 'Till 2 not heard yet'])}</Pill>
      <Age of={say(['库存', 'stock'])} at={now - 38_000} now={now} lateAfterMs={10 * minute} />
      <Age of={say(['库存', 'stock'])} at={now - 26 * minute} now={now} lateAfterMs={10 * minute} />
      <Age of={say(['库存', 'stock'])} at={undefined} now={now} lateAfterMs={10 * minute} />
      <Stitches stitches={tags[6]?.stitches ?? []} />
      <Seam />
    </div>
  );
}

function Rooms() {
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

function Basket() {
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

function Paying() {
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

function More() {
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

function Gallery() {
  const say = useSample();
  return (
    <main style={{ width: 1280, padding: '28px 36px 36px', display: 'grid', gap: 22, background: 'var(--panel)' }}>
      <Wordmark />
      <Part title="Garments">
        <Garments />
      </Part>
      <Part title="Buttons and refusals">
        <Buttons />
      </Part>
      <Part title="Mantine in Seam's clothes">
        <MantineParts />
      </Part>
      <Part title="Tags">
        <Tags />
      </Part>
      <Part title="Sync, age; sizes" columns="300px 1fr">
        <Sync />
        <div style={{ display: 'grid', gap: 16 }}>
          <SizeGrid label={say(['真丝衬衫', 'Silk shirt'])} columns={columns} rows={sampleRows(say)} onAdd={nothing} />
          <Rooms />
        </div>
      </Part>
      <Part title="Basket, paying, more" columns="452px 360px 1fr">
        <Basket />
        <Paying />
        <More />
      </Part>
    </main>
  );
}

const asked = new URLSearchParams(location.search);
const scheme: Scheme = asked.get('theme') === 'dark' ? 'dark' : 'light';
const words = createWords({ pos: posWords }, asked.get('lang') === 'zh' ? 'zh-CN' : 'en');
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <SeamProvider words={words} scheme={scheme}>
      <Gallery />
    </SeamProvider>,
  );
}
