/** A cell's place in the grid, from 0. */
export type GridPlace = { readonly row: number; readonly column: number };

type Step = { readonly row: -1 | 0 | 1; readonly column: -1 | 0 | 1 };

const steps: Readonly<Record<string, Step>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/** Which cells were ever made: `made[row][column]`. */
export type MadeCells = readonly (readonly boolean[])[];

function isMade(made: MadeCells, place: GridPlace): boolean {
  return made[place.row]?.[place.column] === true;
}

/** The first cell that was ever made, in reading order. */
export function firstMade(made: MadeCells): GridPlace | undefined {
  for (const [row, cells] of made.entries()) {
    const column = cells.indexOf(true);
    if (column >= 0) return { row, column };
  }
  return undefined;
}

/**
 * Where a key leads from a cell: arrows one step, Home and End the ends of the row, always over cells never made.
 * At an edge it stays; any other key leads nowhere (`undefined`).
 */
export function moveInGrid(made: MadeCells, from: GridPlace, key: string): GridPlace | undefined {
  const row = made[from.row] ?? [];
  if (key === 'Home') return { row: from.row, column: Math.max(0, row.indexOf(true)) };
  if (key === 'End') return { row: from.row, column: Math.max(0, row.lastIndexOf(true)) };
  const step = steps[key];
  if (step === undefined) return undefined;
  let place = { row: from.row + step.row, column: from.column + step.column };
  while (place.row >= 0 && place.row < made.length && place.column >= 0 && place.column < row.length) {
    if (isMade(made, place)) return place;
    place = { row: place.row + step.row, column: place.column + step.column };
  }
  return from;
}
