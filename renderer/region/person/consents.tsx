import type { RegionPerson } from '#shared/contract/region';
import { useCommonWords, useLanguage, useRegionWords } from '../../text/use-words';
import { useNow } from '../../ui/use-now';
import { sayDate } from '../say-day';
import own from './person.module.css';

/** What was agreed to and what was withdrawn, each with its day. Nothing listed was never given. */
export function Consents({ person: { consents } }: { readonly person: RegionPerson }) {
  const t = useRegionWords();
  const common = useCommonWords();
  const [language] = useLanguage();
  const now = useNow(60_000);
  return (
    <div className={own.consents}>
      <h3>{t('person.consents')}</h3>
      {consents.length === 0 ? <p className={own.none}>{t('person.consentsNone')}</p> : null}
      <ul>
        {consents.map(({ purpose, channel, on, atMs }) => (
          <li key={`${purpose}-${channel}`} data-on={on}>
            <b>{common(`consentChannel.${channel as 'store'}`)}</b>
            <span>{common(`purpose.${purpose as 'profiling'}`)}</span>
            <span>
              {t(on ? 'person.consentOn' : 'person.consentOff')} {sayDate(atMs, now, language)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
