import { useEffect, useMemo, useRef } from 'react';
import type { StyleId, VariantId } from '#shared/kernel/ids';
import { sayWords } from '../text/say-words';
import { useLanguage } from '../text/use-words';
import type { StyleView } from '../till/till-types';
import type { SizeCell } from '../ui/size-cell';
import { SizeGrid } from '../ui/size-grid';
import { useTill } from './use-till';
import { useUsualSize } from './use-usual-size';
import { useView } from './use-view';

type StyleGridProps = {
  readonly style: StyleId;
  readonly onAdd: (variant: VariantId) => void;
  /** The keys go to it as soon as it shows. */
  readonly isFocused?: boolean;
};

/** Every colour × size of a style with this store's pieces; her usual size stands out. */
export function StyleGrid({ style, onAdd, isFocused = false }: StyleGridProps) {
  const till = useTill();
  const [language] = useLanguage();
  const view = useView(useMemo(() => till.style(style), [till, style]));
  const usual = useUsualSize(view?.style.category ?? null);
  const frame = useRef<HTMLDivElement>(null);
  const isHere = view !== null;
  useEffect(() => {
    if (isFocused && isHere) frame.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [isFocused, isHere]);
  if (!view) return null;
  return (
    <div ref={frame}>
      <SizeGrid
        label={sayWords(view.style.name, language)}
        columns={view.sizes.map((size) => ({ size, isUsual: size === usual }))}
        rows={view.colours.map((colour) => ({
          id: colour.id,
          name: sayWords(colour.name, language),
          hex: colour.hex,
          cells: view.sizes.map((size) => cellOf(view, colour.id, size)),
        }))}
        onAdd={(variant) => onAdd(variant as VariantId)}
      />
    </div>
  );
}

function cellOf(view: StyleView, colour: string, size: string): SizeCell {
  const variant = view.variants.find((one) => one.colour === colour && one.size === size);
  if (!variant) return { kind: 'never' };
  return {
    kind: 'made',
    variant: variant.id,
    here: variant.here === null ? undefined : Math.max(0, variant.here),
    inBag: variant.inBasket,
    room: variant.inRoom ?? undefined,
    elsewhere: variant.elsewhere.reduce((sum, { free }) => sum + Math.max(0, free), 0),
  };
}
