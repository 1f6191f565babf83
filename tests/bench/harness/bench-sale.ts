import type { Happening } from '#shared/facts/happening';
import { aSale } from '../../support/a-sale';
import { blueDress, redCoat, whiteShirt } from '../../support/garments';

const garments = [redCoat, whiteShirt, blueDress] as const;

/** A cash sale of two garments, as most are. */
export function aBenchSale(number: number): Happening {
  const [first = redCoat, second = whiteShirt] = [garments[number % 3], garments[(number + 1) % 3]];
  return aSale().numbered(number).withGarment(first).withGarment(second).paidInCash().happening();
}
