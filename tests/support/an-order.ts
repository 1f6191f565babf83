import type { Garment } from '#shared/catalog/garment';
import type { HappeningOf } from '#shared/facts/happening';
import type { Fact } from '#shared/facts/registry';
import type { AnchorId, StoreId } from '#shared/kernel/ids';
import { sumMinor } from '#shared/kernel/money';
import type { OrderPlacedBody } from '#shared/online/facts';
import { type FactPlace, factOf } from './a-fact';

/** An order of the online shop, shipped unless collected: `anOrder().by(lin).withGarment(redCoat).fact()`. */
export function anOrder(n = 1) {
  return new OrderBuilder(n, [], { kind: 'ship' }, undefined);
}

class OrderBuilder {
  constructor(
    private readonly n: number,
    private readonly lines: OrderPlacedBody['lines'],
    private readonly delivery: OrderPlacedBody['delivery'],
    private readonly who: AnchorId | undefined,
  ) {}

  by(who: AnchorId): OrderBuilder {
    return new OrderBuilder(this.n, this.lines, this.delivery, who);
  }

  toCollectIn(store: StoreId, untilMs: number): OrderBuilder {
    return new OrderBuilder(this.n, this.lines, { kind: 'collect', store, until: untilMs }, this.who);
  }

  withGarment(garment: Garment, qty = 1, whose: 'self' | 'gift' | 'unknown' = 'self'): OrderBuilder {
    const line = this.lines.length + 1;
    const ordered = { line, garment, qty, unitMinor: 25_900, netMinor: 25_900 * qty, for: whose } as const;
    return new OrderBuilder(this.n, [...this.lines, ordered], this.delivery, this.who);
  }

  happening(): HappeningOf<'OrderPlaced'> {
    return {
      kind: 'OrderPlaced',
      capture: 'connector',
      ...(this.who === undefined ? {} : { who: this.who }),
      body: {
        number: `W${this.n}`,
        channel: 'shop',
        currency: 'CNY',
        lines: this.lines,
        totalMinor: sumMinor(this.lines.map(({ netMinor }) => netMinor)),
        delivery: this.delivery,
      },
    };
  }

  fact(place: FactPlace = {}): Fact {
    return factOf(this.happening(), { n: this.n, store: null, ...place });
  }
}
