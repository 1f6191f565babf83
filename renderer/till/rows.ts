import type { RxJsonSchema } from 'rxdb/plugins/core';
import type { Fact } from '#shared/facts/registry';

/**
 * How things lie in RxDB: the key, what is sorted by, and the rest as one JSON text. RxDB copies nested objects field
 * by field on each write and read, and nothing here is queried by what is inside; a fact's text also keeps its bytes.
 */

/** A fact of this till. `hlc` is its order in the journal. */
export type FactRow = {
  readonly id: string;
  readonly hlc: number;
  readonly epoch: string;
  readonly ctr: number;
  readonly kind: string;
  readonly text: string;
};

/**
 * A document of a feed; `seq` is its place there, `life` the hub's generation it came in. A deleted one is a row with
 * RxDB's `_deleted`.
 */
export type DocumentRow = { readonly id: string; readonly seq: number; readonly life: string; readonly text: string };

/** A basket (`drafts`), or what the till must remember of itself and the hub (`marks`). */
export type NoteRow = { readonly id: string; readonly text: string };

const id = { type: 'string', maxLength: 120 } as const;
const text = { type: 'string' } as const;
const whole = { type: 'number', multipleOf: 1, minimum: 0, maximum: Number.MAX_SAFE_INTEGER } as const;

export const factRowSchema: RxJsonSchema<FactRow> = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  properties: { id, hlc: whole, epoch: text, ctr: whole, kind: text, text },
  required: ['id', 'hlc', 'epoch', 'ctr', 'kind', 'text'],
  indexes: ['hlc'],
};

export const documentRowSchema: RxJsonSchema<DocumentRow> = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  properties: { id, seq: whole, life: text, text },
  required: ['id', 'seq', 'life', 'text'],
};

export const noteRowSchema: RxJsonSchema<NoteRow> = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  properties: { id, text },
  required: ['id', 'text'],
};

/** A fact as it is kept. It came from the journal, whose host validated it. */
export function rowOfFact(fact: Fact): FactRow {
  return {
    id: fact.id,
    hlc: fact.hlc,
    epoch: fact.device?.epoch ?? '',
    ctr: fact.device?.ctr ?? 0,
    kind: fact.kind,
    text: JSON.stringify(fact),
  };
}

/** The fact in a row that {@link rowOfFact} made. */
export function factOfRow(row: FactRow): Fact {
  return JSON.parse(row.text) as Fact;
}
