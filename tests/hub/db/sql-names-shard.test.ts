import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** Tables read or written while tills are served. The rest may be asked across shards. */
const hot = [
  'stream',
  'fact',
  'doc',
  'progress',
  'anchor',
  'identifier',
  'link',
  'movement',
  'stock',
  'variant',
  'outbox',
];

const tableNames = hot.join('|');
const statement = new RegExp(`\\b(?:from|join|update|into)\\s+(?:${tableNames})\\b`, 'i');
const condition = /\bwhere\b/i;
const named = /\bshard\s*(?:=|,|in\b)/i;
const chain = new RegExp(
  `\\.(?:selectFrom|updateTable|deleteFrom|insertInto)\\(\\s*'(?:${tableNames})\\b[\\s\\S]*?;`,
  'g',
);

/** SQL on hot tables that does not say which shard it is about: on a cluster it would ask every machine. */
function nameless(source: string): readonly string[] {
  const texts = source.match(/`(?:[^`\\]|\\.)*`|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g) ?? [];
  const statements = texts.filter((text) => statement.test(text) && !isNamed(text));
  const chains = (source.match(chain) ?? []).filter((text) => !/['.]shard\b|\bshard[:,]/.test(text));
  return [...statements, ...chains];
}

function isNamed(whole: string): boolean {
  // The condition of an upsert is about the row that the insert has named already.
  const sql = whole.replace(/\bon conflict\b[\s\S]*?(?=\breturning\b|$)/i, '');
  if (/\binto\b/i.test(sql) && !condition.test(sql)) return /\(\s*shard\b/.test(sql);
  // A join to a list of shards and streams names them as well as a condition does.
  const [start = '', ...conditions] = sql.split(condition);
  if (conditions.length === 1 && /\bon\b[\s\S]*\bshard\s*=/i.test(start)) return true;
  return conditions.length > 0 && conditions.every((part) => named.test(part) || /^\s*\$\{/.test(part));
}

test.each([
  ['select * from fact where id = $1', 1],
  ['select * from fact', 1],
  ['select * from fact where shard = $1 and id = $2', 0],
  ['select id from fact where shard = $1 union select id from fact where stream = $2', 1],
  ['delete from doc where feed = $1', 1],
  ['insert into doc (feed, id) values ($1, $2)', 1],
  ['insert into doc (shard, feed, id) values ($1, $2, $3)', 0],
  ['select f.id from fact f join asked a on f.shard = a.shard and f.stream = a.stream where f.seq > 1', 0],
  ['select * from tenant', 0],
])('%s: %i findings', (sql, findings) => expect(nameless(`run('${sql}')`)).toHaveLength(findings));

test('a chain of Kysely calls is held to the same', () => {
  expect(nameless(`db.kysely.selectFrom('doc').selectAll().where('feed', '=', feed).execute();`)).toHaveLength(1);
  expect(nameless(`db.kysely.selectFrom('doc').selectAll().where('shard', '=', shard).execute();`)).toHaveLength(0);
  expect(nameless(`db.kysely.insertInto('doc').values({ shard, feed }).execute();`)).toHaveLength(0);
});

const hub = path.resolve(import.meta.dirname, '../../../hub');
const files = readdirSync(hub, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.startsWith(path.join('db', 'migrations')),
);

test.each(files)('hub/%s names the shard in every question about the log, its projections and its feeds', (file) => {
  expect(nameless(readFileSync(path.join(hub, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''))).toEqual(
    [],
  );
});
