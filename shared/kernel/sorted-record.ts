/**
 * Records whose keys stand in sorted order, so that equal content has equal bytes whatever order it came in.
 * NOTE keys come from outside (sizes, ids): always read with `valueAt`, never with `record[key]`.
 */
export type SortedRecord<Value> = Readonly<Record<string, Value>>;

/** The own value at a key. */
export function valueAt<Value>(record: SortedRecord<Value>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The record with one value put or replaced. */
export function withValue<Value>(record: SortedRecord<Value>, key: string, value: Value): SortedRecord<Value> {
  return sorted([...Object.entries(record).filter(([other]) => other !== key), [key, value]]);
}

/** Both records in one; `merge` decides where a key is in both. Both must be sorted already. */
export function mergeRecords<Value>(
  a: SortedRecord<Value>,
  b: SortedRecord<Value>,
  merge: (a: Value, b: Value) => Value,
): SortedRecord<Value> {
  if (isEmpty(a)) return b;
  if (isEmpty(b)) return a;
  const both = Object.entries(a).map(([key, value]): readonly [string, Value] => {
    const other = valueAt(b, key);
    return [key, other === undefined ? value : merge(value, other)];
  });
  return sorted([...both, ...Object.entries(b).filter(([key]) => !Object.hasOwn(a, key))]);
}

/** The record with each value changed; where `change` answers undefined, the key goes. */
export function changeValues<Value, Changed>(
  record: SortedRecord<Value>,
  change: (value: Value, key: string) => Changed | undefined,
): SortedRecord<Changed> {
  return Object.fromEntries(
    Object.entries(record).flatMap(([key, value]) => {
      const changed = change(value, key);
      return changed === undefined ? [] : [[key, changed] as const];
    }),
  );
}

/** Text order by code unit: the same on every machine, unlike a locale's. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function isEmpty(record: SortedRecord<unknown>): boolean {
  for (const _ in record) return false;
  return true;
}

function sorted<Value>(entries: readonly (readonly [string, Value])[]): SortedRecord<Value> {
  return Object.fromEntries([...entries].sort(([a], [b]) => compareText(a, b)));
}
