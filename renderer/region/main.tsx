import '../ui/no-eval';
import { createRoot } from 'react-dom/client';
import { must } from '#shared/kernel/invariant';
import { createHubClient } from '../hub-client/hub-client';
import { createWords, rememberedLanguage } from '../text/language';
import { regionWords } from '../text/region/words';
import { deviceScheme } from '../ui/device-scheme';
import { SeamProvider } from '../ui/theme';
import { openRegion } from './data/region';
import { RegionProvider } from './data/use-region';
import { Pages } from './pages';

const words = createWords({ region: regionWords }, rememberedLanguage(navigator.language, localStorage));
const region = openRegion(createHubClient({ baseUrl: '', withCookies: true }));

createRoot(must(document.getElementById('page'), 'the page has a root')).render(
  <SeamProvider words={words} scheme={deviceScheme()}>
    <RegionProvider region={region}>
      <Pages />
    </RegionProvider>
  </SeamProvider>,
);
