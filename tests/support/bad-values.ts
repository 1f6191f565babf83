/** A place inside a JSON value, and what stands there. */
type Leaf = { readonly at: readonly (string | number)[]; readonly value: unknown };

const texts = [
  'a\u0000b',
  '\u0000',
  '\ud800',
  'x\udc00y',
  '',
  ' ',
  '../../../../etc/passwd',
  '%2e%2e%2f',
  "'; drop table fact; --",
  '\u202eabc\u0007\u001b[2J',
  '𝕊'.repeat(40),
  'x'.repeat(100_000),
];
const numbers = [-1, 0, 0.5, -0, 2 ** 53, 2 ** 53 + 2, -(2 ** 63), 1e308, 253_402_300_800_000, -62_135_596_800_001];
const others: readonly unknown[] = [null, true, [], {}, [[]], { __proto__: null, constructor: 1 }];

/** Everything that could stand in a value's place and should not. */
function badFor(value: unknown): readonly unknown[] {
  return [...(typeof value === 'number' ? [] : texts), ...numbers, ...others];
}

/** The value, each time with one thing in it that does not belong there, and with each of its parts missing. */
export function* spoiltFrom(value: unknown): Generator<{ readonly what: string; readonly value: unknown }> {
  for (const leaf of leavesOf(value)) {
    for (const bad of badFor(leaf.value)) {
      yield { what: `${leaf.at.join('.')} = ${shown(bad)}`, value: replaced(value, leaf.at, bad) };
    }
    yield { what: `${leaf.at.join('.')} missing`, value: replaced(value, leaf.at, undefined) };
  }
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 40);
}

function leavesOf(value: unknown, at: Leaf['at'] = []): readonly Leaf[] {
  if (Array.isArray(value)) {
    return [...value.flatMap((one, index) => leavesOf(one, [...at, index])), ...(at.length > 0 ? [{ at, value }] : [])];
  }
  if (typeof value === 'object' && value !== null) {
    const inner = Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...at, key]));
    return [...inner, ...(at.length > 0 ? [{ at, value }] : [])];
  }
  return [{ at, value }];
}

function replaced(value: unknown, [key, ...rest]: Leaf['at'], bad: unknown): unknown {
  if (key === undefined) return bad;
  if (Array.isArray(value)) return value.map((one, index) => (index === key ? replaced(one, rest, bad) : one));
  const parts = value as Readonly<Record<string, unknown>>;
  return { ...parts, [key]: replaced(parts[key], rest, bad) };
}
