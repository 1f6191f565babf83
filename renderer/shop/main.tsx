import '../ui/tokens.css';
import '../ui/base.css';
import { createRoot } from 'react-dom/client';
import { must } from '#shared/kernel/invariant';
import { createWords, rememberedLanguage } from '../text/language';
import { shopWords } from '../text/shop/words';
import { WordsProvider } from '../text/use-words';
import { GarmentSprite } from '../ui/garment-sprite';
import { Shop } from './shop';

const words = createWords({ shop: shopWords }, rememberedLanguage(navigator.language, localStorage));
document.documentElement.lang = words.language;

createRoot(must(document.getElementById('page'), 'the page has a root')).render(
  <WordsProvider words={words}>
    <GarmentSprite />
    <Shop path={location.pathname} search={location.search} />
  </WordsProvider>,
);
