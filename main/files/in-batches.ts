/** Maps in order, at most `size` at once: a thousand files opened together would run out of handles. */
export async function inBatches<Item, Value>(
  items: readonly Item[],
  size: number,
  map: (item: Item) => Promise<Value>,
): Promise<readonly Value[]> {
  const values: Value[] = [];
  for (let from = 0; from < items.length; from += size)
    values.push(...(await Promise.all(items.slice(from, from + size).map(map))));
  return values;
}
