import { createRoot } from 'react-dom/client';
import { must } from '#shared/kernel/invariant';
import { createWords, rememberedLanguage } from '../text/language';
import { shopWords } from '../text/shop/words';
import { useDeviceScheme } from '../ui/device-scheme';
import { PlainProvider } from '../ui/plain-provider';
import { Shop } from './shop';

const words = createWords({ shop: shopWords }, rememberedLanguage(navigator.language, localStorage));

/** Light or dark as the phone itself is. */
function Page() {
  return (
    <PlainProvider words={words} scheme={useDeviceScheme()}>
      <Shop path={location.pathname} search={location.search} />
    </PlainProvider>
  );
}

createRoot(must(document.getElementById('page'), 'the page has a root')).render(<Page />);
