import { describe, expect, it, vi } from 'vitest';
import { ActionButton } from '../../../renderer/ui/action-button';
import { initialOf } from '../../../renderer/ui/avatar';
import { BasketLine } from '../../../renderer/ui/basket-line';
import { clothColour, undyed, weavePattern } from '../../../renderer/ui/cloth';
import { drawnAs } from '../../../renderer/ui/drawn-as';
import { Garment } from '../../../renderer/ui/garment';
import { garmentKinds } from '../../../renderer/ui/garment-shapes';
import { GarmentSprite } from '../../../renderer/ui/garment-sprite';
import { Keypad } from '../../../renderer/ui/keypad';
import { MoneyBlock } from '../../../renderer/ui/money-block';
import { QrCode } from '../../../renderer/ui/qr-code';
import { Refusal } from '../../../renderer/ui/refusal';
import { RoomCard, sayTimer } from '../../../renderer/ui/room-card';
import { htmlOf, wordsOf } from './render';

const cny = (minor: number) => ({ minor, currency: 'CNY' });

describe('a garment', () => {
  it('has one symbol for every kind', () => {
    const sprite = htmlOf(<GarmentSprite />);
    for (const kind of garmentKinds) expect(sprite).toContain(`id="g-${kind}"`);
    expect(sprite.match(/<symbol/g)).toHaveLength(garmentKinds.length);
  });

  it('takes light thread on dark cloth and dark thread on light cloth', () => {
    expect(weavePattern('stripe', '#1b1c21')).toBe('url(#w-stripe-l)');
    expect(weavePattern('stripe', '#9db2c4')).toBe('url(#w-stripe)');
    expect(weavePattern('plain', '#1b1c21')).toBeUndefined();
  });

  it('is undyed where the colour is none a screen can paint', () => {
    expect(clothColour(undefined)).toBe(undyed);
    expect(clothColour('red;background:url(x)')).toBe(undyed);
    expect(clothColour('#27324f')).toBe('#27324f');
  });

  it('is decoration beside a name, and an image where it stands alone', () => {
    expect(htmlOf(<Garment kind="coat" />)).toContain('aria-hidden="true"');
    expect(htmlOf(<Garment kind="coat" label="Coat" />)).toContain('role="img" aria-label="Coat"');
  });

  it('is drawn as the style document says, and as a swing tag where that is unknown', () => {
    expect(drawnAs('knit-rib')).toEqual({ kind: 'knit', weave: 'rib' });
    expect(drawnAs('g-coat')).toEqual({ kind: 'coat', weave: 'plain' });
    expect(drawnAs('spaceship')).toEqual({ kind: 'other', weave: 'plain' });
    expect(drawnAs('')).toEqual({ kind: 'other', weave: 'plain' });
  });
});

describe('a refusal', () => {
  it('says it in words first, then the way out, and the code last', () => {
    const part = (
      <Refusal
        code="barcode-unknown"
        params={{ barcode: '123' }}
        requestId="req-7"
        wayOut={{ label: 'Search', onTake: vi.fn() }}
      />
    );
    expect(wordsOf(part)).toBe('No garment has this barcode: 123 Search barcode-unknown req-7');
    expect(htmlOf(part)).toContain('role="alert"');
  });

  it('still shows the code of a refusal nobody has words for', () => {
    expect(wordsOf(<Refusal code="moon-too-full" />)).toBe('That did not work. Please try again. moon-too-full');
  });
});

describe('a button', () => {
  it('keeps its words while it is pending, and says that it is busy', () => {
    const html = htmlOf(
      <ActionButton onPress={vi.fn()} isPending>
        Save
      </ActionButton>,
    );
    expect(html).toContain('aria-busy="true"');
    expect(html).toContain('Save');
  });

  it('says why it cannot be pressed', () => {
    const html = htmlOf(
      <ActionButton onPress={vi.fn()} disabledBecause="she has none">
        Credit
      </ActionButton>,
    );
    const reason = /aria-describedby="([^"]+)"/.exec(html)?.[1];
    expect(html).toContain(`id="${reason}"`);
    expect(html).toContain('she has none');
  });
});

describe('the money block', () => {
  it('shows pieces, tax inside, the total and the key that pays', () => {
    const block = (
      <MoneyBlock total={cny(409_200)} pieces={4} tax={cny(47_076)} pay={{ label: 'Pay', kbd: 'F9', onPay: vi.fn() }} />
    );
    expect(wordsOf(block)).toBe('4 pcs tax 470.76 inside ¥4,092.00 ¥ 4,092 .00 Pay F9');
  });
});

describe('a basket line', () => {
  it('shows the price before and why it is lower under a reduced price', () => {
    const line = (
      <BasketLine
        look={{ kind: 'jacket' }}
        name="Blazer"
        variant={['Grey', 'M']}
        price={cny(152_100)}
        reduced={{ was: cny(169_000), why: '−10%' }}
      />
    );
    expect(wordsOf(line)).toBe('Blazer Grey M 1,521.00 1,690.00 −10%');
  });
});

describe('a fitting room', () => {
  it('counts minutes and seconds, and hours only past one', () => {
    expect(sayTimer(0, 160_000)).toBe('02:40');
    expect(sayTimer(0, 3_900_000)).toBe('1:05:00');
    expect(sayTimer(5_000, 0)).toBe('00:00');
  });

  it('shows the request and one button in place of the rail while somebody asks', () => {
    const request = { words: 'wants L', onAccept: vi.fn() };
    const garments = [{ key: '1', name: 'dress', kind: 'dress' }] as const;
    const card = (
      <RoomCard
        room="3"
        status="asking"
        since={0}
        now={48_000}
        garments={garments}
        request={request}
        onOpen={vi.fn()}
      />
    );
    expect(wordsOf(card)).toBe('Fitting room 3 3 00:48 wants L Accept');
  });

  it('says how many more hang there than there are places, and reads them all out', () => {
    const garments = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ key: name, name, kind: 'tee' }) as const);
    const card = <RoomCard room="2" status="busy" since={0} now={0} garments={garments} onOpen={vi.fn()} />;
    expect(wordsOf(card)).toContain('+2 inside: a, b, c, d, e');
  });
});

describe('small parts', () => {
  it('the keypad keeps every key in its place whatever its corner', () => {
    const keysOf = (html: string) => [...html.matchAll(/data-key="([^"]+)"/g)].map((match) => match[1]);
    expect(keysOf(htmlOf(<Keypad onKey={vi.fn()} />))).toEqual([
      '7',
      '8',
      '9',
      '4',
      '5',
      '6',
      '1',
      '2',
      '3',
      '00',
      '0',
      'delete',
    ]);
    expect(keysOf(htmlOf(<Keypad onKey={vi.fn()} corner="clear" />))[9]).toBe('clear');
  });

  it('an initial is the first sign of a Chinese name and the first letter of any other', () => {
    expect(initialOf('沈知夏')).toBe('沈');
    expect(initialOf(' ada lovelace')).toBe('A');
    expect(initialOf('𠮷田')).toBe('𠮷');
    expect(initialOf('')).toBe('');
  });

  it('a QR code keeps four modules of quiet around it', () => {
    const html = htmlOf(<QrCode text="https://shop.seam.example/01/02900000000018" label="Label" />);
    const edge = Number(/viewBox="0 0 (\d+) /.exec(html)?.[1]);
    expect((edge - 8 - 17) % 4).toBe(0);
    expect(html).toContain('M4 4h1v1h-1z');
    expect(html).not.toMatch(/M[0-3] \d/);
  });
});
