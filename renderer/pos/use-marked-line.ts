import { useEffect, useRef, useState } from 'react';
import type { BasketLineView } from '../till/till-types';

type Marked = { readonly line: number | null; readonly mark: (line: number) => void };

/** The line that is spoken about: the one that last came in or grew, until the clerk marks another. */
export function useMarkedLine(lines: readonly BasketLineView[]): Marked {
  const [marked, setMarked] = useState<number | null>(null);
  const before = useRef(lines);
  useEffect(() => {
    const had = new Map(before.current.map(({ line, qty }) => [line, qty]));
    before.current = lines;
    const grown = lines.findLast(({ line, qty }) => qty > (had.get(line) ?? 0));
    if (grown) setMarked(grown.line);
  }, [lines]);
  const isHere = lines.some(({ line }) => line === marked);
  return { line: isHere ? marked : (lines.at(-1)?.line ?? null), mark: setMarked };
}
