import { Link } from '@tanstack/react-router';
import { useCommonWords, useLanguage, useRegionWords } from '../../text/use-words';
import { Age } from '../../ui/age';
import { EmptyState } from '../../ui/empty-state';
import { BareStitches, StitchKey } from '../../ui/stitches';
import { useNow } from '../../ui/use-now';
import { useRead } from '../data/use-region';
import css from '../frame/frame.module.css';
import { Panel } from '../frame/panel';
import { mixOf } from '../mix-of';
import { sayCount, sayShare } from '../say-number';
import { sayTagName } from '../say-tag';
import own from './overview.module.css';

/** Tags of store and online as one, most people first. */
export function TagsPanel({ people }: { readonly people: number }) {
  const t = useRegionWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const now = useNow(5_000);
  const { value } = useRead('read-tags', {});
  const tags = [...(value?.tags ?? [])].sort((a, b) => b.people - a.people);
  const newestMs = Math.max(0, ...tags.map((tag) => tag.newestMs ?? 0));
  return (
    <Panel
      title={t('overview.tags')}
      aside={newestMs === 0 ? null : <Age at={newestMs} now={now} />}
      testId="overview-tags"
    >
      {value && tags.length === 0 ? (
        <EmptyState title={t('overview.noTags')}>{t('overview.noTagsHint')}</EmptyState>
      ) : (
        <>
          <div className={own.tagsHead}>
            <StitchKey sources={['store', 'online']} />
            <span>{t('overview.from')}</span>
            <span>{t('overview.peopleCount')}</span>
          </div>
          <div className={css.scroll}>
            <ul className={own.tags}>
              {tags.map((tag) => (
                <li key={tag.tag}>
                  <Link to="/tags" search={{ tag: tag.tag }}>
                    <span>
                      <b>{sayTagName(common, tag.tag)}</b>
                      <small>{sayShare(tag.people, people, language)}</small>
                    </span>
                    <BareStitches
                      stitches={mixOf({
                        store: tag.fromStore + tag.fromBoth,
                        online: tag.fromOnline + tag.fromBoth,
                      })}
                    />
                    <b className={own.value}>{sayCount(tag.people, language)}</b>
                  </Link>
                </li>
              ))}
            </ul>
          </div>
          <footer className={css.foot}>
            <span />
            <Link to="/tags" className={css.textLink} style={{ marginLeft: 'auto' }}>
              {t('overview.allTags')}
            </Link>
          </footer>
        </>
      )}
    </Panel>
  );
}
