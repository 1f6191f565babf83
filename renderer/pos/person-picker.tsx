import { TextInput } from '@mantine/core';
import { type Ref, useState } from 'react';
import type { AnchorId } from '#shared/kernel/ids';
import { useCommonWords, usePosWords } from '../text/use-words';
import { ActionButton } from '../ui/action-button';
import { Avatar } from '../ui/avatar';
import { Kbd } from '../ui/kbd';
import { Keypad, type KeypadKey } from '../ui/keypad';
import css from './person-picker.module.css';
import { useTill } from './use-till';
import { usePerson } from './use-usual-size';
import { useView } from './use-view';

type PersonPickerProps = {
  readonly who: AnchorId | null;
  readonly onPick: (who: AnchorId | null) => void;
  /** So that a screen's key can lead here. */
  readonly field?: Ref<HTMLInputElement> | undefined;
  /** Digits by finger, where nobody has a keyboard. */
  readonly hasPad?: boolean;
  /** The keys go to it as soon as it shows. */
  readonly isFocused?: boolean;
  /** What to offer where nobody is found, given what was typed. */
  readonly onNobody?: ((typed: string) => void) | undefined;
};

/** One Chinese sign says as much as two letters or digits. */
function isEnoughToSearch(text: string): boolean {
  return text.length >= (/^[\x20-\x7e]*$/.test(text) ? 2 : 1);
}

/** Find someone this till holds: phone, last four digits, name, pinyin. Nobody is an answer too. */
export function PersonPicker(props: PersonPickerProps) {
  const { who, onPick, onNobody, field, isFocused = false, hasPad = false } = props;
  const t = usePosWords();
  const common = useCommonWords();
  const till = useTill();
  const [text, setText] = useState('');
  useView(till.peopleReady);
  const chosen = usePerson(who);
  const isEnough = isEnoughToSearch(text.trim());
  const found = isEnough ? till.findPeople(text) : [];
  if (chosen) {
    return (
      <div className={css.chosen}>
        <Avatar name={chosen.name ?? undefined} seed={chosen.id} />
        <b>{chosen.name ?? common('person.phoneEnds', { digits: chosen.phoneTail ?? '' })}</b>
        <ActionButton isSmall onPress={() => onPick(null)}>
          {t('customer.detach')}
        </ActionButton>
      </div>
    );
  }
  const press = (key: KeypadKey): void => {
    if (key === 'clear') setText('');
    else setText(key === 'delete' ? text.slice(0, -1) : text + key);
  };
  const picker = (
    <div className={css.picker}>
      <TextInput
        label={t('fitting.attach')}
        placeholder={t('customer.searchHint')}
        value={text}
        autoComplete="off"
        ref={field}
        data-autofocus={isFocused || undefined}
        rightSection={<Kbd>F3</Kbd>}
        rightSectionWidth={48}
        data-testid="find-person"
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          if (text.trim() === '') return;
          event.stopPropagation();
          event.preventDefault();
          const [first] = found;
          if (first) onPick(first.id);
          else onNobody?.(text.trim());
        }}
      />
      <ul className={css.found}>
        {found.slice(0, 6).map((person) => (
          <li key={person.id}>
            <button type="button" data-testid="found-person" onClick={() => onPick(person.id)}>
              <Avatar name={person.name ?? undefined} seed={person.id} />
              <b>{person.name ?? (person.phoneTail ? common('person.member') : t('customer.sealed'))}</b>
              {person.phoneTail ? <span>{common('person.phoneEnds', { digits: person.phoneTail })}</span> : null}
            </button>
          </li>
        ))}
      </ul>
      {onNobody || (isEnough && found.length === 0) ? (
        <div className={css.nobody}>
          <span>{isEnough && found.length === 0 ? t('customer.nothing') : null}</span>
          {onNobody ? (
            <ActionButton onPress={() => onNobody(found.length === 0 ? text.trim() : '')} testId="enrol-typed">
              {t('customer.enrol')}
            </ActionButton>
          ) : null}
        </div>
      ) : null}
    </div>
  );
  if (!hasPad) return picker;
  return (
    <div className={css.withPad}>
      {picker}
      <div className={css.pad}>
        <Keypad corner="clear" onKey={press} />
      </div>
    </div>
  );
}
