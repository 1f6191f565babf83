import type { Garment } from '../catalog/garment';
import { assertNever } from '../kernel/invariant';
import { ok, type Result, refuse } from '../kernel/result';
import { type Basket, type BasketLine, LINES_MAX, QTY_MAX } from './basket';
import type { AddGarment, BasketCommand, TakeFromFitting } from './commands';

export type BasketRefusal = 'line-unknown' | 'quantity-invalid' | 'basket-full' | 'fitting-already-taken';

type Changed = Result<Basket, BasketRefusal>;

/**
 * The basket after a command.
 *
 * Refuses `line-unknown {line}`, `quantity-invalid {most}` (whole, 0 to 999), `basket-full {most}` and
 * `fitting-already-taken`.
 */
export function changeBasket(basket: Basket, command: BasketCommand): Changed {
  switch (command.kind) {
    case 'AddGarment':
      return addGarment(basket, command);
    case 'ChangeQuantity':
      if (!Number.isInteger(command.qty) || command.qty < 0 || command.qty > QTY_MAX) return tooMany();
      return changeLine(basket, command.line, (line) => (command.qty === 0 ? null : { ...line, qty: command.qty }));
    case 'RemoveLine':
      return changeLine(basket, command.line, () => null);
    case 'ChangeSeller':
      return changeLine(basket, command.line, (line) => ({ ...line, seller: command.seller }));
    case 'MarkFor':
      return changeLine(basket, command.line, (line) => ({ ...line, for: command.for }));
    case 'AttachCustomer':
      return ok({ ...basket, who: command.who });
    case 'DetachCustomer':
      return ok({ ...basket, who: null });
    case 'TakeFromFitting':
      return takeFromFitting(basket, command);
    default:
      return assertNever(command);
  }
}

function addGarment(basket: Basket, { garment, seller, capture }: AddGarment): Changed {
  const added = newLine(basket, { garment, seller, capture, fitting: null });
  const same = basket.lines.find((line) => isSame(line, added));
  if (same === undefined) return addLines(basket, [added]);
  if (same.qty >= QTY_MAX) return tooMany();
  return changeLine(basket, same.line, (line) => ({ ...line, qty: line.qty + 1 }));
}

function takeFromFitting(basket: Basket, { fitting, pieces, seller, who }: TakeFromFitting): Changed {
  if (basket.lines.some((line) => line.fitting === fitting)) return refuse('fitting-already-taken');
  const lines = pieces.map(({ garment, capture }) => newLine(basket, { garment, seller, capture, fitting }));
  return addLines({ ...basket, who: basket.who ?? who }, lines);
}

/** One more of a line, rather than another: nothing a receipt or a rule would tell apart. */
function isSame(a: BasketLine, b: BasketLine): boolean {
  return (
    a.garment.variant === b.garment.variant &&
    a.seller === b.seller &&
    a.capture === b.capture &&
    a.fitting === b.fitting &&
    a.for === b.for
  );
}

function newLine(
  basket: Basket,
  of: Pick<BasketLine, 'seller' | 'capture' | 'fitting'> & { readonly garment: Garment },
): BasketLine {
  return { line: basket.nextLine, qty: 1, for: null, ...of };
}

function addLines(basket: Basket, lines: readonly BasketLine[]): Changed {
  if (basket.lines.length + lines.length > LINES_MAX) return refuse('basket-full', { most: LINES_MAX });
  const numbered = lines.map((line, index) => ({ ...line, line: basket.nextLine + index }));
  return ok({ ...basket, lines: [...basket.lines, ...numbered], nextLine: basket.nextLine + lines.length });
}

function changeLine(basket: Basket, line: number, change: (line: BasketLine) => BasketLine | null): Changed {
  if (!basket.lines.some((other) => other.line === line)) return refuse('line-unknown', { line });
  const lines = basket.lines.map((other) => (other.line === line ? change(other) : other));
  return ok({ ...basket, lines: lines.filter((other) => other !== null) });
}

function tooMany(): Changed {
  return refuse('quantity-invalid', { most: QTY_MAX });
}
