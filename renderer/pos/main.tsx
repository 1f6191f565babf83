import '../ui/no-eval';
import { createRoot } from 'react-dom/client';
import { typeid } from 'typeid-js';
import { must } from '#shared/kernel/invariant';
import { createWords, rememberedLanguage } from '../text/language';
import { posWords } from '../text/pos/words';
import { openHost } from '../till/host';
import { openTill } from '../till/till';
import { rememberedScheme } from '../ui/scheme';
import { SeamProvider } from '../ui/theme';
import { App } from './app';
import { TillProvider } from './use-till';

const words = createWords({ pos: posWords }, rememberedLanguage(navigator.language, localStorage));
const till = openTill({ host: openHost(), now: Date.now, mint: (prefix) => typeid(prefix).toString() });

createRoot(must(document.getElementById('page'), 'the page has a root')).render(
  <SeamProvider words={words} scheme={rememberedScheme(localStorage)}>
    <TillProvider till={till}>
      <App />
    </TillProvider>
  </SeamProvider>,
);
