import type { CategoryId } from '../catalog/garment';

/** Category → drawn garment, for it and everything below it unless a longer row says otherwise. */
const drawnBy: Readonly<Record<string, string>> = {
  aa: 'other',
  'aa-1': 'tee',
  'aa-1-1-1': 'trousers',
  'aa-1-1-4': 'shorts',
  'aa-1-1-5': 'dress',
  'aa-1-1-6': 'underwear',
  'aa-1-1-8': 'jacket',
  'aa-1-2-6': 'underwear',
  'aa-1-3': 'underwear',
  'aa-1-4': 'dress',
  'aa-1-5': 'underwear',
  'aa-1-6': 'underwear',
  'aa-1-6-4': 'vest',
  'aa-1-6-6': 'socks',
  'aa-1-7': 'dress',
  'aa-1-8': 'underwear',
  'aa-1-9': 'jumpsuit',
  'aa-1-10': 'jacket',
  'aa-1-10-2-3': 'coat',
  'aa-1-10-2-5': 'coat',
  'aa-1-10-2-6': 'coat',
  'aa-1-10-2-7': 'coat',
  'aa-1-10-2-8': 'coat',
  'aa-1-10-2-9': 'coat',
  'aa-1-10-2-10': 'coat',
  'aa-1-10-2-13': 'coat',
  'aa-1-10-2-17': 'coat',
  'aa-1-10-3': 'trousers',
  'aa-1-10-6': 'vest',
  'aa-1-11': 'jacket',
  'aa-1-12': 'trousers',
  'aa-1-13': 'tee',
  'aa-1-13-1': 'shirt',
  'aa-1-13-3': 'knit',
  'aa-1-13-5': 'shirt',
  'aa-1-13-6': 'tee',
  'aa-1-13-7': 'shirt',
  'aa-1-13-9': 'vest',
  'aa-1-13-11': 'dress',
  'aa-1-13-12': 'knit',
  'aa-1-13-13': 'knit',
  'aa-1-13-14': 'knit',
  'aa-1-14': 'shorts',
  'aa-1-15': 'skirt',
  'aa-1-16': 'skirt',
  'aa-1-17': 'shirt',
  'aa-1-17-3': 'dress',
  'aa-1-18': 'socks',
  'aa-1-19': 'jacket',
  'aa-1-20': 'swimwear',
  'aa-1-22': 'dress',
  'aa-1-23': 'dress',
  'aa-2': 'scarf',
  'aa-2-6': 'belt',
  'aa-2-10': 'jewellery',
  'aa-2-13': 'gloves',
  'aa-2-14': 'jewellery',
  'aa-2-17': 'hat',
  'aa-2-18': 'hat',
  'aa-2-27': 'glasses',
  'aa-2-28': 'belt',
  'aa-2-29': 'jewellery',
  'aa-3': 'dress',
  'aa-4': 'bag',
  'aa-5': 'bag',
  'aa-6': 'jewellery',
  'aa-7': 'shoes',
  'aa-8': 'shoes',
  'aa-8-1': 'sneakers',
  'aa-8-3': 'boots',
  'aa-8-7': 'sneakers',
  'aa-8-8': 'sneakers',
};

const weaveWords: readonly (readonly [RegExp, string])[] = [
  [/\bstrip(e|ed|es)\b|条纹|竖条|横条/i, 'stripe'],
  [/\b(check|checked|checkered|plaid|tartan|gingham)\b|格纹|格子|千鸟格|[^合规资风]格$/i, 'check'],
  [/\b(dot|dots|dotted|polka)\b|波点|圆点/i, 'dot'],
  [/\b(rib|ribbed|cable)\b|罗纹|坑条|绞花/i, 'rib'],
  [/\bherringbone\b|人字纹|人字呢/i, 'herringbone'],
];

/**
 * The symbol that stands for a garment until a photo does: a kind, or a kind and a weave as in `knit-rib`.
 * @param words name and fabric in any language, from which the weave is read
 */
export function drawingOf(category: CategoryId | null, words = ''): string {
  const weave = weaveWords.find(([pattern]) => pattern.test(words))?.[1];
  const kind = kindOf(category);
  return weave ? `${kind}-${weave}` : kind;
}

function kindOf(category: CategoryId | null): string {
  for (let at = category ?? ''; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('-')))) {
    const kind = drawnBy[at];
    if (kind !== undefined) return kind;
  }
  return 'other';
}
