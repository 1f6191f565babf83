import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CustomerDocument, type StockDocument } from '#shared/documents/documents';
import type { Happening } from '#shared/facts/happening';
import type { Fact } from '#shared/facts/registry';
import { AnchorId } from '#shared/kernel/ids';
import { foldAnchor, noAnchorState } from '#shared/people/fold-anchor';
import { foldStock, stockMovesOf } from '#shared/stock/fold-stock';
import { hlcMs } from '#shared/sync/hybrid-clock';
import { overlayCustomer, overlayStock } from '#shared/sync/overlay';
import type { Database } from '../../../hub/db/database';
import { appendHubFact } from '../../../hub/log/append-hub-fact';
import { streamsOf } from '../../../hub/log/read';
import { publishPeople } from '../../../hub/projectors/customers';
import { kindOfStream } from '../../../hub/projectors/projector';
import { rebuild } from '../../../hub/projectors/rebuild';
import { foldBatch, runBatch } from '../../../hub/projectors/run-batch';
import { projectors } from '../../../hub/projectors/run-projectors';
import { link, separate } from '../../support/a-decision';
import { aStore, aTenant } from '../../support/a-fact';
import { aFitting } from '../../support/a-fitting';
import { aHub, type TestHub } from '../../support/a-hub';
import { aSale } from '../../support/a-sale';
import { anEnrolledTill } from '../../support/an-enrolled-till';
import { anOrder } from '../../support/an-order';
import { eachDatabase } from '../../support/databases';
import { blueDress, redCoat, whiteShirt } from '../../support/garments';

type Step =
  | { readonly kind: 'happens'; readonly till: 0 | 1; readonly what: 0 | 1 | 2; readonly who: 0 | 1 | 2 }
  | { readonly kind: 'pushes'; readonly till: 0 | 1; readonly times: 1 | 2 | 3 }
  | { readonly kind: 'folds'; readonly pick: number }
  | { readonly kind: 'publishes' }
  | { readonly kind: 'links' | 'separates'; readonly a: 0 | 1 | 2; readonly b: 0 | 1 | 2 }
  | { readonly kind: 'looks'; readonly till: 0 | 1 };

const which = fc.constantFrom(0 as const, 1 as const);
const three = fc.constantFrom(0 as const, 1 as const, 2 as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('happens' as const), till: which, what: three, who: three }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('pushes' as const), till: which, times: fc.constantFrom(1, 2, 3) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('folds' as const), pick: fc.nat(1000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('publishes' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('links' as const, 'separates' as const), a: three, b: three }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('looks' as const), till: which }) },
);

const counted: Happening = {
  kind: 'StockCounted',
  capture: 'typed',
  body: { lines: [{ variant: blueDress.variant, style: blueDress.style, qty: 9 }] },
};

eachDatabase((_engine, open) => {
  let hub: TestHub;
  let isFlaky = false;
  let failures = 0;
  beforeAll(async () => {
    const db = await open();
    hub = await aHub(open, {}, { db: flaky(db), logger: pino({ level: 'silent' }) });
    await hub.projectors.pause();
  });
  afterAll(() => hub.stop());

  /** A database whose process dies around every third commit: before it, or just after. */
  function flaky(db: Database): Database {
    return {
      ...db,
      transaction: async (work) => {
        const chance = isFlaky ? failures++ % 5 : 9;
        if (chance === 1) {
          return db.transaction(async (tx) => {
            await work(tx);
            throw new Error('killed before the commit');
          });
        }
        const done = await db.transaction(work);
        if (chance === 3) throw new Error('killed after the commit');
        return done;
      },
    };
  }

  async function foldOne(pick: number): Promise<boolean> {
    const streams = await streamsOf(hub.context.db, aTenant);
    const pairs = streams.flatMap((stream) => {
      const kind = kindOfStream(stream.stream);
      return projectors.flatMap((projector) => (kind && projector.reads.includes(kind) ? [{ projector, stream }] : []));
    });
    for (let n = 0; n < pairs.length; n += 1) {
      const pair = pairs[(pick + n) % pairs.length];
      if (pair && (await foldBatch(hub.context, pair.projector, aTenant, pair.stream))) return true;
    }
    return false;
  }

  async function foldAll(): Promise<void> {
    for (const stream of await streamsOf(hub.context.db, aTenant)) {
      const kind = kindOfStream(stream.stream);
      for (const projector of projectors) {
        if (kind === null || !projector.reads.includes(kind)) continue;
        for (;;) {
          // The process died here and is started again.
          const isMore = await runBatch(hub.context, projector, aTenant, stream).catch(() => true);
          if (!isMore) break;
        }
      }
    }
  }

  const publish = async () => {
    while ((await publishPeople(hub.context, aTenant, Number.MAX_SAFE_INTEGER)) > 0);
  };

  const foldOf = (facts: readonly Fact[]) =>
    facts.reduce((state, fact) => foldAnchor(state, fact, hlcMs(fact.hlc)), noAnchorState);

  test('what a till shows of a person is exactly its own facts and what the document holds of the others', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
        const tills = [await anEnrolledTill(hub, { name: 'A' }), await anEnrolledTill(hub, { name: 'B' })] as const;
        const people = [0, 1, 2].map(() => AnchorId.parse(hub.context.mint('who')));
        const own: [Fact[], Fact[]] = [[], []];
        const sent = [0, 0];
        const unsent = (till: 0 | 1) => own[till].slice(sent[till]);
        let number = 0;
        const pushAll = async (till: 0 | 1, times: number) => {
          const facts = unsent(till);
          if (facts.length === 0) return;
          for (let n = 0; n < times; n += 1) await tills[till].push(facts);
          sent[till] = own[till].length;
        };
        const look = async (till: 0 | 1) => {
          const { documents } = await tills[till].pull('customers');
          for (const raw of documents) {
            if (raw.deleted || !people.some((who) => who === raw.id)) continue;
            const document = CustomerDocument.parse(raw);
            const stored = await seenOf(document.id);
            const shown = overlayCustomer(document, own[till]);
            for (const anchor of shown?.anchors ?? []) {
              const other = till === 0 ? 1 : 0;
              const known = stored.get(anchor.who)?.[tills[other].id] ?? 0;
              const facts = [...own[till], ...own[other].filter(({ hlc }) => hlc <= known)];
              expect(anchor.state).toEqual(foldOf(facts.filter(({ who }) => who === anchor.who)));
            }
          }
        };
        for (const one of steps) {
          switch (one.kind) {
            case 'happens': {
              const who = people[one.who];
              if (who) own[one.till].push(...tills[one.till].happen(happening(one.what, who, ++number)));
              break;
            }
            case 'pushes':
              await pushAll(one.till, one.times);
              break;
            case 'folds':
              await foldOne(one.pick);
              break;
            case 'publishes':
              await publish();
              break;
            case 'links':
            case 'separates': {
              const [a, b] = [people[one.a], people[one.b]];
              if (a && b && a !== b) await (one.kind === 'links' ? link(hub.context, a, b) : separate(hub.context, a));
              break;
            }
            case 'looks':
              await look(one.till);
          }
        }
        await pushAll(0, 1);
        await pushAll(1, 1);
        await foldAll();
        await publish();
        await look(0);
        await look(1);
        const all = [...own[0], ...own[1]];
        for (const { who, state } of await anchorsOf(people)) {
          expect(state).toEqual(foldOf(all.filter((fact) => fact.who === who)));
        }
      }),
      { numRuns: 12, interruptAfterTimeLimit: 60_000 },
    );
  });

  test('a hub that is killed around its commits folds each fact once, and a rebuild agrees', async () => {
    const till = await anEnrolledTill(hub, { name: 'C' });
    const who = AnchorId.parse(hub.context.mint('who'));
    const facts: Fact[] = [...(await till.tell(counted))];
    for (let n = 1; n <= 12; n += 1) facts.push(...(await till.tell(happening((n % 3) as 0 | 1 | 2, who, 500 + n))));
    const place = { tenant: aTenant, in: { stream: 'online' } } as const;
    await appendHubFact(hub.context, anOrder(50).by(who).withGarment(whiteShirt).happening(), place);
    isFlaky = true;
    await foldAll();
    isFlaky = false;
    await publish();
    expect(failures).toBeGreaterThan(5);
    const dress = (await till.pull('stock')).documents.find(
      ({ id }) => id === blueDress.style,
    ) as unknown as StockDocument;
    const moves = facts
      .flatMap((fact) => stockMovesOf(fact, aStore))
      .filter(({ variant }) => variant === blueDress.variant);
    const later = moves.length > 1 ? foldStock(moves, 0) : null;
    if (later) expect(overlayStock(dress, [], aStore)[blueDress.variant]?.countAt).toBe(later.countAt);
    const before = await everything();
    await rebuild(hub.context, hub.projectors, aTenant);
    await hub.projectors.pause();
    expect(await everything()).toEqual(before);
  });

  test('persons are the same in whatever order the streams are read again', async () => {
    const before = await persons();
    const { db } = hub.context;
    for (let round = 0; round < 4; round += 1) {
      await db.transaction(async (tx) => {
        for (const { name, clear } of projectors)
          if (name === 'people' || name === 'decisions') await clear(tx, aTenant, []);
        await tx.run("delete from progress where projector in ('people', 'decisions')");
      });
      for (let pick = round * 7; await foldOne(pick * 31); pick += 1);
      expect(await persons()).toEqual(before);
    }
  });

  const persons = () => hub.context.db.run('select who, person, state from anchor order by who');

  async function everything(): Promise<readonly unknown[]> {
    const tables = [
      'select who, person, state, seen, sealed, made, store_facts, online_facts, last_at from anchor order by who',
      'select store, variant, style, state, seen, at from stock order by store, variant',
      'select store, variant, hlc, id, line, delta, counted, held from movement order by store, variant, hlc, id, line',
      'select sale, store, body, seen from receipt order by sale',
      'select * from returned order by sale, line, fact, fact_line',
      'select store, fitting, state, seen from fitting order by store, fitting',
      'select * from figure order by store, day',
      'select kind, hmac, who, proof, fact, blocked from identifier order by kind, hmac, who',
    ];
    return Promise.all(tables.map((sql) => hub.context.db.run(sql)));
  }

  async function seenOf(id: string): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
    const [row] = await hub.context.db.run<{
      body: { anchors: readonly { who: string; seen: Readonly<Record<string, number>> }[] };
    }>('select body from doc where feed = $1 and id = $2', [`customers:${aStore}`, id]);
    return new Map((row?.body.anchors ?? []).map(({ who, seen }) => [who, seen]));
  }

  async function anchorsOf(people: readonly AnchorId[]) {
    return hub.context.db.run<{ who: AnchorId; state: unknown }>('select who, state from anchor where who = any($1)', [
      people,
    ]);
  }
});

function happening(what: 0 | 1 | 2, who: AnchorId, n: number): Happening {
  if (what === 0) return aSale().to(who).withGarment(blueDress).numbered(n).paidInCash().happening();
  if (what === 1) return aFitting(n).by(who).withGarment(redCoat, 'left', 'too-small').happenings()[2];
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
}
