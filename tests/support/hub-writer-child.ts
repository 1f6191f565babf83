import { openDatabase } from '../../hub/db/connect';
import { migrateDatabase } from '../../hub/db/migrate';
import { DatabaseRefusal } from '../../hub/db/refusal';
import { openLogWriter } from '../../hub/log/group-commit';
import { openPokes } from '../../hub/log/poke';
import { lastSeq } from '../../hub/log/read';
import { storeStream } from '../../hub/log/stream-names';
import { aStore, aTenant } from './a-fact';
import { aLogRow, anEpoch } from './a-log-row';
import { idOf } from './ids';

// A hub reduced to its log, in a process of its own: adds facts without end and says which are stored. Made to be killed.
const [dataDir = '', firstText = '1'] = process.argv.slice(2);
const say = (message: object) => process.send?.(message);

try {
  const db = await openDatabase({ kind: 'folder', dataDir });
  await migrateDatabase(db);
  const stream = storeStream(aTenant, aStore);
  const writer = openLogWriter(
    db,
    openPokes(() => undefined),
  );
  say({ ready: await lastSeq(db, stream), rssMb: process.memoryUsage().rss / 1e6 });
  let next = Number(firstText);
  for (;;) {
    const rows = Array.from({ length: 1 + (next % 7) }, () => {
      const n = next++;
      return aLogRow(n, { id: idOf('sale', n), place: { device: idOf('device', 1), epoch: anEpoch, ctr: n } });
    });
    const outcomes = await writer.append(stream, rows);
    if (next % 11 === 0) await db.run('checkpoint');
    say({ stored: rows.map(({ id }) => id), statuses: outcomes.map(({ status }) => status) });
  }
} catch (error) {
  say({ refused: error instanceof DatabaseRefusal ? error.code : String(error) });
  process.exit(1);
}
