import { useLanguage } from '../text/use-words';
import css from './page.module.css';

/** 中 ⇄ EN, always at the same corner. */
export function LanguageSwitch() {
  const [language, setLanguage] = useLanguage();
  const other = language === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <button type="button" className={css.lang} lang={other} onClick={() => setLanguage(other)}>
      {other === 'en' ? 'EN' : '中文'}
    </button>
  );
}
