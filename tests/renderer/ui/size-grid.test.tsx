import { describe, expect, it, vi } from 'vitest';
import { createWords } from '../../../renderer/text/language';
import { type SizeCell, sayCell, secondLine, stateOf } from '../../../renderer/ui/size-cell';
import { type ColourRow, SizeGrid } from '../../../renderer/ui/size-grid';
import { moveInGrid } from '../../../renderer/ui/size-grid-moves';
import { htmlOf } from './render';

const t = createWords({}, 'en').getFixedT('en', 'common');
const made = (more: Partial<Extract<SizeCell, { kind: 'made' }>>): SizeCell => ({
  kind: 'made',
  variant: 'sku_1',
  ...more,
});

describe('a size cell', () => {
  it.each([
    [made({ here: 3 }), 'plain', undefined],
    [made({ here: 1 }), 'lastOne', 'last one'],
    [made({ here: 2, inBag: 1 }), 'inBag', '1 in bag'],
    [made({ here: 1, room: '3' }), 'inRoom', 'room 3'],
    [made({ here: 0, elsewhere: 4 }), 'elsewhere', '4 near'],
    [made({ here: 0 }), 'none', 'none'],
    [made({ here: -1 }), 'none', 'none'],
    [made({}), 'unknown', undefined],
    [{ kind: 'never' } as const, 'never', undefined],
  ])('has a second line only where it changes what to do: %o', (cell, state, second) => {
    expect(stateOf(cell)).toBe(state);
    expect(secondLine(t, cell)).toBe(second);
  });

  it('is read out with colour, size, count and what matters', () => {
    expect(sayCell(t, 'Mist', 'M', made({ here: 1 }))).toBe('Mist M, 1 here, last one');
    expect(sayCell(t, 'Mist', 'M', made({}))).toBe('Mist M, count unknown');
    expect(sayCell(t, 'Mist', 'M', { kind: 'never' })).toBe('Mist M, never made');
  });
});

describe('walking the size grid', () => {
  const cells = [
    [true, false, true],
    [false, true, true],
  ];

  it('steps over sizes never made', () => {
    expect(moveInGrid(cells, { row: 0, column: 0 }, 'ArrowRight')).toEqual({ row: 0, column: 2 });
  });

  it('stays where nothing lies in that direction', () => {
    expect(moveInGrid(cells, { row: 0, column: 0 }, 'ArrowDown')).toEqual({ row: 0, column: 0 });
    expect(moveInGrid(cells, { row: 1, column: 2 }, 'ArrowRight')).toEqual({ row: 1, column: 2 });
  });

  it('goes to the ends of the row with Home and End', () => {
    expect(moveInGrid(cells, { row: 1, column: 2 }, 'Home')).toEqual({ row: 1, column: 1 });
    expect(moveInGrid(cells, { row: 0, column: 0 }, 'End')).toEqual({ row: 0, column: 2 });
  });

  it('leaves every other key to the screen', () => {
    expect(moveInGrid(cells, { row: 0, column: 0 }, 'a')).toBeUndefined();
    expect(moveInGrid(cells, { row: 0, column: 0 }, 'Enter')).toBeUndefined();
  });
});

describe('the size grid', () => {
  const rows: readonly ColourRow[] = [
    { id: 'mist', name: 'Mist', cells: [{ kind: 'never' }, made({ here: 2 })] },
    { id: 'ink', name: 'Ink', cells: [made({ here: 1 })] },
  ];
  const html = htmlOf(
    <SizeGrid label="Silk shirt" columns={[{ size: 'S' }, { size: 'M', isUsual: true }]} rows={rows} onAdd={vi.fn()} />,
  );

  it('is one tab stop, on the first size ever made', () => {
    expect(html.match(/tabindex="0"/g)).toHaveLength(1);
    expect(html).toMatch(/tabindex="0"[^>]*data-column="1"[^>]*><span[^>]*>Mist M, 2 here</);
  });

  it('is a grid with a cell for every size of every colour', () => {
    expect(html).toContain('role="grid"');
    expect(html.match(/data-state=/g)).toHaveLength(4);
    expect(html.match(/data-state="never"/g)).toHaveLength(2);
  });

  it('says which column is the shopper’s size', () => {
    expect(html).toContain('M usual');
  });
});
