import type { z } from 'zod';
import type { Garment } from '#shared/catalog/garment';
import type { StyleDocument } from '#shared/documents/documents';
import type { TenantId } from '#shared/kernel/ids';
import { drawingOf } from '#shared/taxonomy/drawing';
import { mapColour } from '#shared/taxonomy/map-colour';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';

/** What a screen needs to draw a garment of a fact. */
export type Look = { readonly drawing: string; readonly hex: string };

type Style = Pick<z.output<typeof StyleDocument>, 'drawing' | 'colours' | 'variants'>;

/** How to draw these garments: as the catalogue has them today, or from their own words where it has them no more. */
export async function readLooks(
  context: HubContext,
  tenant: TenantId,
  garments: readonly Garment[],
): Promise<(garment: Garment) => Look> {
  const ids = [...new Set(garments.map(({ style }) => style))];
  const rows =
    ids.length === 0
      ? []
      : await context.db.run<{ id: string; body: Style }>(
          'select id, body from style where shard = $1 and tenant = $2 and id = any($3)',
          [homeShard(tenant), tenant, ids],
        );
  const styles = new Map(rows.map(({ id, body }) => [id, body]));
  return (garment) => lookOf(garment, styles.get(garment.style));
}

function lookOf({ variant, category, name, colour }: Garment, style: Style | undefined): Look {
  const colourId = style?.variants.find(({ id }) => id === variant)?.colour;
  const known = style?.colours.find(({ id }) => id === colourId);
  return {
    drawing: style?.drawing ?? drawingOf(category, `${name.zh} ${name.en}`),
    hex: known?.hex ?? namedHex(colour),
  };
}

function namedHex({ zh, en }: Garment['colour']): string {
  const english = mapColour(en);
  return (english.value === null ? mapColour(zh) : english).hex;
}
