import { TextInput } from '@mantine/core';
import { type Ref, useState } from 'react';
import type { StyleId, VariantId } from '#shared/kernel/ids';
import { sayWords } from '../../text/say-words';
import { useLanguage, usePosWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { drawnAs } from '../../ui/drawn-as';
import { Garment } from '../../ui/garment';
import { Kbd } from '../../ui/kbd';
import { StyleGrid } from '../style-grid';
import { useTill } from '../use-till';
import css from './garment-search.module.css';

/** Styles shown for what was typed, and to choose from by finger alone. */
const SHOWN = 6;
const BROWSED = 60;

type GarmentSearchProps = {
  readonly field: Ref<HTMLInputElement>;
  /** A code typed by hand, where nothing is found by that name. */
  readonly onCode: (code: string) => void;
  readonly onVariant: (variant: VariantId) => void;
  /** Enter with nothing typed: nothing more goes in. */
  readonly onNoMore: () => void;
};

/** A garment without its label: by name or number, then colour and size. */
export function GarmentSearch({ field, onCode, onVariant, onNoMore }: GarmentSearchProps) {
  const t = usePosWords();
  const till = useTill();
  const [language] = useLanguage();
  const [text, setText] = useState('');
  const [style, setStyle] = useState<StyleId | null>(null);
  const [isBrowsing, setBrowsing] = useState(false);
  const isTyped = text.trim() !== '';
  const hits = isTyped || isBrowsing ? till.searchStyles(text, { limit: isTyped ? SHOWN : BROWSED }) : [];
  const take = (variant: VariantId): void => {
    onVariant(variant);
    setText('');
    setStyle(null);
    setBrowsing(false);
  };
  const pick = (): void => {
    const [first] = hits;
    if (!isTyped) onNoMore();
    else if (first?.variant) take(first.variant);
    else if (first) setStyle(first.style.id as StyleId);
    else {
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
      <div className={css.ask}>
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
        <ActionButton
          isPressed={isBrowsing}
          onPress={() => {
            setStyle(null);
            setBrowsing(!isBrowsing);
          }}
          testId="browse-garments"
        >
          {t('fitting.browse')}
        </ActionButton>
      </div>
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
