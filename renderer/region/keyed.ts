/** Items with keys for a list whose items may be equal: equal ones are interchangeable, so their place is their name. */
export function keyed<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
): readonly { readonly key: string; readonly item: Item }[] {
  return items.map((item, place) => ({ key: `${place}-${nameOf(item)}`, item }));
}
