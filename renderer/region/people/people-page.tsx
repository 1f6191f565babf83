import { Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommonWords, useRegionWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { joinClasses } from '../../ui/join-classes';
import { useRead } from '../data/use-region';
import css from '../frame/frame.module.css';
import { PageHead } from '../frame/panel';
import { sayTagName } from '../say-tag';
import own from './people.module.css';
import { PeopleTable } from './people-table';

/** Which shoppers are listed; `phone` here is the last four digits. A whole number is never part of an address. */
export type PeopleSearch = {
  readonly tag?: string | undefined;
  readonly both?: 1 | undefined;
  readonly phone?: string | undefined;
};

/** Shoppers, masked: by tag, both halves, or phone. */
export function PeoplePage({ tag, both, phone: tail }: PeopleSearch) {
  const t = useRegionWords();
  const navigate = useNavigate();
  const [whole, setWhole] = useState<string | null>(null);
  const phone = whole ?? tail;
  const query = { ...(tag ? { tag } : {}), ...(both ? { both: '1' as const } : {}), ...(phone ? { phone } : {}) };

  const show = (change: PeopleSearch): void => {
    void navigate({ to: '/people', search: { tag, both, phone: tail, ...change }, replace: true });
  };
  const find = (typed: string): void => {
    const digits = typed.replace(/\D/g, '');
    const isTail = digits.length <= 4;
    setWhole(typed === '' || isTail ? null : typed);
    show({ phone: isTail && digits !== '' ? digits : undefined });
  };

  return (
    <>
      <PageHead
        title={t('people.title')}
        acts={
          <>
            <PhoneSearch key={phone ?? ''} phone={phone ?? ''} onFind={find} />
            <TagFilter tag={tag} onChoose={(chosen) => show({ tag: chosen })} />
            <fieldset className={own.halves} aria-label={t('people.mix')}>
              <button type="button" aria-pressed={both === undefined} onClick={() => show({ both: undefined })}>
                {t('people.all')}
              </button>
              <button type="button" aria-pressed={both === 1} onClick={() => show({ both: 1 })} data-testid="both-only">
                {t('people.bothOnly')}
              </button>
            </fieldset>
          </>
        }
      >
        <span className={joinClasses(css.small, css.dim)}>{t('people.masked')}</span>
      </PageHead>
      <div className={css.sheet} data-testid="people">
        <PeopleTable key={JSON.stringify(query)} query={query} />
      </div>
    </>
  );
}

function PhoneSearch({ phone, onFind }: { readonly phone: string; readonly onFind: (typed: string) => void }) {
  const t = useRegionWords();
  const [typed, setTyped] = useState(phone);
  return (
    <form
      className={own.search}
      onSubmit={(event) => {
        event.preventDefault();
        onFind(typed.trim());
      }}
    >
      <TextInput
        type="search"
        inputMode="tel"
        autoComplete="off"
        aria-label={t('people.phone')}
        placeholder={t('people.phone')}
        maxLength={20}
        w={232}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        data-testid="phone-search"
      />
      {phone === '' ? (
        <ActionButton isSubmit onPress={() => undefined}>
          {t('people.find')}
        </ActionButton>
      ) : (
        <ActionButton onPress={() => onFind('')}>{t('people.clear')}</ActionButton>
      )}
    </form>
  );
}

type TagFilterProps = { readonly tag: string | undefined; readonly onChoose: (tag: string | undefined) => void };

function TagFilter({ tag, onChoose }: TagFilterProps) {
  const t = useRegionWords();
  const common = useCommonWords();
  const { value } = useRead('read-tags', {});
  const tags = [...new Set([...(value?.tags ?? []).map((row) => row.tag), ...(tag === undefined ? [] : [tag])])];
  return (
    <Select
      aria-label={t('people.tag')}
      w={172}
      value={tag ?? ''}
      data={[
        { value: '', label: t('people.anyTag') },
        ...tags.map((name) => ({ value: name, label: sayTagName(common, name) })),
      ]}
      onChange={(chosen) => onChoose(chosen || undefined)}
    />
  );
}
