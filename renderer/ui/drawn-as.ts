import { type Weave, weaves } from './cloth';
import { type GarmentKind, garmentKinds } from './garment-shapes';

/**
 * What a style document's `drawing` draws: a kind, or a kind and a weave as in `knit-rib`.
 * A drawing nobody knows is a swing tag (`other`), never an error.
 */
export function drawnAs(drawing: string): { readonly kind: GarmentKind; readonly weave: Weave } {
  const [first = '', second = 'plain'] = drawing.replace(/^g-/, '').split('-');
  const kind = garmentKinds.find((known) => known === first) ?? 'other';
  const weave = weaves.find((known) => known === second) ?? 'plain';
  return { kind, weave };
}
