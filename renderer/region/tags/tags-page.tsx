import { useNavigate } from '@tanstack/react-router';
import type { RouteOutput } from '#shared/contract/http';
import { sayAge } from '../../text/say-age';
import { useCommonWords, useLanguage, useRegionWords } from '../../text/use-words';
import { EmptyState } from '../../ui/empty-state';
import { joinClasses } from '../../ui/join-classes';
import { Refusal } from '../../ui/refusal';
import { BareStitches, StitchKey } from '../../ui/stitches';
import { useNow } from '../../ui/use-now';
import { useRead } from '../data/use-region';
import css from '../frame/frame.module.css';
import { PageHead, Panel } from '../frame/panel';
import { mixOf } from '../mix-of';
import { sayCount } from '../say-number';
import { sayTagName } from '../say-tag';
import { TagPanel } from './tag-panel';
import own from './tags.module.css';

export type TagRow = RouteOutput<'read-tags'>['tags'][number];

const groups = [
  { name: 'fit', tags: ['usual-size'] },
  { name: 'wish', tags: ['tried-on-not-bought'] },
  { name: 'path', tags: [] as readonly string[] },
] as const;

/** A tag's group on screen; whatever is new stands under comings and goings until it is placed. */
function groupOf(tag: string): (typeof groups)[number]['name'] {
  return groups.find(({ tags }) => tags.some((known) => known === tag))?.name ?? 'path';
}

/** Every tag in use, what it rests on and whom it is about. */
export function TagsPage({ tag: asked }: { readonly tag?: string | undefined }) {
  const t = useRegionWords();
  const navigate = useNavigate();
  const { value, refusal } = useRead('read-tags', {});
  const tags = [...(value?.tags ?? [])].sort((a, b) => b.people - a.people);
  const chosen = tags.find(({ tag }) => tag === asked) ?? tags[0];
  return (
    <>
      <PageHead title={t('tags.title')}>
        <span className={css.small}>{t('tags.vocabulary')}</span>
      </PageHead>
      <div className={joinClasses(css.sheet, own.sheet)} data-testid="tags">
        {refusal ? <Refusal code={refusal.code} params={refusal.params} requestId={refusal.requestId} /> : null}
        {value ? (
          <Panel
            title={t('tags.inUse', { count: tags.length })}
            aside={<StitchKey sources={['store', 'online', 'staff']} />}
            className={own.list}
          >
            {tags.length === 0 ? (
              <EmptyState title={t('overview.noTags')}>{t('overview.noTagsHint')}</EmptyState>
            ) : (
              <TagTable
                tags={tags}
                chosen={chosen?.tag}
                onChoose={(tag) => void navigate({ to: '/tags', search: { tag }, replace: true })}
              />
            )}
          </Panel>
        ) : null}
        {chosen ? <TagPanel key={chosen.tag} tag={chosen} /> : null}
      </div>
    </>
  );
}

type TagTableProps = {
  readonly tags: readonly TagRow[];
  readonly chosen: string | undefined;
  readonly onChoose: (tag: string) => void;
};

function TagTable({ tags, chosen, onChoose }: TagTableProps) {
  const t = useRegionWords();
  return (
    <div className={css.scroll}>
      <table className={joinClasses(css.table, own.table)}>
        <thead>
          <tr>
            <th>{t('tags.tag')}</th>
            <th>{t('tags.from')}</th>
            <th className={css.number}>{t('tags.perPerson')}</th>
            <th className={css.number}>{t('tags.both')}</th>
            <th className={css.number}>{t('tags.people')}</th>
            <th className={css.number}>{t('tags.newest')}</th>
          </tr>
        </thead>
        {groups.map(({ name }) => {
          const rows = tags.filter(({ tag }) => groupOf(tag) === name);
          return rows.length === 0 ? null : (
            <tbody key={name}>
              <tr className={own.group}>
                <td colSpan={6}>{t(`tags.group.${name}`)}</td>
              </tr>
              {rows.map((tag) => (
                <Row key={tag.tag} tag={tag} isChosen={tag.tag === chosen} onChoose={() => onChoose(tag.tag)} />
              ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

type RowProps = { readonly tag: TagRow; readonly isChosen: boolean; readonly onChoose: () => void };

function Row({ tag, isChosen, onChoose }: RowProps) {
  const t = useRegionWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const now = useNow(5_000);
  const [rule = '', version = ''] = tag.source.split('@');
  const each = tag.people === 0 ? 0 : tag.facts / tag.people;
  return (
    <tr className={joinClasses(own.row, isChosen && own.on)} onClick={onChoose} data-tag={tag.tag}>
      <td>
        <button type="button" className={own.name} aria-pressed={isChosen} onClick={onChoose}>
          <span>
            <b>{sayTagName(common, tag.tag)}</b>
            <span className={own.rule}>{t('tags.ruleName', { rule, version })}</span>
          </span>
          <span className={own.why}>{common(`tags.${tag.tag as 'usual-size'}.why`)}</span>
        </button>
      </td>
      <td>
        <BareStitches
          stitches={mixOf({ store: tag.fromStore + tag.fromBoth, online: tag.fromOnline + tag.fromBoth })}
        />
      </td>
      <td className={css.number}>
        {new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(each)}
      </td>
      <td className={css.number}>{sayCount(tag.fromBoth, language)}</td>
      <td className={css.number}>
        <b>{sayCount(tag.people, language)}</b>
      </td>
      <td className={joinClasses(css.number, css.small, css.dim)}>
        {tag.newestMs === null ? '' : sayAge(common, tag.newestMs, now)}
      </td>
    </tr>
  );
}
