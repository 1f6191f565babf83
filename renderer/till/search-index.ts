import MiniSearch from 'minisearch';
import type { StyleDocument } from '#shared/documents/documents';
import { spellingOf } from './pinyin-text';
import type { Table } from './tables';
import { createCell, type View } from './view';

/** Finds styles by what a clerk types. */
export type SearchIndex = {
  /** False until every style is in. */
  readonly isReady: View<boolean>;
  /** Style ids, best first. */
  readonly search: (text: string, limit: number) => readonly string[];
  readonly close: () => void;
};

type Entry = { readonly id: string; readonly name: string; readonly sound: string; readonly code: string };

/** Styles put in before the screen gets its turn. */
const SLICE = 40;

/** Builds the index in slices, after the first paint; then follows the styles. */
export function createSearchIndex(styles: Table<StyleDocument>): SearchIndex {
  const index = new MiniSearch<Entry>({
    fields: ['name', 'sound', 'code'],
    storeFields: [],
    tokenize: termsOf,
    processTerm: (term) => term,
    searchOptions: {
      prefix: true,
      combineWith: 'AND',
      fuzzy: (term) => (/^[a-z]{5,}$/.test(term) ? 0.2 : false),
      boost: { code: 3, name: 2 },
      tokenize: queryTermsOf,
    },
  });
  const isReady = createCell(false);
  let isClosed = false;
  let building = 0;

  function put(id: string): void {
    if (index.has(id)) index.discard(id);
    const style = styles.get(id);
    if (style) index.add(entryOf(style));
  }

  async function build(): Promise<void> {
    building += 1;
    const turn = building;
    isReady.set(false);
    index.removeAll();
    let sliced = 0;
    for (const { id } of styles.all()) {
      put(id);
      sliced += 1;
      if (sliced % SLICE === 0) await nextTurn();
      if (isClosed || turn !== building) return;
    }
    isReady.set(true);
  }

  const stop = styles.follow((ids) => {
    if (ids === undefined) void build();
    else for (const id of ids) put(id);
  });
  void build();

  return {
    isReady,
    search: (text, limit) =>
      index
        .search(text)
        .slice(0, limit)
        .map(({ id }) => String(id)),
    close: () => {
      isClosed = true;
      stop();
    },
  };
}

function entryOf({ id, code, name, brand, colours, fabric }: StyleDocument): Entry {
  const zh = spellingOf(name.zh);
  const colourNames = colours.flatMap((colour) => [colour.name.zh, colour.name.en]);
  return {
    id,
    name: [name.zh, name.en, brand, fabric?.zh, fabric?.en, ...colourNames].join(' '),
    sound: `${zh.pinyin} ${zh.initials}`,
    code,
  };
}

const WORD = /[\p{Script=Han}]+|[\p{Letter}\p{Number}]+/gu;

/**
 * Words of a text; of Chinese ones every ending, so that a prefix search finds 衬衫 in 真丝衬衫. A code such as
 * `SW2611-03` is also one word without its punctuation.
 */
function termsOf(text: string): string[] {
  const lower = text.toLowerCase();
  const words = (lower.match(WORD) ?? []).flatMap((word) =>
    /\p{Script=Han}/u.test(word) ? [...word].map((_, place) => word.slice(place)) : [word],
  );
  const joined = /^[\w-]+$/.test(lower) && lower.includes('-') ? [lower.replaceAll('-', '')] : [];
  return [...words, ...joined];
}

function queryTermsOf(text: string): string[] {
  const lower = text.toLowerCase().trim();
  return /^[\w-]+$/.test(lower) ? [lower.replaceAll('-', '')] : (lower.match(WORD) ?? []);
}

/** Lets the screen paint and keys be handled before the next slice. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
