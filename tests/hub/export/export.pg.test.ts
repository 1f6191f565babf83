import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Fact } from '#shared/facts/registry';
import { AnchorId } from '#shared/kernel/ids';
import { exportTenant, type Manifest } from '../../../hub/export/export-tenant';
import { runExport } from '../../../hub/export/run-export';
import { aCustomer } from '../../support/a-customer';
import { aTenant } from '../../support/a-fact';
import { aDataFolder } from '../../support/a-host';
import { aHub } from '../../support/a-hub';
import { aHubOnDisk } from '../../support/a-hub-on-disk';
import { aCodeSender, aPhone } from '../../support/a-phone';
import { aSale } from '../../support/a-sale';
import { anEnrolledTill } from '../../support/an-enrolled-till';
import { eachDatabase } from '../../support/databases';
import { factsOf } from '../../support/facts-of';
import { redCoat } from '../../support/garments';

type Line = { readonly stream: string; readonly seq: number; readonly quarantine?: string; readonly fact: Fact };

const linesIn = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

eachDatabase((_engine, open) => {
  describe('an export', () => {
    test('holds every fact of a tenant as it was sent, the parked ones too, and nothing that opens what is private', async () => {
      const codes = aCodeSender();
      const hub = await aHub(open, {}, { codeSender: codes });
      onTestFinished(() => hub.stop());
      const till = await anEnrolledTill(hub);
      const who = AnchorId.parse(hub.context.mint('who'));
      const told = await till.tell(
        ...aCustomer(who).named('林月').withPhone('+8613900139000').happenings(),
        aSale().withGarment(redCoat).paidInCash().happening(),
      );
      await till.push([{ kind: 'Nonsense' }]);
      await aPhone(hub, codes.sent).join('13800138012');
      await hub.projectors.caughtUp();
      const folder = path.join(await aDataFolder(), 'out');
      const done = await exportTenant(hub.context.db, { id: aTenant, code: 'shop' }, folder, 1);
      expect(done).toMatchObject({ ok: true });
      const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Manifest;
      const lines = linesIn(path.join(folder, 'facts.ndjson'));
      const good = lines.filter(({ quarantine }) => quarantine === undefined);

      expect(good.map(({ fact }) => Fact.parse(fact).id).sort()).toEqual(
        (await factsOf(hub)).map(({ fact }) => fact.id).sort(),
      );
      expect(good.map(({ fact }) => fact)).toEqual(expect.arrayContaining([...told]));
      expect(lines.find(({ quarantine }) => quarantine !== undefined)).toMatchObject({ quarantine: 'kind-unknown' });
      expect(manifest).toMatchObject({
        format: 'seam-export',
        tenant: { code: 'shop' },
        facts: good.length,
        parked: lines.length - good.length,
        generation: hub.context.generation(),
        kinds: { SaleCompleted: 1, CustomerEnrolled: 2 },
      });
      for (const [name, mark] of Object.entries(manifest.files)) {
        const bytes = readFileSync(path.join(folder, name));
        expect(mark).toEqual({
          lines: linesIn(path.join(folder, name)).length,
          bytes: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        });
      }
      expect(manifest.files['styles.ndjson']?.lines).toBe(3);
      expect(manifest.files['staff.ndjson']?.lines).toBe(1);
      for (const stream of new Set(lines.map((line) => line.stream))) {
        const seqs = lines.filter((line) => line.stream === stream).map(({ seq }) => seq);
        expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
      }

      const everything = readdirSync(folder)
        .map((name) => readFileSync(path.join(folder, name), 'utf8'))
        .join('');
      const key = hub.context.keys.of(aTenant).get(who) ?? 'no key';
      for (const secret of [key, '林月', '13900139000', '13800138012', 'argon2id', till.token.split('.')[2] ?? '']) {
        expect(everything).not.toContain(secret);
      }
    });

    test('of a tenant leaves out what others of the hub have, and never overwrites one that is there', async () => {
      const db = await open();
      const folder = path.join(await aDataFolder(), 'out');
      const nobody = { id: aTenant, code: 'nobody' };
      expect(await exportTenant(db, nobody, folder, 1)).toMatchObject({ ok: true, value: { facts: 0, streams: [] } });
      expect(await exportTenant(db, nobody, folder, 2)).toMatchObject({
        ok: false,
        refusal: { code: 'export-exists' },
      });
    });
  });
});

test('npm run export writes every tenant of a stopped hub’s folder, and is refused beside a running one', async () => {
  const said: string[] = [];
  const out = { say: (line: string) => void said.push(line), warn: (line: string) => void said.push(line) };
  const onDisk = await aHubOnDisk();
  onTestFinished(() => onDisk.remove());
  const data = path.dirname(onDisk.hub().dataDir);
  const folder = path.join(data, 'export');
  const generation = onDisk.hub().context.generation();
  expect(await runExport(['--data', data, folder], {}, out)).toBe(1);
  expect(said.splice(0).join()).toContain('(hub-is-running)');
  await onDisk.stop();

  expect(await runExport(['--data', data, '--tenant', 'nobody', folder], {}, out)).toBe(1);
  expect(said.splice(0).join()).toContain('(tenant-unknown)');
  expect(await runExport(['--data', data, folder], {}, out)).toBe(0);
  expect(said.splice(0).join('\n')).toMatch(
    /^shop → .*\n {2}0 facts in 0 streams, and 0 parked\n.*stores 2 .*styles 3/,
  );
  expect(existsSync(path.join(folder, 'shop/manifest.json'))).toBe(true);
  expect(await runExport(['--data', data, folder], {}, out)).toBe(1);
  expect(await runExport([], {}, out)).toBe(2);
  await onDisk.start();
  expect(onDisk.hub().context.generation()).toBe(generation);
}, 120_000);
