import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CustomerDocument } from '#shared/documents/documents';
import type { Happening } from '#shared/facts/happening';
import { AnchorId } from '#shared/kernel/ids';
import { DAY_MS } from '#shared/kernel/time';
import { mergeAnchorStates } from '#shared/people/fold-anchor';
import { appendHubFacts } from '../../../hub/log/append-hub-fact';
import { aCustomer } from '../../support/a-customer';
import { aTenant } from '../../support/a-fact';
import { aHub, type TestHub } from '../../support/a-hub';
import { anEnrolledTill, type EnrolledTill } from '../../support/an-enrolled-till';
import { eachDatabase } from '../../support/databases';
import { factsOf, foldedFrom } from '../../support/facts-of';

eachDatabase((_engine, open) => {
  describe('a store’s people', () => {
    let nowMs = Date.UTC(2026, 10, 22, 4);
    let hub: TestHub;
    let till: EnrolledTill;
    beforeAll(async () => {
      hub = await aHub(open, { peopleMax: 3 }, { clock: () => nowMs });
      till = await anEnrolledTill(hub, { nowMs: () => nowMs });
    });
    afterAll(() => hub.stop());

    const mint = () => AnchorId.parse(hub.context.mint('who'));
    const consent = (who: AnchorId): Happening => ({
      kind: 'ConsentChanged',
      who,
      capture: 'picked',
      body: { purpose: 'profiling', channel: 'store', granted: true, answers: [], wording: 'w1', language: 'en' },
    });
    async function visit(who: AnchorId): Promise<void> {
      nowMs += 60_000;
      await till.tell(consent(who));
    }
    /** Whom a till holds once everything was published and what is too much was let go of. */
    async function held(): Promise<readonly string[]> {
      await hub.projectors.caughtUp({ publishesAll: true });
      nowMs += 61_000;
      await hub.projectors.caughtUp({ publishesAll: true });
      const { documents } = await till.pull('customers');
      return documents.filter(({ deleted }) => !deleted).map(({ id }) => id);
    }

    test('are those seen last, as many as a till holds; who comes again is held again, and who stays away for two years is not', async () => {
      const people = [1, 2, 3, 4, 5].map(() => mint());
      for (const who of people) {
        await till.tell(...aCustomer(who).named(`N ${who}`).happenings());
        await visit(who);
      }
      const [first, second, third, ...last] = people;
      if (!first || !second || !third) throw new Error('five people');
      expect((await held()).toSorted()).toEqual([third, ...last].toSorted());
      await visit(first);
      expect((await held()).toSorted()).toEqual([...last, first].toSorted());
      expect((await held()).toSorted()).toEqual([...last, first].toSorted());
      nowMs += 731 * DAY_MS;
      await visit(second);
      expect(await held()).toEqual([second]);
    });

    test('a person of many records is told whole: what does not stand by itself is folded into the oldest', async () => {
      const [oldest, ...others] = Array.from({ length: 15 }, () => mint());
      if (!oldest) throw new Error('fifteen records');
      for (const who of [oldest, ...others]) await visit(who);
      await appendHubFacts(
        hub.context,
        others.map((who) => ({
          happening: {
            kind: 'IdentitiesLinked',
            capture: 'typed',
            body: { anchors: [oldest, who], rule: 'manager@1', evidence: [] },
          },
          place: { tenant: aTenant, in: { stream: 'people' } },
        })),
      );
      await held();
      const { documents } = await till.pull('customers');
      const person = CustomerDocument.parse(documents.find(({ id, deleted }) => id === oldest && !deleted));
      const facts = await factsOf(hub);
      expect(mergeAnchorStates(person.anchors.map(({ state }) => state))).toEqual(
        mergeAnchorStates([oldest, ...others].map((who) => foldedFrom(facts, who))),
      );
      expect(person.anchors.map(({ who }) => who)).toEqual([oldest, ...others.slice(-11)]);
    });
  });
});
