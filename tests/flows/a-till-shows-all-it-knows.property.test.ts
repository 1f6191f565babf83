import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Garment } from '#shared/catalog/garment';
import type { Happening } from '#shared/facts/happening';
import type { Fact } from '#shared/facts/registry';
import { AnchorId } from '#shared/kernel/ids';
import { DAY_MS } from '#shared/kernel/time';
import { foldAnchor, noAnchorState } from '#shared/people/fold-anchor';
import { hlcMs } from '#shared/sync/hybrid-clock';
import { appendHubFact } from '../../hub/log/append-hub-fact';
import { aCustomer } from '../support/a-customer';
import { link, separate } from '../support/a-decision';
import { anotherStore, aStore, aTenant } from '../support/a-fact';
import { aFitting } from '../support/a-fitting';
import { knownFacts, RememberingTill, truthOf } from '../support/a-remembering-till';
import { aSale } from '../support/a-sale';
import { aSteppedHub, type Death, type SteppedHub } from '../support/a-stepped-hub';
import { anEnrolledTill } from '../support/an-enrolled-till';
import { anOrder } from '../support/an-order';
import { eachDatabase } from '../support/databases';
import { aGarment } from '../support/garments';
import { holdsAlways } from '../support/regressions';

const PEOPLE = 4;
const doings = ['sells', 'sells to nobody', 'takes back', 'fits', 'asks consent', 'counts'] as const;
type Doing = (typeof doings)[number];

type Step =
  | { readonly kind: 'happens'; till: number; what: Doing; who: number; garment: number; qty: number }
  | { readonly kind: 'pushes'; till: number; facts: number; copies: number; isHeard: boolean }
  | { readonly kind: 'pulls'; till: number; feed: 'customers' | 'stock'; limit: number; isLost: boolean }
  | { readonly kind: 'projects'; picks: readonly number[] }
  | { readonly kind: 'dies'; pick: number; when: Death }
  | { readonly kind: 'orders online'; who: number; garment: number; isCollected: boolean }
  | { readonly kind: 'links'; who: number; to: number }
  | { readonly kind: 'separates'; who: number }
  | { readonly kind: 'publishes' | 'settles' | 'restarts' };

const till = fc.nat(2);
const who = fc.nat(PEOPLE - 1);
const garment = fc.nat(2);
const pick = fc.nat(1000);
const is = <Kind extends Step['kind']>(kind: Kind) => fc.constant(kind);
const mostly = fc.nat(9).map((n) => n > 2);
const seldom = fc.nat(9).map((n) => n < 3);
const few = fc.integer({ min: 1, max: 3 });
const some = fc.integer({ min: 1, max: 9 });

/** What may happen next, anywhere. Clocks are a few minutes apart, and time goes on by parts of a second. */
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ kind: is('happens'), till, what: fc.constantFrom(...doings), who, garment, qty: some }),
  },
  { weight: 8, arbitrary: fc.record({ kind: is('pushes'), till, facts: some, copies: few, isHeard: mostly }) },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: is('pulls'),
      till,
      feed: fc.constantFrom('customers' as const, 'stock' as const),
      limit: few,
      isLost: seldom,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ kind: is('projects'), picks: fc.array(pick, { minLength: 1, maxLength: 8 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: is('dies'), pick, when: fc.constantFrom('before' as const, 'after' as const) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: is('publishes') }) },
  { weight: 1, arbitrary: fc.record({ kind: is('orders online'), who, garment, isCollected: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: is('links'), who, to: who }) },
  { weight: 1, arbitrary: fc.record({ kind: is('separates'), who }) },
  { weight: 1, arbitrary: fc.record({ kind: is('settles') }) },
  { weight: 1, arbitrary: fc.record({ kind: is('restarts') }) },
);
const skewsMs = fc.array(fc.integer({ min: -300_000, max: 300_000 }), { minLength: 3, maxLength: 3 });
const schedule = fc.record({ skewsMs, steps: fc.array(step, { minLength: 40, maxLength: 90 }) });

let shops = 0;

/** Two tills of one store and one of another, the people they serve and the garments they sell: of this schedule alone. */
class Shop {
  readonly tills: readonly RememberingTill[];
  readonly garments: readonly Garment[];
  readonly people: readonly AnchorId[];
  readonly online: Fact[] = [];
  readonly compared = { people: 0, ofOthers: 0, stock: 0, blind: 0 };
  nowMs = Date.now() - DAY_MS;
  private n = 0;

  private constructor(
    readonly stepped: SteppedHub,
    tills: readonly RememberingTill[],
  ) {
    shops += 1;
    this.tills = tills;
    const style = 1000 + shops * 2;
    this.garments = [
      aGarment(style, style * 10),
      aGarment(style, style * 10 + 1, { size: 'L' }),
      aGarment(style + 1, style * 10 + 2),
    ];
    this.people = Array.from({ length: PEOPLE }, () => AnchorId.parse(stepped.hub().context.mint('who')));
  }

  static async open(stepped: SteppedHub, skews: readonly number[]): Promise<Shop> {
    const tills: RememberingTill[] = [];
    const shop = new Shop(stepped, tills);
    for (const [n, store] of [aStore, aStore, anotherStore].entries()) {
      const nowMs = () => shop.nowMs + (skews[n] ?? 0);
      const enrolled = await anEnrolledTill(stepped.hub(), { store, name: `Till ${n + 1}`, nowMs });
      const remembering = new RememberingTill(enrolled, stepped.hub);
      await remembering.beginHere();
      tills.push(remembering);
    }
    return shop;
  }

  async act(now: Step): Promise<void> {
    this.n += 1;
    this.nowMs += 700;
    switch (now.kind) {
      case 'happens':
        return this.happen(now);
      case 'pushes':
        return this.push(this.at(now.till), now.facts, now.copies, now.isHeard);
      case 'pulls':
        await this.at(now.till).pull(now.feed, now.limit, now.isLost, this.online.length);
        return;
      case 'projects':
        for (const pick of now.picks) await this.stepped.step(pick);
        return;
      case 'dies':
        return this.stepped.stepAndDie(now.pick, now.when);
      case 'publishes':
        return this.stepped.publish();
      case 'orders online':
        return this.orderOnline(now);
      case 'links': {
        const { hub } = this.stepped;
        if (now.who !== now.to) await link(hub().context, this.person(now.who), this.person(now.to));
        return;
      }
      case 'separates':
        await separate(this.stepped.hub().context, this.person(now.who));
        return;
      case 'settles':
        return this.stepped.settle();
      case 'restarts':
        return this.stepped.restart();
    }
  }

  /** Every document with a till's own later facts is the fold of all facts that this till can know. */
  check(): void {
    for (const each of this.tills) {
      for (const { who, state, ...known } of each.shownAnchors()) {
        const facts = knownFacts(each, this.tills, this.online, known).filter((fact) => fact.who === who);
        expect(state).toEqual(facts.reduce((all, fact) => foldAnchor(all, fact, hlcMs(fact.hlc)), noAnchorState));
        this.compared.people += 1;
        if (facts.some((fact) => !each.own.includes(fact))) this.compared.ofOthers += 1;
      }
      for (const { style, variant } of this.garments) {
        const { stock, ...known } = each.shownStock(style, variant);
        const truth = truthOf(each, knownFacts(each, this.tills, this.online, known), known.seen, variant);
        if (truth === null) this.compared.blind += 1;
        else expect(stock).toEqual(truth);
        this.compared.stock += 1;
      }
    }
  }

  /** Once everything is sent, folded and pulled, all know everything and nobody is shown twice. */
  async checkEnd(): Promise<void> {
    for (const each of this.tills) await this.push(each, each.own.length, 1, true);
    await this.stepped.settle();
    for (const each of this.tills) await each.pullAll(this.online.length);
    this.check();
    const facts = [...this.tills.flatMap(({ own }) => own), ...this.online];
    const persons = await this.persons();
    for (const each of this.tills) {
      for (const { who, state } of each.shownAnchors()) {
        const own = facts.filter((fact) => fact.who === who);
        expect(state).toEqual(own.reduce((all, fact) => foldAnchor(all, fact, hlcMs(fact.hlc)), noAnchorState));
      }
      for (const { style, variant } of this.garments) {
        const { stock } = each.shownStock(style, variant);
        expect(stock).toEqual(truthOf(each, facts, { [each.till.id]: Number.MAX_SAFE_INTEGER }, variant));
      }
      const shown = each.persons().flat();
      expect(new Set(shown).size).toBe(shown.length);
      for (const anchors of each.persons()) expect(persons).toContainEqual(anchors);
    }
  }

  private at(n: number): RememberingTill {
    const found = this.tills[n];
    if (found === undefined) throw new Error(`no till ${n}`);
    return found;
  }

  private person(n: number): AnchorId {
    const found = this.people[n];
    if (found === undefined) throw new Error(`no person ${n}`);
    return found;
  }

  private garment(n: number): Garment {
    const found = this.garments[n];
    if (found === undefined) throw new Error(`no garment ${n}`);
    return found;
  }

  private happen(now: Extract<Step, { kind: 'happens' }>): void {
    const where = this.at(now.till);
    const person = this.person(now.who);
    const isKnown = this.tills.some(({ own }) => own.some((fact) => fact.who === person));
    const isAboutSomebody = now.what !== 'sells to nobody' && now.what !== 'counts';
    const enrolment = isKnown || !isAboutSomebody ? [] : aCustomer(person).named('林').happenings();
    const happening = doing(now.what, person, this.garment(now.garment), now.qty, this.n);
    where.own.push(...where.till.happen(...enrolment, happening));
  }

  private async push(from: RememberingTill, facts: number, copies: number, isHeard: boolean): Promise<void> {
    const batch = from.own.slice(from.sent, from.sent + facts);
    if (batch.length === 0) return;
    for (let copy = 0; copy < copies; copy += 1) {
      const answer = await from.till.push(batch);
      expect(answer).toMatchObject({ ok: true, value: { quarantined: [] } });
    }
    if (isHeard) from.sent += batch.length;
  }

  /** NOTE in every document at once, so that it is known which ones hold it. */
  private async orderOnline(now: Extract<Step, { kind: 'orders online' }>): Promise<void> {
    const order = anOrder(this.n).by(this.person(now.who)).withGarment(this.garment(now.garment));
    const happening = now.isCollected ? order.toCollectIn(aStore, Date.now() + 30 * DAY_MS) : order;
    const place = { tenant: aTenant, in: { stream: 'online' }, atMs: this.nowMs } as const;
    const fact = await appendHubFact(this.stepped.hub().context, happening.happening(), place);
    await this.stepped.settle();
    this.online.push(fact);
  }

  private async persons(): Promise<readonly (readonly AnchorId[])[]> {
    const rows = await this.stepped
      .hub()
      .context.db.run<{ who: AnchorId; person: string }>('select who, person from anchor where who = any($1)', [
        this.people,
      ]);
    return [...new Set(rows.map(({ person: id }) => id))].map((id) =>
      rows
        .filter((row) => row.person === id)
        .map(({ who }) => who)
        .toSorted(),
    );
  }
}

function doing(what: Doing, who: AnchorId, piece: Garment, qty: number, n: number): Happening {
  switch (what) {
    case 'sells':
      return aSale().to(who).withGarment(piece).numbered(n).paidInCash().happening();
    case 'sells to nobody':
      return aSale().withGarment(piece, { qty: 2 }).numbered(n).paidInCash().happening();
    case 'takes back':
      return aSale().to(who).bringingBack(piece).numbered(n).happening();
    case 'fits':
      return aFitting(n).by(who).withGarment(piece, 'left', 'too-small').happenings()[2];
    case 'asks consent':
      return {
        kind: 'ConsentChanged',
        capture: 'picked',
        who,
        body: {
          purpose: 'profiling',
          channel: 'store',
          granted: n % 2 === 0,
          answers: [],
          wording: 'till-1',
          language: 'en',
        },
      };
    case 'counts':
      return {
        kind: 'StockCounted',
        capture: 'typed',
        body: { lines: [{ variant: piece.variant, style: piece.style, qty }] },
      };
  }
}

eachDatabase((engine, openDatabase) => {
  describe('a till', () => {
    let stepped: SteppedHub;
    beforeAll(async () => {
      stepped = await aSteppedHub(openDatabase);
    });
    afterAll(() => stepped.hub().stop());

    test('shows at every moment what all facts known to it come to, and in the end all tills show the same', async () => {
      const compared = { people: 0, ofOthers: 0, stock: 0, blind: 0 };
      await holdsAlways(
        `a till shows all it knows ${engine}`,
        schedule,
        async ({ skewsMs: skews, steps }) => {
          const shop = await Shop.open(stepped, skews);
          for (const now of steps) {
            await shop.act(now);
            shop.check();
          }
          await shop.checkEnd();
          for (const key of ['people', 'ofOthers', 'stock', 'blind'] as const) compared[key] += shop.compared[key];
        },
        { runs: 40, withinMs: 25_000 },
      );
      process.stdout.write(`a till shows all it knows: ${JSON.stringify(compared)}\n`);
      expect(compared.ofOthers).toBeGreaterThan(0);
      expect(compared.blind).toBeLessThan(compared.stock / 10);
    });
  });
});
