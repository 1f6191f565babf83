import { TextInput } from '@mantine/core';
import { type Ref, useState } from 'react';
import type { StyleId, VariantId } from '#shared/kernel/ids';
import { sayWords } from '../../text/say-words';
import { useLanguage, usePosWords } from '../../text/use-words';
import { drawnAs } from '../../ui/drawn-as';
import { Garment } from '../../ui/garment';
import { Kbd } from '../../ui/kbd';
import { StyleGrid } from '../style-grid';
import { useTill } from '../use-till';
import css from './garment-search.module.css';

const SHOWN = 6;

type GarmentSearchProps = {
  readonly field: Ref<HTMLInputElement>;
  /** A code typed by hand, where nothing is found by that name. */
  readonly onCode: (code: string) => void;
  readonly onVariant: (variant: VariantId) => void;
};

/** A garment without its label: by name or number, then colour and size. */
export function GarmentSearch({ field, onCode, onVariant }: GarmentSearchProps) {
  const t = usePosWords();
  const till = useTill();
  const [language] = useLanguage();
  const [text, setText] = useState('');
  const [style, setStyle] = useState<StyleId | null>(null);
  const hits = text.trim() === '' ? [] : till.searchStyles(text, { limit: SHOWN });
  const take = (variant: VariantId): void => {
    onVariant(variant);
    setText('');
    setStyle(null);
  };
  const pick = (): void => {
    const [first] = hits;
    if (first?.variant) take(first.variant);
    else if (first) setStyle(first.style.id as StyleId);
    else if (text.trim() !== '') {
      onCode(text.trim());
      setText('');
    }
  };
  return (
    <form
      className={css.search}
      onSubmit={(event) => {
        event.preventDefault();
        pick();
      }}
    >
      <TextInput
        ref={field}
        type="search"
        value={text}
        autoComplete="off"
        aria-label={t('fitting.search')}
        placeholder={t('fitting.search')}
        rightSection={<Kbd>F2</Kbd>}
        rightSectionWidth={48}
        data-testid="find-garment"
        onChange={(event) => {
          setText(event.currentTarget.value);
          setStyle(null);
        }}
      />
      {style ? (
        <StyleGrid style={style} isFocused onAdd={take} />
      ) : (
        <ul className={css.found}>
          {hits.map((hit) => (
            <li key={hit.style.id}>
              <button
                type="button"
                data-testid="found-garment"
                onClick={() => (hit.variant ? take(hit.variant) : setStyle(hit.style.id as StyleId))}
              >
                <Garment {...drawnAs(hit.style.drawing)} colour={hit.style.colours[0]?.hex} size="rail" />
                {sayWords(hit.style.name, language)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
