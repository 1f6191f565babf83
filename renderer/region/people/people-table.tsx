import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { RouteInput } from '#shared/contract/http';
import type { RegionPersonRow } from '#shared/contract/region';
import { sayAge } from '../../text/say-age';
import { useCommonWords, useRegionWords } from '../../text/use-words';
import { ActionButton } from '../../ui/action-button';
import { Avatar } from '../../ui/avatar';
import { EmptyState } from '../../ui/empty-state';
import { joinClasses } from '../../ui/join-classes';
import { Refusal } from '../../ui/refusal';
import { BareStitches, StitchKey } from '../../ui/stitches';
import { useNow } from '../../ui/use-now';
import { useRead } from '../data/use-region';
import css from '../frame/frame.module.css';
import { mixOf } from '../mix-of';
import { sayPerson } from '../say-person';
import { sayTagName } from '../say-tag';
import own from './people.module.css';

type Query = RouteInput<'find-people'>['query'];

/** The list, newest first, fifty at a time. */
export function PeopleTable({ query }: { readonly query: Query }) {
  const t = useRegionWords();
  const [pages, setPages] = useState<readonly number[]>([0]);
  const { value: first, refusal } = useRead('find-people', { query });
  if (refusal) {
    return <Refusal code={refusal.code} params={refusal.params} requestId={refusal.requestId || undefined} />;
  }
  if (first === null) return null;
  if (first.people.length === 0) {
    return (
      <section className={css.panel}>
        <EmptyState title={t('people.none')} garment="coat">
          {t('people.noneHint')}
        </EmptyState>
      </section>
    );
  }
  return (
    <section className={joinClasses(css.panel, own.panel)}>
      <div className={css.scroll}>
        <table className={joinClasses(css.table, own.table)}>
          <thead>
            <tr>
              <th>{t('people.person')}</th>
              <th>{t('people.identities')}</th>
              <th>
                <StitchKey sources={['store', 'online']} />
              </th>
              <th>{t('people.tags')}</th>
              <th className={css.number}>{t('people.last')}</th>
            </tr>
          </thead>
          {pages.map((after, place) => (
            <Page
              key={after}
              query={after === 0 ? query : { ...query, after }}
              onMore={place === pages.length - 1 ? (next) => setPages([...pages, next]) : undefined}
            />
          ))}
        </table>
      </div>
    </section>
  );
}

type PageProps = { readonly query: Query; readonly onMore?: ((next: number) => void) | undefined };

function Page({ query, onMore }: PageProps) {
  const t = useRegionWords();
  const now = useNow(5_000);
  const { value } = useRead('find-people', { query });
  const next = value?.next ?? null;
  return (
    <tbody>
      {(value?.people ?? []).map((row) => (
        <Row key={row.person} row={row} now={now} />
      ))}
      {onMore && next !== null ? (
        <tr>
          <td colSpan={5} className={own.more}>
            <ActionButton onPress={() => onMore(next)}>{t('people.more')}</ActionButton>
          </td>
        </tr>
      ) : null}
    </tbody>
  );
}

function Row({ row, now }: { readonly row: RegionPersonRow; readonly now: number }) {
  const t = useRegionWords();
  const common = useCommonWords();
  const navigate = useNavigate();
  return (
    <tr
      className={own.row}
      data-testid="person-row"
      onClick={() => void navigate({ to: '/people/$person', params: { person: row.person } })}
    >
      <td>
        <Link to="/people/$person" params={{ person: row.person }} className={own.person}>
          <Avatar name={row.title || undefined} seed={row.person} />
          <b>{sayPerson(t, common, row)}</b>
          {row.title !== '' && row.phoneTail ? (
            <span className={own.tail}>{common('person.phoneEnds', { digits: row.phoneTail })}</span>
          ) : null}
        </Link>
      </td>
      <td className={css.dim}>{t('people.identities', { count: row.anchors })}</td>
      <td>
        <span className={own.mix}>
          <BareStitches stitches={mixOf({ store: row.store, online: row.online })} />
          <span>
            {row.store > 0 ? t('people.storeFacts', { n: row.store }) : null}{' '}
            {row.online > 0 ? t('people.onlineFacts', { n: row.online }) : null}
          </span>
        </span>
      </td>
      <td>
        <ul className={own.tags}>
          {row.tags.map((tag) => (
            <li key={tag}>{sayTagName(common, tag)}</li>
          ))}
        </ul>
      </td>
      <td className={joinClasses(css.number, css.small, css.dim)}>{sayAge(common, row.lastAtMs, now)}</td>
    </tr>
  );
}
