import type { Garment } from '../catalog/garment';
import type { Fact } from '../facts/registry';
import { compareText } from '../kernel/sorted-record';
import type { InstantMs } from '../kernel/time';
import type { Evidence, EvidenceSource, EvidenceWhat } from './tag-rule';

/** How many facts a tag shows as its reason. */
export const EVIDENCE_KEPT = 5;

/** Evidence of one fact, with the garment it is about where there is one. */
export function evidenceOf(
  fact: Fact,
  at: InstantMs,
  source: EvidenceSource,
  what: EvidenceWhat,
  garment?: Garment,
  reason?: string | null,
): Evidence {
  return {
    fact: fact.id,
    at,
    source,
    what,
    ...(fact.store === undefined ? {} : { store: fact.store }),
    ...(garment === undefined ? {} : { garment: shownOf(garment) }),
    ...(reason == null ? {} : { reason }),
  };
}

/** The newest pieces of evidence of both, by moment, then fact, then garment. */
export function keepNewest(a: readonly Evidence[], b: readonly Evidence[]): readonly Evidence[] {
  if (b.length === 0) return a;
  return [...a, ...b].sort(newestFirst).slice(0, EVIDENCE_KEPT);
}

/** Newest first; facts of one moment by id, garments of one fact by their text, so that no order is left to chance. */
export function newestFirst(a: Evidence, b: Evidence): number {
  return b.at - a.at || compareText(b.fact, a.fact) || compareText(textOf(a), textOf(b));
}

function shownOf({ style, name, colour, size }: Garment): Evidence['garment'] {
  return { style, name: { zh: name.zh, en: name.en }, colour: { zh: colour.zh, en: colour.en }, size };
}

function textOf({ what, garment, reason }: Evidence): string {
  return JSON.stringify([garment?.style, garment?.size, garment?.colour, garment?.name, what, reason]);
}
