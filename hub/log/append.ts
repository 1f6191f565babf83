import { must } from '#shared/kernel/invariant';
import type { Database, Queryable } from '../db/database';
import { codeOf } from '../db/retrying';
import { forkMark, isForkDevice, placesTaken } from './fork-place';
import type { Appended, NewLogRow, StreamRef } from './log-row';

/** At most this many rows in one call: beyond it, a batch stalls the embedded database's event loop for too long. */
export const APPEND_MAX = 200;

const UNIQUE_VIOLATION = '23505';
/** PostgreSQL classes 22 and 54: the data itself can't be held. */
const UNSTORABLE = /^(22|54)/;
/** Another hub may take a place between the look-up and the second try; each round settles at least one row. */
const FORK_ROUNDS = 5;

/**
 * Appends rows to one stream, in their order, and says what became of each. The only way into the log.
 *
 * Idempotent by id: the same rows again give `duplicate`. A fact in a taken place is kept as a fork, and one the
 * database can't hold keeps nobody else out. Passing failures are tried again. At most {@link APPEND_MAX} rows:
 * `group-commit.ts` brings callers together and keeps to it.
 */
export async function appendFacts(
  db: Database,
  stream: StreamRef,
  rows: readonly NewLogRow[],
): Promise<readonly Appended[]> {
  const outcomes: Appended[] = [];
  for (const run of runsOfDistinct(rows)) {
    outcomes.push(...(await db.retrying(() => appendDistinct(db, stream, run))));
  }
  return outcomes;
}

/** The rows cut wherever an id comes again, so that what happens to the second can depend on what became of the first. */
function runsOfDistinct(rows: readonly NewLogRow[]): readonly (readonly NewLogRow[])[] {
  const runs: NewLogRow[][] = [];
  let ids = new Set<string>();
  for (const row of rows) {
    if (runs.length === 0 || ids.has(row.id)) {
      runs.push([]);
      ids = new Set();
    }
    ids.add(row.id);
    runs.at(-1)?.push(row);
  }
  return runs;
}

async function appendDistinct(
  db: Queryable,
  stream: StreamRef,
  rows: readonly NewLogRow[],
): Promise<readonly Appended[]> {
  if (rows.length === 0) return [];
  try {
    return await appendWithForks(db, stream, rows);
  } catch (error) {
    const code = codeOf(error) ?? '';
    if (!UNSTORABLE.test(code)) throw error;
    if (rows.length === 1) return rows.map(({ id }) => ({ id, status: 'unstorable', code }));
    const middle = Math.ceil(rows.length / 2);
    const before = await appendDistinct(db, stream, rows.slice(0, middle));
    return [...before, ...(await appendDistinct(db, stream, rows.slice(middle)))];
  }
}

/**
 * A reused counter shows as a unique violation, which says nothing reliable about its row (on Citus not even the
 * constraint's name), so the places are looked up and the colliding rows marked.
 */
async function appendWithForks(
  db: Queryable,
  stream: StreamRef,
  rows: readonly NewLogRow[],
): Promise<readonly Appended[]> {
  let forks: ReadonlySet<string> = new Set();
  for (let round = 1; ; round += 1) {
    try {
      return await pushRows(db, stream, rows, forks);
    } catch (error) {
      if (codeOf(error) !== UNIQUE_VIOLATION || round === FORK_ROUNDS) throw error;
      forks = await placesTaken(db, stream, rows);
    }
  }
}

async function pushRows(
  db: Queryable,
  stream: StreamRef,
  rows: readonly NewLogRow[],
  forks: ReadonlySet<string>,
): Promise<readonly Appended[]> {
  const inserted = await db.run<{ id: string; seq: number }>('select id, seq from push_facts($1, $2, $3, $4)', [
    stream.shard,
    stream.stream,
    JSON.stringify(rows.map((row, index) => columnsOf(row, index, forks.has(row.id)))),
    rows.length,
  ]);
  const seqs = new Map(inserted.map(({ id, seq }) => [id, seq]));
  const known = await storedRows(
    db,
    stream,
    rows.filter(({ id }) => !seqs.has(id)),
  );
  return rows.map((row): Appended => {
    const seq = seqs.get(row.id);
    if (seq === undefined) return outcomeOfKnown(row, must(known.get(row.id), 'a row not inserted is there'));
    if (forks.has(row.id)) return { id: row.id, status: 'fork', seq, quarantine: row.quarantine };
    return { id: row.id, status: 'inserted', seq };
  });
}

function columnsOf(row: NewLogRow, n: number, isFork: boolean): object {
  const device = row.place && (isFork ? forkMark(row.place.device, row.id) : row.place.device);
  return {
    n,
    id: row.id,
    device,
    epoch: row.place?.epoch ?? null,
    ctr: row.place?.ctr ?? null,
    hlc: row.hlc,
    kind: row.kind,
    v: row.v,
    who: row.who,
    received_at: row.receivedAtMs,
    hash: row.hash,
    quarantine: row.quarantine,
    fact: row.fact,
  };
}

type Stored = {
  readonly id: string;
  readonly seq: number;
  readonly hash: string | null;
  readonly quarantine: string | null;
  readonly device: string | null;
};

async function storedRows(
  db: Queryable,
  stream: StreamRef,
  rows: readonly NewLogRow[],
): Promise<ReadonlyMap<string, Stored>> {
  if (rows.length === 0) return new Map();
  const stored = await db.run<Stored>(
    'select id, seq, hash, quarantine, device from fact where shard = $1 and stream = $2 and id = any($3)',
    [stream.shard, stream.stream, rows.map(({ id }) => id)],
  );
  return new Map(stored.map((row) => [row.id, row]));
}

function outcomeOfKnown(row: NewLogRow, { seq, hash, quarantine, device }: Stored): Appended {
  if (hash !== row.hash) return { id: row.id, status: 'other-hash', hash };
  return { id: row.id, status: isForkDevice(device) ? 'fork' : 'duplicate', seq, quarantine };
}
