import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fact, type FactOf } from '#shared/facts/registry';
import { DAY_MS } from '#shared/kernel/time';
import { foldAnchor, mergeAnchorStates, noAnchorState, tagsOf } from '#shared/people/fold-anchor';
import { applyStock, noStock, onHand, stockMovesOf } from '#shared/stock/fold-stock';
import { readConfig } from '../../../hub/config';
import { type HubContext, openContext } from '../../../hub/context';
import { demoManagers, demoStaff } from '../../../hub/demo/people';
import { type Seeded, seedDemo } from '../../../hub/demo/seed';
import { verifierOf } from '../../../hub/import/pin-verifier';
import { open } from '../../../hub/keys/seal';
import { eachDatabase } from '../../support/databases';

const folder = mkdtempSync(path.join(tmpdir(), 'seam-demo-'));
const nowMs = Date.UTC(2026, 10, 22, 11, 0);
afterAll(() => rmSync(folder, { recursive: true }));

eachDatabase((engine, openEmpty) => {
  let context: HubContext;
  let seeded: Seeded;
  let workMs = 0;
  let facts: readonly Fact[];

  beforeAll(async () => {
    const config = readConfig({}, { dataDir: path.join(folder, engine), logLevel: 'silent' });
    context = await openContext(config, { clock: () => nowMs, db: await openEmpty() });
    const before = process.cpuUsage();
    seeded = await seedDemo(context, nowMs);
    const { user, system } = process.cpuUsage(before);
    workMs = (user + system) / 1000;
    const rows = await context.db.run<{ fact: unknown }>(
      'select fact from fact where quarantine is null order by stream, seq',
    );
    facts = rows.map(({ fact }) => Fact.parse(fact));
  }, 240_000);

  function ofKind<Kind extends Fact['kind']>(kind: Kind): readonly FactOf<Kind>[] {
    return facts.filter((fact): fact is FactOf<Kind> & Fact => fact.kind === kind);
  }

  describe('the demo', () => {
    it('puts two houses side by side, with every store, colleague and manager', async () => {
      const stores = await context.db.run<{ code: string; tenant: string }>(
        'select s.code, t.code as tenant from store s join tenant t on t.id = s.tenant order by t.code, s.code',
      );
      expect(stores.map(({ tenant, code }) => `${tenant} ${code}`)).toEqual([
        'sunrise BER',
        'sunrise CGN',
        'sunrise HAM',
        'sunrise MUC',
        'sunrise VIE',
        'yanxia HQ',
        'yanxia JA',
        'yanxia XH',
      ]);
      const staff = await context.db.run<{ id: string; verifier: string }>('select id, verifier from staff');
      expect(staff).toHaveLength(demoStaff.length);
      const ning = demoStaff.find(({ name }) => name.zh === '宁舒');
      const verifiers = await Promise.all(staff.map(({ id }) => verifierOf(ning?.pin ?? '', id)));
      expect(staff.filter(({ verifier }, index) => verifier === verifiers[index])).toHaveLength(1);
      const managers = await context.db.run<{ login: string }>('select login from manager order by login');
      expect(managers.map(({ login }) => login)).toEqual(demoManagers.map(({ login }) => login).sort());
    });

    it('tells five weeks of sales, fittings and phones, and nothing of it is parked', async () => {
      expect(seeded?.yanxia.sales).toBeGreaterThan(100);
      expect(seeded?.yanxia.fittings).toBeGreaterThan(140);
      expect(seeded?.yanxia.onlineSteps).toBeGreaterThan(80);
      expect(seeded?.sunrise.sales).toBeGreaterThan(25);
      const parked = await context.db.run('select id from fact where quarantine is not null');
      expect(parked).toEqual([]);
      expect(ofKind('SaleCompleted')).toHaveLength((seeded?.yanxia.sales ?? 0) + (seeded?.sunrise.sales ?? 0));
      expect(ofKind('FittingEnded')).toHaveLength((seeded?.yanxia.fittings ?? 0) + (seeded?.sunrise.fittings ?? 0));
      expect(ofKind('OrderPlaced').filter(({ capture }) => capture === 'import')).toHaveLength(2416);
    });

    it('costs one core at most ten seconds', () => {
      expect(workMs).toBeLessThan(10_000);
    });

    it('numbers every till’s receipts from 1 without a gap', () => {
      const numbers = new Map<string, number[]>();
      for (const { body } of ofKind('SaleCompleted')) {
        const { series, number } = body.receipt;
        numbers.set(series, [...(numbers.get(series) ?? []), number]);
      }
      expect(numbers.size).toBeGreaterThanOrEqual(6);
      for (const given of numbers.values()) expect(given).toEqual(given.map((_, index) => index + 1));
    });

    it('happens before now, in opening hours, within five weeks', () => {
      for (const { hlc, kind, capture } of facts) {
        expect(hlc / 1000).toBeLessThanOrEqual(nowMs);
        if (capture !== 'import' && kind !== 'StockCounted') expect(hlc / 1000).toBeGreaterThan(nowMs - 37 * DAY_MS);
      }
      const hours = ofKind('SaleCompleted').map(({ occurredAt }) => Number(occurredAt.slice(11, 13)));
      expect(Math.min(...hours)).toBeGreaterThanOrEqual(10);
      expect(Math.max(...hours)).toBeLessThanOrEqual(21);
    });

    it('sells nothing that does not hang in the store', () => {
      const shelves = new Map<string, ReturnType<typeof applyStock>>();
      for (const fact of facts) {
        if (!fact.store || fact.kind === 'OrderPlaced') continue;
        for (const move of stockMovesOf(fact, fact.store)) {
          const key = `${fact.store} ${move.variant}`;
          shelves.set(key, applyStock(shelves.get(key) ?? noStock, move));
        }
      }
      expect(shelves.size).toBeGreaterThan(3600);
      expect([...shelves].filter(([, stock]) => onHand(stock) < 0)).toEqual([]);
    });

    it('has people with both halves: the same number typed at a till and proven on a phone', () => {
      const claims = ofKind('IdentifierClaimed').filter(({ body }) => body.kind === 'phone');
      expect(claims.filter(({ body }) => body.proof === 'otp').length).toBeGreaterThan(15);
      expect(claims.filter(({ body }) => body.proof === 'typed').length).toBeGreaterThan(30);
      const cards = ofKind('IdentifierClaimed').filter(({ body }) => body.proof === 'in-person');
      expect(cards.length).toBeGreaterThan(2);
      const reasons = ofKind('FittingEnded').flatMap(({ body }) => body.garments.map(({ reason }) => reason));
      expect(new Set(reasons.filter((reason) => reason !== null)).size).toBeGreaterThan(6);
    });

    it('tells of 沈知夏 what the screens show: size 28, and a coat whose shoulders are wide', () => {
      const her = ofKind('CustomerEnrolled').filter(({ tenant, who, private: sealed }) => {
        const key = who && context.keys.of(tenant).get(who);
        return key && sealed && JSON.stringify(open(key, sealed)) === '{"name":"沈知夏"}';
      });
      expect(her.map(({ body }) => body.at).sort()).toEqual(['phone', 'till']);
      const states = her.map(({ who }) =>
        facts
          .filter((fact) => fact.who === who)
          .reduce((state, fact) => foldAnchor(state, fact, fact.hlc / 1000), noAnchorState),
      );
      const tags = tagsOf(mergeAnchorStates(states), nowMs);
      const sizes = tags.flatMap(({ value }) => (value.kind === 'size' ? [`${value.category} ${value.size}`] : []));
      expect(sizes).toContain('aa-1-12-11 28');
      const left = tags.flatMap(({ value }) => (value.kind === 'style' ? [`${value.name.en}: ${value.reason}`] : []));
      expect(left).toEqual(expect.arrayContaining(['Double-faced wool coat: shoulder', 'Waisted blazer: shoulder']));
      const channels = tags.flatMap(({ value }) => (value.kind === 'channels' ? [value] : []));
      expect(channels[0]?.store).toBeGreaterThan(0);
      expect(channels[0]?.online).toBeGreaterThan(0);
    });

    it('is there already the second time', async () => {
      const before = await context.db.run('select count(*) as facts from fact');
      expect(await seedDemo(context, nowMs + DAY_MS)).toBeNull();
      expect(await context.db.run('select count(*) as facts from fact')).toEqual(before);
    });
  });
});
