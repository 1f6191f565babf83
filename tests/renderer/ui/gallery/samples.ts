import type { ColourRow, SizeColumn } from '../../../../renderer/ui/size-grid';
import type { Stitch } from '../../../../renderer/ui/stitch';

/** The moment the gallery is looked at: ages in it never change, so that two pictures can be compared. */
export const now = Date.UTC(2026, 10, 22, 13, 44, 0);

/** A text in both languages, in the order Chinese, English. */
export type Sample = readonly [zh: string, en: string];

/** Garments as the drawing sheet shows them. */
export const cloths = [
  ['dress', '#6e2436', 'dot'],
  ['shirt', '#9db2c4', 'stripe'],
  ['tee', '#27324f', 'plain'],
  ['trousers', '#3c3f45', 'herringbone'],
  ['skirt', '#a8b59b', 'plain'],
  ['jacket', '#9a9ea4', 'herringbone'],
  ['coat', '#b08a57', 'check'],
  ['knit', '#ece6d8', 'rib'],
  ['shoes', '#1b1c21', 'plain'],
  ['bag', '#5f6b43', 'plain'],
  ['scarf', '#a65a36', 'check'],
  ['hat', '#c9b48c', 'plain'],
  ['shorts', '#c9b48c', 'plain'],
  ['vest', '#ece6d8', 'rib'],
  ['jumpsuit', '#3e5a54', 'plain'],
  ['sneakers', '#e8e8e6', 'plain'],
  ['boots', '#5a3a28', 'plain'],
  ['belt', '#6b4a2e', 'plain'],
  ['glasses', '#3a2a24', 'plain'],
  ['jewellery', '#c9a44a', 'plain'],
  ['socks', '#27324f', 'stripe'],
  ['gloves', '#6e2436', 'plain'],
  ['swimwear', '#1f6f78', 'plain'],
  ['underwear', '#e4c9c4', 'plain'],
  ['other', '#b9bcc0', 'plain'],
] as const;

const store: Stitch = { from: 'store' };
const online: Stitch = { from: 'online' };
const staff: Stitch = { from: 'staff' };
const missing: Stitch = { from: 'missing' };
const pale = (stitch: Stitch): Stitch => ({ ...stitch, isFading: true });

/** Tags in every state. */
export const tags: readonly {
  readonly name: Sample;
  readonly stitches: readonly Stitch[];
  readonly note?: Sample;
  readonly isDisputed?: boolean;
}[] = [
  { name: ['冷灰海军蓝', 'Cool greys and navy'], stitches: [store, store, store, store, online, online] },
  { name: ['先网后店', 'Looks online'], stitches: [store, online, store, online] },
  { name: ['新品首周', 'First week'], stitches: [staff, store] },
  { name: ['试过未买', 'Tried on, not bought'], stitches: [store, missing], note: ['1/2', '1 of 2'] },
  {
    name: ['给孩子买', 'For a child'],
    stitches: [pale(store), pale(online), pale(online)],
    note: ['正在变淡', 'fading'],
  },
  { name: ['爱连衣裙', 'Likes dresses'], stitches: [store, online], isDisputed: true },
  {
    name: ['常客', 'Regular'],
    stitches: [store, online, store, store, online, store, online, store, store, store, online, store],
  },
];

export const columns: readonly SizeColumn[] = [
  { size: 'XS' },
  { size: 'S' },
  { size: 'M', isUsual: true },
  { size: 'L' },
  { size: 'XL' },
];

const many = (here: number, variant: string) => ({ kind: 'made', here, variant }) as const;

/** Every state of a size cell. */
export function sampleRows(of: (sample: Sample) => string): readonly ColourRow[] {
  return [
    {
      id: 'ivory',
      name: of(['象牙白', 'Ivory']),
      hex: '#ece6d8',
      cells: [
        many(2, 'a1'),
        many(3, 'a2'),
        { ...many(2, 'a3'), inBag: 1 },
        many(1, 'a4'),
        { ...many(0, 'a5'), elsewhere: 2 },
      ],
    },
    {
      id: 'mist',
      name: of(['雾蓝', 'Mist blue']),
      hex: '#9db2c4',
      cells: [
        many(1, 'b1'),
        many(2, 'b2'),
        { ...many(0, 'b3'), elsewhere: 3 },
        many(2, 'b4'),
        { ...many(1, 'b5'), room: '3' },
      ],
    },
    {
      id: 'ink',
      name: of(['墨黑', 'Ink black']),
      hex: '#1b1c21',
      cells: [
        { ...many(0, 'c1'), elsewhere: 1 },
        many(2, 'c2'),
        many(3, 'c3'),
        { kind: 'made', variant: 'c4' },
        many(0, 'c5'),
      ],
    },
    {
      id: 'rose',
      name: of(['灰粉', 'Dusty rose']),
      hex: '#c9a5a0',
      cells: [{ kind: 'never' }, { ...many(0, 'd2'), elsewhere: 4 }, many(1, 'd3'), many(0, 'd4'), { kind: 'never' }],
    },
  ];
}
