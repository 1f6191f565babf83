import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { AnchorKey } from '#shared/contract/sync';
import { AnchorId } from '#shared/kernel/ids';
import type { HubCalls } from '../../../main/device/hub-calls';
import { openAnchorKeys } from '../../../main/keys/anchor-keys';
import { openPeople } from '../../../main/keys/people';
import { mintKey, sealValue } from '../../../main/keys/seal';
import { openVault } from '../../../main/vault/vault';
import { idOf } from '../../support/ids';

const details = { name: '沈知夏', identifiers: [] };

/** A hub that holds these keys and answers nothing else. */
function hubWith(keys: readonly AnchorKey[]): HubCalls {
  const call = async () => ({ ok: true as const, value: { keys, erased: [] } });
  return call as unknown as HubCalls;
}

test('people who come down while the keys of others are let go are readable all the same', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'seam-people-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const vault = await openVault(folder, null);
  const letGo: (() => Promise<unknown>)[] = [];
  const keys = await openAnchorKeys(
    {
      ...vault,
      write: async (name, value) => {
        for (const act of letGo.splice(0)) await act();
        await vault.write(name, value);
      },
    },
    Date.now(),
  );
  letGo.push(() => keys.keepOnly([]));
  const who = AnchorId.parse(idOf('who', 1));
  const key = mintKey();
  const people = openPeople({ keys, hub: () => hubWith([{ who, key }]), nowMs: Date.now });
  const opened = await people.open({ parts: [{ who, sealed: sealValue(key, details) }] });
  expect(opened).toEqual([{ who, details }]);
});

test('a key that could not be written down is not known, and those written meanwhile stay', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'seam-people-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const vault = await openVault(folder, null);
  let refusals = 1;
  const keys = await openAnchorKeys(
    {
      ...vault,
      write: async (name, value) => {
        refusals -= 1;
        if (refusals === 0) throw new Error('the disk refuses this one');
        await vault.write(name, value);
      },
    },
    Date.now(),
  );
  const [first, second] = [1, 2].map((n) => AnchorId.parse(idOf('who', n)));
  if (!first || !second) throw new Error('two anchors');
  const [refused, ...minted] = await Promise.allSettled([keys.mint(first), keys.mint(second), keys.mint(second)]);
  expect(refused?.status).toBe('rejected');
  expect(keys.keyOf(first)).toBeNull();
  expect(new Set(minted.map((one) => (one.status === 'fulfilled' ? one.value : null))).size).toBe(1);
  const again = await keys.mint(first);
  const reopened = await openAnchorKeys(await openVault(folder, null), Date.now());
  expect([reopened.keyOf(first), reopened.keyOf(second)]).toEqual([again, keys.keyOf(second)]);
});
