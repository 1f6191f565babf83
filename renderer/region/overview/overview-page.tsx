import { sayWords } from '../../text/say-words';
import { useLanguage, useRegionWords } from '../../text/use-words';
import { Refusal } from '../../ui/refusal';
import { useRead } from '../data/use-region';
import css from '../frame/frame.module.css';
import { PageHead } from '../frame/panel';
import { sayDate } from '../say-day';
import { LatestPanel } from './latest-panel';
import own from './overview.module.css';
import { FlowPanel, HalvesPanel, KnownPanel } from './score-panels';
import { StoresPanel } from './stores-panel';
import { TagsPanel } from './tags-panel';

/** The region at one look: whom we know, whether the data comes in, every store, and what the tags say. */
export function OverviewPage() {
  const t = useRegionWords();
  const [language] = useLanguage();
  const { value, refusal } = useRead('read-overview', {});
  const notice = value?.tenant.notice;
  return (
    <>
      <PageHead
        title={value ? sayWords(value.tenant.name, language) : t('overview.title')}
        acts={
          value ? (
            <span className={css.dim}>{t('overview.day', { day: sayDate(value.nowMs, value.nowMs, language) })}</span>
          ) : null
        }
      >
        {notice ? <span className={css.notice}>{sayWords(notice, language)}</span> : null}
      </PageHead>
      <div className={`${css.sheet} ${own.overview}`} data-testid="overview">
        {refusal ? <Refusal code={refusal.code} params={refusal.params} requestId={refusal.requestId} /> : null}
        {value ? (
          <>
            <div className={own.scores}>
              <KnownPanel overview={value} />
              <HalvesPanel overview={value} />
              <FlowPanel overview={value} />
            </div>
            <div className={own.below}>
              <StoresPanel overview={value} />
              <TagsPanel people={value.totals.people} />
            </div>
            <LatestPanel latest={value.latest} />
          </>
        ) : null}
      </div>
    </>
  );
}
