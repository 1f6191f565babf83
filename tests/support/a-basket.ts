import { type Basket, emptyBasket } from '#shared/checkout/basket';
import type { BasketCommand } from '#shared/checkout/commands';
import { changeBasket } from '#shared/checkout/evolve';
import { BasketId } from '#shared/kernel/ids';
import { idOf } from './ids';

/** A basket after a clerk's commands, all of which must have been taken. */
export function aBasket(...commands: readonly BasketCommand[]): Basket {
  return commands.reduce(
    (basket, command) => {
      const changed = changeBasket(basket, command);
      if (!changed.ok) throw new Error(`${command.kind} was refused: ${changed.refusal.code}`);
      return changed.value;
    },
    emptyBasket(BasketId.parse(idOf('basket', 1))),
  );
}
