import { expect, test } from 'vitest';
import { appendFacts } from '../../../hub/log/append';
import { followStreams } from '../../../hub/log/follow';
import { openPokes, type StreamPoke } from '../../../hub/log/poke';
import { storeStream } from '../../../hub/log/stream-names';
import { aTenant } from '../../support/a-fact';
import { aLogRow } from '../../support/a-log-row';
import { eachDatabase } from '../../support/databases';
import { idOf } from '../../support/ids';

eachDatabase((_engine, open) => {
  test('what another process adds is poked once, whichever stream it went to, and new stores are followed too', async () => {
    const db = await open();
    const troubles: unknown[] = [];
    const heard: StreamPoke[] = [];
    const pokes = openPokes((error) => troubles.push(error));
    pokes.subscribe((poke) => heard.push(poke));
    const stores = [idOf('store', 1)];
    const followed = async () => stores.map((store) => storeStream(aTenant, store));
    const following = followStreams(db, pokes, followed, { pauseMs: 5, onTrouble: (error) => troubles.push(error) });
    const one = storeStream(aTenant, idOf('store', 1));
    const two = storeStream(aTenant, idOf('store', 2));
    await appendFacts(db, one, [aLogRow(1), aLogRow(2)]);
    await appendFacts(db, two, [aLogRow(1)]);
    await until(() => heard.length > 0);
    stores.push(idOf('store', 2));
    await until(() => heard.length > 1);
    await following.look();
    await following.look();
    following.stop();
    expect(heard).toEqual([
      { ...one, seq: 2 },
      { ...two, seq: 1 },
    ]);
    expect(troubles).toEqual([]);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
