import { Link } from '@tanstack/react-router';
import { sayAge } from '../../text/say-age';
import { useCommonWords, useLanguage, useRegionWords } from '../../text/use-words';
import { Age } from '../../ui/age';
import { Avatar } from '../../ui/avatar';
import { joinClasses } from '../../ui/join-classes';
import { BareStitches } from '../../ui/stitches';
import { useNow } from '../../ui/use-now';
import { useRead } from '../data/use-region';
import css from '../frame/frame.module.css';
import { Panel } from '../frame/panel';
import { sayCount, sayShare } from '../say-number';
import { sayPerson } from '../say-person';
import { sayTagName } from '../say-tag';
import own from './tags.module.css';
import type { TagRow } from './tags-page';

const RECENT = 6;

/** One tag: its rule in a sentence, where its evidence comes from, and whom it was last seen on. */
export function TagPanel({ tag }: { readonly tag: TagRow }) {
  const t = useRegionWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const now = useNow(5_000);
  const [rule = '', version = ''] = tag.source.split('@');
  const all = useRead('read-overview', {}).value?.totals.people ?? 0;
  const why = common(`tags.${tag.tag as 'usual-size'}.why`);
  return (
    <Panel
      title={sayTagName(common, tag.tag)}
      aside={tag.newestMs === null ? null : <Age at={tag.newestMs} now={now} />}
      testId="tag-panel"
    >
      <p className={own.sentence}>
        {why} <span className={css.dim}>{t('tags.ruleName', { rule, version })}</span>
      </p>
      <h3 className={own.heading}>{t('tags.where')}</h3>
      <Sources tag={tag} />
      <dl className={own.facts}>
        <div>
          <dt>{t('tags.people')}</dt>
          <dd>{sayCount(tag.people, language)}</dd>
        </div>
        <div>
          <dt>{t('tags.facts')}</dt>
          <dd>{sayCount(tag.facts, language)}</dd>
        </div>
        <div>
          <dt>{t('tags.share')}</dt>
          <dd>{sayShare(tag.people, all, language)}</dd>
        </div>
        <div>
          <dt>{t('tags.both')}</dt>
          <dd>{sayShare(tag.fromBoth, tag.people, language)}</dd>
        </div>
      </dl>
      <h3 className={own.heading}>{t('tags.recent')}</h3>
      <Recent tag={tag.tag} />
      <footer className={css.foot}>
        <span>{tag.people === 0 ? t('tags.nobody') : null}</span>
        {tag.people === 0 ? null : (
          <Link
            to="/people"
            search={{ tag: tag.tag }}
            className={joinClasses(css.linkButton, css.linkMain)}
            style={{ marginLeft: 'auto' }}
            data-testid="see-people"
          >
            {t('tags.seePeople', { people: sayCount(tag.people, language) })}
          </Link>
        )}
      </footer>
    </Panel>
  );
}

const STITCHES = 22;

/** People whose evidence is from the store alone, from both, from online alone: three threads on one scale. */
function Sources({ tag }: { readonly tag: TagRow }) {
  const t = useRegionWords();
  const [language] = useLanguage();
  const most = Math.max(1, tag.fromStore, tag.fromBoth, tag.fromOnline);
  const threads = [
    { key: 'store', n: tag.fromStore, name: t('tags.storeOnly'), form: [{ from: 'store' }] },
    { key: 'both', n: tag.fromBoth, name: t('tags.bothSides'), form: [{ from: 'store' }, { from: 'online' }] },
    { key: 'online', n: tag.fromOnline, name: t('tags.onlineOnly'), form: [{ from: 'online' }] },
  ] as const;
  return (
    <ul className={own.threads}>
      {threads.map(({ key, n, name, form }) => {
        const drawn = n === 0 ? 0 : Math.max(1, Math.round((n / most) * STITCHES));
        const stitches = Array.from({ length: drawn }, (_, place) => form[place % form.length] ?? form[0]);
        return (
          <li key={key}>
            <span>{name}</span>
            <BareStitches stitches={stitches} />
            <b>{sayCount(n, language)}</b>
          </li>
        );
      })}
    </ul>
  );
}

function Recent({ tag }: { readonly tag: string }) {
  const t = useRegionWords();
  const common = useCommonWords();
  const now = useNow(5_000);
  const { value } = useRead('find-people', { query: { tag } });
  return (
    <ul className={own.recent}>
      {(value?.people ?? []).slice(0, RECENT).map((row) => (
        <li key={row.person}>
          <Link to="/people/$person" params={{ person: row.person }}>
            <Avatar name={row.title || undefined} seed={row.person} />
            <span>{sayPerson(t, common, row)}</span>
            <span className={css.dim}>{sayAge(common, row.lastAtMs, now)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
