import type { TFunction } from 'i18next';

/** One size in one colour. `never`: the combination was not made. Counts are pieces. */
export type SizeCell =
  | { readonly kind: 'never' }
  | {
      readonly kind: 'made';
      readonly variant: string;
      /** Free pieces in this store; without it the count is unknown, which is an answer. */
      readonly here?: number | undefined;
      readonly inBag?: number | undefined;
      /** The fitting room that holds one. */
      readonly room?: string | undefined;
      /** Pieces in the other stores. */
      readonly elsewhere?: number | undefined;
    };

/** What a cell asks the clerk to know; `plain` is enough pieces and nothing special. */
export type CellState = 'never' | 'unknown' | 'inBag' | 'inRoom' | 'lastOne' | 'elsewhere' | 'none' | 'plain';

/** A cell's state: the strongest thing that changes what to do. */
export function stateOf(cell: SizeCell): CellState {
  if (cell.kind === 'never') return 'never';
  if ((cell.inBag ?? 0) > 0) return 'inBag';
  if (cell.room !== undefined) return 'inRoom';
  if (cell.here === undefined) return 'unknown';
  if (cell.here === 1) return 'lastOne';
  if (cell.here > 1) return 'plain';
  return (cell.elsewhere ?? 0) > 0 ? 'elsewhere' : 'none';
}

/** The second line of a cell, only where it changes what to do. */
export function secondLine(t: TFunction<'common'>, cell: SizeCell): string | undefined {
  if (cell.kind === 'never') return undefined;
  switch (stateOf(cell)) {
    case 'inBag':
      return t('sizes.inBag', { n: cell.inBag ?? 0 });
    case 'inRoom':
      return t('sizes.inRoom', { room: cell.room ?? '' });
    case 'lastOne':
      return t('sizes.lastOne');
    case 'elsewhere':
      return t('sizes.elsewhere', { n: cell.elsewhere ?? 0 });
    case 'none':
      return t('sizes.none');
    default:
      return undefined;
  }
}

/** What a screen reader says of a cell: “Mist M, 2 here, last one”. */
export function sayCell(t: TFunction<'common'>, colour: string, size: string, cell: SizeCell): string {
  const name = [colour, size].filter((part) => part !== '').join(' ');
  if (cell.kind === 'never') return [name, t('sizes.neverMade')].join(t('stitches.join'));
  const count = cell.here === undefined ? t('sizes.unknown') : t('sizes.here', { n: cell.here });
  const second = secondLine(t, cell);
  return [name, count, ...(second === undefined ? [] : [second])].join(t('stitches.join'));
}
