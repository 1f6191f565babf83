import type { Evidence, Tag } from '#shared/tags/tag-rule';

/** A tag as the page shows it: garments of one tag stand together, and sizes that are called the same. */
export type TagCard = {
  readonly key: string;
  /** The one that rests on most. */
  readonly first: Tag;
  /** How many there are of a tag that is about garments; 1 for any other. */
  readonly garments: number;
  /** Of all of them, newest first. */
  readonly evidence: readonly Evidence[];
  /** When the first of them runs out; null for never. */
  readonly expires: number | null;
};

const order: Readonly<Record<Tag['value']['kind'], number>> = { channels: 0, style: 1, size: 2 };

/** @param sayValue what a tag's value is called on screen */
export function cardsOf(tags: readonly Tag[], sayValue: (tag: Tag) => string): readonly TagCard[] {
  const groups = new Map<string, Tag[]>();
  for (const tag of tags) {
    const key = tag.value.kind === 'size' ? `${tag.tag} ${sayValue(tag)}` : tag.tag;
    groups.set(key, [...(groups.get(key) ?? []), tag]);
  }
  return [...groups].flatMap(([key, group]) => cardOf(key, group)).sort(byWeight);
}

function cardOf(key: string, group: readonly Tag[]): readonly TagCard[] {
  const [first, ...others] = [...group].sort(
    (a, b) => b.evidence.length - a.evidence.length || b.lastSeen - a.lastSeen,
  );
  if (first === undefined) return [];
  const evidence = [first, ...others].flatMap((tag) => tag.evidence).sort((a, b) => b.at - a.at);
  const ends = group.flatMap(({ expires }) => (expires === null ? [] : [expires]));
  return [
    {
      key,
      first,
      garments: first.value.kind === 'style' ? group.length : 1,
      evidence,
      expires: ends.length === 0 ? null : Math.min(...ends),
    },
  ];
}

/** Where somebody comes from stands first, then garments, then sizes; within these, what rests on most. */
function byWeight(a: TagCard, b: TagCard): number {
  return order[a.first.value.kind] - order[b.first.value.kind] || b.evidence.length - a.evidence.length;
}
