import { createHmac, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { GenerationId, type MintId } from '#shared/kernel/ids';
import type { HubContext } from './context';
import type { Database } from './db/database';
import { replaceSynced } from './keys/synced-file';
import type { StreamRef } from './log/log-row';
import { lastSeq } from './log/read';

/** The hub's own facts live on shard 0. */
const SHARD = 0;

type Parts = {
  readonly db: Database;
  readonly mint: MintId;
  readonly dataDir: string;
};

/**
 * The generation this hub serves. The database and a file beside the keys both hold it and are written together, so
 * that a database put back from a backup, or another one altogether, shows as a difference and begins a new generation.
 * Tills then pull everything again and resend what this log has not. Where the file was put back with the database, the
 * first till that asks shows it: {@link judgePlace}.
 *
 * A count of openings tells an older copy of the same generation from the newest.
 */
export async function currentGeneration({ db, mint, dataDir }: Parts): Promise<GenerationId> {
  const file = path.join(dataDir, 'generation');
  const beside = existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
  const inside = await readMark(db);
  const isSame = inside !== null && beside === markText(inside);
  const generation = isSame ? inside.generation : GenerationId.parse(mint('gen'));
  await writeMark(db, file, { generation, openings: (inside?.openings ?? 0) + 1 });
  return generation;
}

/** Begins another life of the log: after an import that replaced it, a restore, a reshard. Says it to everyone who asks next. */
export async function newGeneration(context: HubContext): Promise<GenerationId> {
  const generation = GenerationId.parse(context.mint('gen'));
  const inside = await readMark(context.db);
  const file = path.join(context.config.dataDir, 'generation');
  await writeMark(context.db, file, { generation, openings: (inside?.openings ?? 0) + 1 });
  context.setGeneration(generation);
  return generation;
}

/** The hub's word that it gave out this place of a feed in this life: nobody else can say so, nor of another place. */
export function markOf(context: HubContext, feed: StreamRef, seq: number): string {
  const place = `${context.generation()}\n${feed.stream}\n${seq}`;
  return createHmac('sha256', context.keys.secret('checkpoints')).update(place).digest('base64url');
}

/** What a till has seen of a feed: the last page's checkpoint, and the mark that came with it. */
export type SeenPlace = { readonly after: number; readonly mark: string | undefined };

const beginnings = new WeakMap<HubContext, Promise<GenerationId>>();

/**
 * Whether a feed reaches as far as a till has seen. Where it does not, and yet this hub gave out that place, the hub was
 * put back to an earlier day together with its file, by a copy of the whole folder or of the disk under it: another life
 * begins. A place that only the till speaks of begins nothing, because one till must not send all the others back to
 * their start.
 * @returns `put-back` once the other life has begun; `ahead` for a place that this life did not give out
 */
export async function judgePlace(
  context: HubContext,
  feed: StreamRef,
  { after, mark = '' }: SeenPlace,
): Promise<'reached' | 'put-back' | 'ahead'> {
  if (after === 0 || after <= (await lastSeq(context.db, feed))) return 'reached';
  const [own, given] = [Buffer.from(markOf(context, feed, after)), Buffer.from(mark)];
  if (own.length !== given.length || !timingSafeEqual(own, given)) return 'ahead';
  const begun = beginnings.get(context);
  if (begun) await begun;
  else {
    const beginning = newGeneration(context).finally(() => beginnings.delete(context));
    beginnings.set(context, beginning);
    context.logger.warn(
      { feed: feed.stream, after, generation: await beginning },
      'a till remembers a later day than this hub',
    );
  }
  return 'put-back';
}

type Mark = { readonly generation: GenerationId; readonly openings: number };

function markText({ generation, openings }: Mark): string {
  return `${generation} ${openings}`;
}

async function readMark(db: Database): Promise<Mark | null> {
  const [row] = await db.run<{ value: Mark }>("select value from hub where shard = $1 and key = 'generation'", [SHARD]);
  return row ? { generation: GenerationId.parse(row.value.generation), openings: row.value.openings } : null;
}

/** Database first: a crash in between looks like a restore, which costs tills a full pull and loses nothing. */
async function writeMark(db: Database, file: string, mark: Mark): Promise<void> {
  await db.run(
    `insert into hub (shard, key, value) values ($1, 'generation', $2)
     on conflict (shard, key) do update set value = excluded.value`,
    [SHARD, JSON.stringify(mark)],
  );
  replaceSynced(file, `${markText(mark)}\n`);
}
