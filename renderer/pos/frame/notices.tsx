import { useTranslation } from 'react-i18next';
import { sayNotice } from '../../text/say-notice';
import { useCommonWords } from '../../text/use-words';
import { Icon } from '../../ui/icon';
import { useTill } from '../use-till';
import { useView } from '../use-view';
import css from './notices.module.css';

/** As many as cover nothing that is pressed. */
const SHOWN = 3;

/** What a person should know once, newest first; stays until it is put away. */
export function Notices() {
  const { i18n } = useTranslation('pos');
  const common = useCommonWords();
  const till = useTill();
  const notices = useView(till.notices);
  if (notices.length === 0) return null;
  return (
    <div className={css.notices} role="status">
      {notices
        .slice(-SHOWN)
        .reverse()
        .map(({ id, code, params }) => (
          <div key={id} className={css.notice} data-notice={code}>
            <Icon name="warning" />
            <span>{sayNotice(i18n, code, params)}</span>
            <button type="button" aria-label={common('actions.close')} onClick={() => till.dismissNotice(id)}>
              <Icon name="close" />
            </button>
          </div>
        ))}
    </div>
  );
}
