import { mkdir, readdir, readFile, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AnchorId } from '#shared/kernel/ids';
import { HostRefusal } from '../../main/host-refusal';
import { mintKey, openSealed, sealValue } from '../../main/keys/seal';
import { mintId } from '../../main/mint-id';
import { aCustomer, lin, wang } from '../support/a-customer';
import { aDataFolder, aHost, pageOrigin } from '../support/a-host';
import { draftsAfter, saleAfter } from '../support/a-till-journal';
import { aColleague, TinyHub } from '../support/tiny-hub';
import { chainFault } from '../support/verify-chain';

let hub: TinyHub;
let dataDir: string;
beforeEach(async () => {
  hub = await new TinyHub().start();
  dataDir = await aDataFolder();
});
afterEach(() => hub.stop());

const enrolment = () => ({ hubUrl: hub.url, code: 'ENROL-1', name: 'Till 1' });

describe('enrolment', () => {
  test('is asked again under the same key where its answer was lost, so that the hub knows the machine', async () => {
    const { ask } = await aHost(dataDir);
    await expect(ask('device.enrol', { ...enrolment(), code: 'MISTYPED' })).rejects.toMatchObject({
      code: 'code-unknown',
    });
    await ask('device.enrol', enrolment());
    const keys = hub.asked.flatMap(({ name, body }) =>
      name === 'enrol-device' ? [(body as { publicKey: string }).publicKey] : [],
    );
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });

  test('makes a machine a till, which it still is after a restart', async () => {
    const { ask, close } = await aHost(dataDir);
    expect(await ask('host.info', undefined)).toMatchObject({ device: null, lost: ['keyring'], hubUrl: '' });
    const info = await ask('device.enrol', enrolment());
    expect(info).toMatchObject({ hubUrl: hub.url, device: { name: 'Till 1' }, head: { series: 'T1A', receipts: 0 } });
    expect(hub.asked[0]?.body).toMatchObject({ origin: pageOrigin, publicKey: expect.stringMatching(/^[\w-]{59}$/) });
    await close();
    const again = await aHost(dataDir);
    expect((await again.ask('host.info', undefined)).device).toEqual(info.device);
    await expect(again.ask('device.enrol', enrolment())).rejects.toMatchObject({ code: 'already-enrolled' });
  });

  test('with a wrong or used code, a wrong address or no network is refused by name', async () => {
    const { ask } = await aHost(dataDir);
    const refusalOf = (changes: object) => ask('device.enrol', { ...enrolment(), ...changes }).catch((error) => error);
    expect(await refusalOf({ code: 'NOT-THIS' })).toMatchObject({ code: 'code-unknown' });
    expect(await refusalOf({ hubUrl: 'file:///etc' })).toMatchObject({ code: 'hub-address-wrong' });
    await hub.stop();
    expect(await refusalOf({})).toMatchObject({ code: 'hub-unreachable' });
  });

  test('leaves no token and no private key readable in the folder but the wrap key, which only this user can read', async () => {
    const { ask, close } = await aHost(dataDir);
    await ask('device.enrol', enrolment());
    await close();
    const vault = path.join(dataDir, 'vault');
    const sealed = await readFile(path.join(vault, 'device.sealed'), 'utf8');
    expect(sealed).not.toContain('device-token');
    for (const name of await readdir(vault)) expect((await stat(path.join(vault, name))).mode & 0o077).toBe(0);
  });
});

describe('a sale', () => {
  test('before enrolment is refused', async () => {
    const { ask } = await aHost(dataDir);
    const { head } = await ask('host.info', undefined);
    const answer = await ask('journal.append', { drafts: [...saleAfter(head, mintId)] });
    expect(answer).toMatchObject({ status: 'refused', code: 'not-enrolled' });
  });

  test('needs no network, and is there after the host was started anew', async () => {
    const { ask, close } = await aHost(dataDir);
    await ask('device.enrol', enrolment());
    await hub.stop();
    for (let number = 1; number <= 3; number += 1) {
      const { head } = await ask('host.info', undefined);
      const answer = await ask('journal.append', { drafts: [...saleAfter(head, mintId)] });
      expect(answer).toMatchObject({ status: 'appended', head: { receipts: number } });
    }
    await close();
    const again = await aHost(dataDir);
    const page = await again.ask('journal.read', { after: 0, limit: 1000 });
    expect(page).toMatchObject({ next: 3, more: false });
    expect(chainFault(page.facts)).toBeNull();
  });
});

describe('a person enrolled here', () => {
  test('is ciphertext in the journal, and only the host can read it again', async () => {
    const { ask, close } = await aHost(dataDir);
    await ask('device.enrol', enrolment());
    await hub.stop();
    const { head } = await ask('host.info', undefined);
    const happenings = aCustomer(lin).named('林月').withPhone('+8613800138000').happenings();
    const answer = await ask('journal.append', { drafts: [...draftsAfter(head, happenings, mintId)] });
    const facts = (answer.status === 'appended' ? answer.facts : []) as {
      id: string;
      private: string;
      who: AnchorId;
    }[];
    expect(chainFault(facts)).toBeNull();
    const journal = await readFile(path.join(dataDir, 'journal', '000002.journal'), 'utf8');
    expect(journal).toContain('CustomerEnrolled');
    expect(journal).not.toMatch(/林月|13800138000/);
    await close();
    const again = await aHost(dataDir);
    const opened = await again.ask('people.open-facts', {
      facts: facts.map(({ id, who, private: sealed }) => ({ id, who, private: sealed })),
    });
    expect(opened.map(({ secret }) => secret)).toEqual([{ name: '林月' }, { value: '+8613800138000' }]);
    const [key] = await again.ask('people.keys', { who: [lin, wang] });
    expect(openSealed(key?.key ?? '', facts[0]?.private ?? '')).toEqual({ name: '林月' });
  });

  test.each(['people.sealed', 'wrap.json'])('stays readable where the disk first refused to take %s', async (name) => {
    const { ask, close } = await aHost(dataDir);
    await ask('device.enrol', enrolment());
    await hub.stop();
    const { head } = await ask('host.info', undefined);
    const drafts = [lin, wang].map((who) => [...draftsAfter(head, aCustomer(who).named('林月').happenings(), mintId)]);
    const block = path.join(dataDir, 'vault', `${name}.new`);
    await mkdir(block);
    const asked = await Promise.allSettled(drafts.map((one) => ask('journal.append', { drafts: one })));
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await rmdir(block);
    for (const one of drafts.slice(0, 1))
      expect(await ask('journal.append', { drafts: one })).toMatchObject({ status: 'appended' });
    await close();
    const again = await aHost(dataDir);
    const { facts } = await again.ask('journal.read', { after: 0, limit: 10 });
    const sealed = facts as { id: string; private: string; who: AnchorId }[];
    expect(
      await again.ask('people.open-facts', {
        facts: sealed.map(({ id, who, private: text }) => ({ id, who, private: text })),
      }),
    ).toHaveLength(1);
  });

  test('keeps the only key there is, however often the page says whom it holds', async () => {
    const { ask } = await aHost(dataDir);
    await ask('device.enrol', enrolment());
    const { head } = await ask('host.info', undefined);
    await ask('journal.append', { drafts: [...draftsAfter(head, aCustomer(lin).named('林月').happenings(), mintId)] });
    expect(await ask('people.keep', { who: [] })).toEqual({ kept: 1 });
    const [key] = await ask('people.keys', { who: [lin] });
    const sealed = sealValue(key?.key ?? '', { name: '林月', identifiers: [] });
    expect(await ask('people.open', { parts: [{ who: lin, sealed }] })).toHaveLength(1);
    expect(await ask('people.keep', { who: [] })).toEqual({ kept: 0 });
  });
});

describe('people from elsewhere', () => {
  const details = (name: string) => ({ name, identifiers: [] });

  test('are opened with keys asked of the hub once; those without one are left out', async () => {
    const { ask, close } = await aHost(dataDir);
    await ask('device.enrol', enrolment());
    const key = mintKey();
    hub.keys.set(lin, key);
    const parts = [
      { who: lin, sealed: sealValue(key, details('林月')) },
      { who: wang, sealed: sealValue(mintKey(), details('王')) },
    ];
    for (let time = 0; time < 3; time += 1)
      expect(await ask('people.open', { parts })).toEqual([{ who: lin, details: details('林月') }]);
    expect(hub.times('read-keys')).toBe(1);
    await close();
    await hub.stop();
    const offline = await aHost(dataDir);
    expect(await offline.ask('people.open', { parts })).toHaveLength(1);
    expect(await offline.ask('people.keep', { who: [wang] })).toEqual({ kept: 0 });
    expect(await offline.ask('people.open', { parts })).toEqual([]);
  });

  test('whom the hub has erased can’t be opened or written about any more', async () => {
    const { ask } = await aHost(dataDir);
    await ask('device.enrol', enrolment());
    hub.erased.add(wang);
    expect(await ask('people.open', { parts: [{ who: wang, sealed: sealValue(mintKey(), details('王')) }] })).toEqual(
      [],
    );
    const { head } = await ask('host.info', undefined);
    const claim = aCustomer(wang).withPhone('+8613800138001').happenings().slice(1);
    const answer = await ask('journal.append', { drafts: [...draftsAfter(head, claim, mintId)] });
    expect(answer).toMatchObject({ status: 'refused', code: 'fact-invalid' });
  });

  test('are forgotten after seven days without a word from the hub; whoever was enrolled here is not', async () => {
    let nowMs = Date.now();
    const { ask, close } = await aHost(dataDir, { nowMs: () => nowMs });
    await ask('device.enrol', enrolment());
    const key = mintKey();
    hub.keys.set(lin, key);
    const parts = [{ who: lin, sealed: sealValue(key, details('林月')) }];
    await ask('people.open', { parts });
    const { head } = await ask('host.info', undefined);
    await ask('journal.append', { drafts: [...draftsAfter(head, aCustomer(wang).named('王').happenings(), mintId)] });
    await close();
    await hub.stop();
    nowMs += 8 * 86_400_000;
    const later = await aHost(dataDir, { nowMs: () => nowMs });
    await expect.poll(() => later.ask('people.keys', { who: [lin, wang] })).toHaveLength(1);
    expect(await later.ask('people.open', { parts })).toEqual([]);
    expect((await later.ask('people.keys', { who: [wang] }))[0]?.who).toBe(wang);
  });
});

describe('the page’s token', () => {
  test('is asked for once by many, and says when it ends by this machine’s clock, however wrong that is', async () => {
    const { ask } = await aHost(dataDir);
    expect(await ask('hub.token', undefined)).toBeNull();
    await ask('device.enrol', enrolment());
    hub.clockAheadMs = 5 * 3_600_000;
    const tokens = await Promise.all([1, 2, 3].map(() => ask('hub.token', undefined)));
    expect(new Set(tokens.map((one) => one?.token))).toEqual(new Set(['page-token-1']));
    const leftMs = (tokens[0]?.expiresAtMs ?? 0) - Date.now();
    expect(leftMs).toBeGreaterThan(14 * 60_000);
    expect(leftMs).toBeLessThan(16 * 60_000);
    expect(hub.asked.find(({ name }) => name === 'issue-page-token')?.body).toEqual({ origin: pageOrigin });
  });

  test('is null while the hub can’t be reached, and a refusal once the device was revoked', async () => {
    const { ask } = await aHost(dataDir);
    await ask('device.enrol', enrolment());
    await hub.stop();
    expect(await ask('hub.token', undefined)).toBeNull();
    await hub.start();
    hub.isRevoked = true;
    await expect(ask('hub.token', undefined)).rejects.toMatchObject({ code: 'unauthorized' });
  });
});

describe('signing in', () => {
  test('works offline once the colleagues were here', async () => {
    hub.colleagues = [await aColleague(1, '1357'), await aColleague(2, '2468', false)];
    const { ask, close } = await aHost(dataDir);
    const [first, second] = hub.colleagues.map(({ id }) => id);
    if (!first || !second) throw new Error('two colleagues expected');
    expect(await ask('staff.sign-in', { staff: first, pin: '1357' })).toMatchObject({ code: 'no-verifiers' });
    await ask('device.enrol', enrolment());
    expect(await ask('staff.sign-in', { staff: first, pin: '1357' })).toEqual({ status: 'signed-in', staff: first });
    await close();
    await hub.stop();
    const offline = await aHost(dataDir);
    expect(await offline.ask('staff.sign-in', { staff: first, pin: '1357' })).toMatchObject({ status: 'signed-in' });
    expect(await offline.ask('staff.sign-in', { staff: first, pin: '1358' })).toMatchObject({ code: 'pin-wrong' });
    expect(await offline.ask('staff.sign-in', { staff: second, pin: '2468' })).toMatchObject({ code: 'staff-unknown' });
  });
});

describe('the door', () => {
  test('refuses what is not in the contract', async () => {
    const { services } = await aHost(dataDir);
    const refusal = (name: unknown, input?: unknown) =>
      services.dispatch(name, input).catch((error: HostRefusal) => error);
    expect(await refusal('drawer.explode')).toMatchObject({ code: 'not-found' });
    expect(await refusal('toString')).toMatchObject({ code: 'not-found' });
    expect(await refusal(7)).toMatchObject({ code: 'not-found' });
    expect(await refusal('journal.read', { after: -1, limit: 5 })).toMatchObject({ code: 'request-invalid' });
    expect(await refusal('journal.append', { drafts: [] })).toBeInstanceOf(HostRefusal);
  });

  test('of a folder another host has open stays shut, and opens once that one is gone', async () => {
    const { close } = await aHost(dataDir);
    await expect(aHost(dataDir)).rejects.toMatchObject({ code: 'host-is-running', params: { pid: process.pid } });
    await close();
    await aHost(dataDir);
  });

  test('says that the host is stopping', async () => {
    const { services, close } = await aHost(dataDir);
    const heard: string[] = [];
    services.onEvent((name) => heard.push(name));
    await close();
    expect(heard).toEqual(['host.stopping']);
  });
});
