import { useLanguage, usePosWords } from '../../text/use-words';
import css from './top-bar.module.css';

/** 中 / EN: each clerk's own, at once. */
export function LanguageSwitch() {
  const t = usePosWords();
  const [language, setLanguage] = useLanguage();
  return (
    <button type="button" className={css.cell} onClick={() => setLanguage(language === 'zh-CN' ? 'en' : 'zh-CN')}>
      {t('top.language')}
    </button>
  );
}
