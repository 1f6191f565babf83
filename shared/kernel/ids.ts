import { z } from 'zod';

const suffix = '[0-7][0-9a-hjkmnp-tv-z]{25}';

/** A TypeID: a readable prefix, `_`, and 26 base32 characters of a UUIDv7. Minted where the thing is made, never by the hub for a till. */
function typeId<Prefix extends string, Name extends string>(prefix: Prefix, name: Name) {
  return z
    .string()
    .regex(new RegExp(`^${prefix}_${suffix}$`), `${name} expected`)
    .brand<Name>();
}

export const TenantId = typeId('tenant', 'TenantId');
export const StoreId = typeId('store', 'StoreId');
export const DeviceId = typeId('device', 'DeviceId');
export const StaffId = typeId('staff', 'StaffId');
/** An anchor: one person-record as it was made (an enrolment, an anonymous phone, an imported customer). A person is a set of anchors. */
export const AnchorId = typeId('who', 'AnchorId');
export const StyleId = typeId('style', 'StyleId');
export const VariantId = typeId('sku', 'VariantId');
export const ShiftId = typeId('shift', 'ShiftId');
export const FittingId = typeId('fitting', 'FittingId');
export const BasketId = typeId('basket', 'BasketId');
/** Minted by the host at every start; `ctr` restarts at 1 under it. */
export const EpochId = typeId('epoch', 'EpochId');
/** Names one life of a hub's log. A restore, an import or a reshard begins another, and tills then pull from 0. */
export const GenerationId = typeId('gen', 'GenerationId');
/** A fact's id. Its prefix tells the kind: see `factKinds`. */
export const FactId = z
  .string()
  .regex(new RegExp(`^[a-z]{2,12}_${suffix}$`), 'FactId expected')
  .brand<'FactId'>();

export type TenantId = z.output<typeof TenantId>;
export type StoreId = z.output<typeof StoreId>;
export type DeviceId = z.output<typeof DeviceId>;
export type StaffId = z.output<typeof StaffId>;
export type AnchorId = z.output<typeof AnchorId>;
export type StyleId = z.output<typeof StyleId>;
export type VariantId = z.output<typeof VariantId>;
export type ShiftId = z.output<typeof ShiftId>;
export type FittingId = z.output<typeof FittingId>;
export type BasketId = z.output<typeof BasketId>;
export type EpochId = z.output<typeof EpochId>;
export type GenerationId = z.output<typeof GenerationId>;
export type FactId = z.output<typeof FactId>;

/** Makes the text of a new TypeID. Chance and clock live behind it: main, renderer and hub each pass their own. */
export type MintId = (prefix: string) => string;
