import { type KeyboardEvent, useRef, useState } from 'react';
import { saySize } from '../text/say-variant';
import { useCommonWords } from '../text/use-words';
import { Swatch } from './garment';
import { HiddenWords } from './hidden-words';
import { joinClasses } from './join-classes';
import { type CellState, type SizeCell, sayCell, secondLine, stateOf } from './size-cell';
import css from './size-grid.module.css';
import { firstMade, type GridPlace, moveInGrid } from './size-grid-moves';

/** A column: a size as it is on the garment. `isUsual`: this shopper's size. */
export type SizeColumn = { readonly size: string; readonly isUsual?: boolean };

/** A row: a colour with one cell for each column, in the columns' order. */
export type ColourRow = {
  readonly id: string;
  readonly name: string;
  readonly hex?: string | undefined;
  readonly cells: readonly SizeCell[];
};

type SizeGridProps = {
  /** The style's name, read out with the grid. */
  readonly label: string;
  readonly columns: readonly SizeColumn[];
  readonly rows: readonly ColourRow[];
  /** Press, or Enter on the focused cell: one piece of this variant, whatever the stock says. */
  readonly onAdd: (variant: string) => void;
};

/** A table one walks with the arrows; its cells are grid cells by that (HTML-AAM, td). */
const grid = { role: 'grid' } as const;

/** Widths in px: the colour's name, and the least a cell may have to be pressed with a finger. */
const colourPx = 92;
const cellPx = 48;

const classOf: Readonly<Partial<Record<CellState, string | undefined>>> = {
  never: css.never,
  unknown: css.unknown,
  inBag: css.inBag,
  inRoom: css.inRoom,
  lastOne: css.lastOne,
  elsewhere: css.elsewhere,
  none: css.none,
};

/**
 * Colours × sizes: pieces here, and a second line only if it changes what to do. One tab stop; arrows walk,
 * Enter adds. Cells never move or change size.
 */
export function SizeGrid({ label, columns, rows, onAdd }: SizeGridProps) {
  const t = useCommonWords();
  const table = useRef<HTMLTableElement>(null);
  const made = rows.map((row) => columns.map((_, column) => row.cells[column]?.kind === 'made'));
  const [chosen, setChosen] = useState<GridPlace | undefined>(undefined);
  const usual = columns.findIndex(({ isUsual }) => isUsual);
  const first = firstMade(made.map((row) => row.map((one, column) => one && column === usual))) ?? firstMade(made);
  const stop = chosen !== undefined && made[chosen.row]?.[chosen.column] === true ? chosen : first;

  const handleKey = (event: KeyboardEvent, from: GridPlace): void => {
    const to = moveInGrid(made, from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    setChosen(to);
    const cell = table.current?.querySelector(`[data-row="${to.row}"][data-column="${to.column}"]`);
    if (cell instanceof HTMLElement) cell.focus();
  };

  return (
    <div className={css.frame}>
      <table
        ref={table}
        className={css.grid}
        {...grid}
        aria-label={label}
        style={{ minWidth: colourPx + columns.length * cellPx }}
      >
        <colgroup>
          <col style={{ width: colourPx }} />
          <col span={columns.length} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <HiddenWords>{t('sizes.colour')}</HiddenWords>
            </th>
            {columns.map(({ size, isUsual = false }) => (
              <th key={size} scope="col" className={joinClasses(css.head, isUsual && css.usualHead)}>
                {isUsual ? `${saySize(t, size)} ${t('sizes.usual')}` : saySize(t, size)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, rowAt) => (
            <tr key={row.id}>
              <th scope="row">
                <span className={css.colour}>
                  <Swatch colour={row.hex} size={16} />
                  <span>{row.name}</span>
                </span>
              </th>
              {columns.map(({ size, isUsual = false }, columnAt) => (
                <td key={size}>
                  <Cell
                    cell={row.cells[columnAt] ?? { kind: 'never' }}
                    label={(cell) => sayCell(t, row.name, size, cell)}
                    isUsual={isUsual}
                    isStop={stop?.row === rowAt && stop.column === columnAt}
                    place={{ row: rowAt, column: columnAt }}
                    onKey={handleKey}
                    onAdd={(variant) => {
                      setChosen({ row: rowAt, column: columnAt });
                      onAdd(variant);
                    }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type CellProps = {
  readonly cell: SizeCell;
  readonly label: (cell: SizeCell) => string;
  readonly isUsual: boolean;
  readonly isStop: boolean;
  readonly place: GridPlace;
  readonly onKey: (event: KeyboardEvent, from: GridPlace) => void;
  readonly onAdd: (variant: string) => void;
};

function Cell({ cell, label, isUsual, isStop, place, onKey, onAdd }: CellProps) {
  const t = useCommonWords();
  const state = stateOf(cell);
  const second = secondLine(t, cell);
  const isMade = cell.kind === 'made';
  return (
    <button
      type="button"
      className={joinClasses(css.cell, isUsual && isMade && css.usual, classOf[state])}
      aria-disabled={!isMade}
      tabIndex={isStop ? 0 : -1}
      data-row={place.row}
      data-column={place.column}
      data-state={state}
      data-variant={isMade ? cell.variant : undefined}
      onKeyDown={(event) => onKey(event, place)}
      onClick={() => {
        if (isMade) onAdd(cell.variant);
      }}
    >
      <HiddenWords>{label(cell)}</HiddenWords>
      {isMade ? <span aria-hidden="true">{cell.here ?? '?'}</span> : null}
      {second === undefined ? null : <small aria-hidden="true">{second}</small>}
    </button>
  );
}
