import type { AnchorId } from '../kernel/ids';

/**
 * Somebody a till can find. Phones are E.164; `spellings` are ways to type the name: the characters, pinyin without
 * tones, and its initials, all lower case.
 */
export type FindablePerson = {
  readonly id: AnchorId;
  readonly phones: readonly string[];
  readonly spellings: readonly string[];
};

/** Fewer digits than this name half the town. */
const DIGITS_MIN = 3;

/**
 * The people a typed text may mean, best first: a whole phone number, its last digits, digits within it; else a name, its
 * beginning before its middle. Ties stay in the order given.
 */
export function findPeople<Person extends FindablePerson>(
  people: Iterable<Person>,
  text: string,
  limit: number,
): readonly Person[] {
  const rank = rankBy(text);
  if (rank === null) return [];
  const ranked: { readonly person: Person; readonly place: number }[] = [];
  for (const person of people) {
    const place = rank(person);
    if (place !== null) ranked.push({ person, place });
  }
  return ranked
    .sort((a, b) => a.place - b.place)
    .slice(0, limit)
    .map(({ person }) => person);
}

type Rank = (person: FindablePerson) => number | null;

function rankBy(text: string): Rank | null {
  const typed = text.normalize('NFKC').trim().toLowerCase();
  const digits = typed.replace(/[\s()./+-]/g, '');
  if (/^\d+$/.test(digits)) return digits.length < DIGITS_MIN ? null : rankPhone(digits);
  const bare = typed.replace(/\s+/g, '');
  return bare === '' ? null : rankName(bare);
}

function rankPhone(digits: string): Rank {
  const national = digits.replace(/^0+/, '');
  return ({ phones }) => best(phones, (phone) => rankDigits(phone.slice(1), digits, national));
}

function rankDigits(phone: string, digits: string, national: string): number | null {
  if (phone === digits) return 0;
  if (phone.endsWith(digits) || (national.length >= DIGITS_MIN * 2 && phone.endsWith(national))) return 1;
  return phone.includes(digits) ? 2 : null;
}

function rankName(typed: string): Rank {
  return ({ spellings }) =>
    best(spellings, (spelling) => {
      const at = spelling.replace(/\s+/g, '').indexOf(typed);
      if (at < 0) return null;
      return at === 0 ? 0 : 1;
    });
}

function best(texts: readonly string[], rank: (text: string) => number | null): number | null {
  return texts.reduce<number | null>((lowest, text) => {
    const place = rank(text);
    return place === null || (lowest !== null && lowest <= place) ? lowest : place;
  }, null);
}
