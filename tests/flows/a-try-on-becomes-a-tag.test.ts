import { expect, test } from 'vitest';
import { AnchorId } from '#shared/kernel/ids';
import type { Tag } from '#shared/tags/tag-rule';
import { aLiveTill, allSent, besideAHub, type LiveTill, openForBusiness } from '../support/a-live-till';
import { aSignedInManager } from '../support/a-manager';
import { answered } from '../support/an-enrolled-till';
import { redCoat, whiteShirt } from '../support/garments';

const [coat, shirt] = [redCoat.gtin ?? '', whiteShirt.gtin ?? ''];

/** Tries two garments on; the coat is left as too small, the shirt as not fitting. */
function tryOn(till: LiveTill, who: string): Promise<string> {
  return till.run(
    async ({ till: here }, ask) => {
      const must = <Value>(answer: { ok: true; value: Value } | { ok: false; refusal: { code: string } }): Value => {
        if (!answer.ok) throw new Error(answer.refusal.code);
        return answer.value;
      };
      const { id: fitting } = must(await here.startFitting({ room: '1', who: ask.who as never }));
      for (const code of ask.gtins) must(await here.takeIn({ fitting, code }));
      const garments = [1, 2].map((piece) => ({ piece, outcome: 'left' as const, reason: 'too-small' as const }));
      must(await here.endFitting({ fitting, garments }));
      return fitting;
    },
    { who, gtins: [coat, shirt] },
  );
}

/** The styles tried on and not bought: which, why left, by which rule, and the facts that say so. */
function triedOnIn(tags: readonly Tag[]) {
  return tags
    .filter(({ tag }) => tag === 'tried-on-not-bought')
    .map(({ value, source, evidence }) => ({ value, source, facts: evidence.map(({ fact }) => fact) }));
}

async function shownAt(till: LiveTill, who: string) {
  return triedOnIn(await till.run(({ till: here }, person) => here.person(person as never).get()?.tags ?? [], who));
}

besideAHub('a garment tried on and left', (hub) => {
  test('is a tag with its reason at once, offline; the same tag at the hub; and gone once it is bought', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    till.cable.cut();
    const who = await till.run(async ({ till: here }) => {
      const person = await here.enrolCustomer({ name: '周', phone: '13800138021', language: 'zh-CN' });
      if (!person.ok) throw new Error(person.refusal.code);
      return person.value.id;
    });
    await till.run(({ till: here, until }, id) => until(here.person(id as never), (one) => one !== null), who);
    await tryOn(till, who);
    const offline = await shownAt(till, who);
    expect(offline.map(({ value }) => value)).toMatchObject([
      { style: redCoat.style, size: redCoat.size, reason: 'too-small' },
      { style: whiteShirt.style, size: whiteShirt.size, reason: 'too-small' },
    ]);
    for (const { source, facts } of offline) {
      expect(source).toMatch(/^tried-on-not-bought@\d+$/);
      expect(facts).toHaveLength(1);
    }

    till.cable.mend();
    await allSent(till);
    await hub().projectors.caughtUp({ publishesAll: true });
    await till.run(
      ({ till: here, until }, id) => until(here.person(id as never), (one) => one?.unsent === 0).then(() => null),
      who,
    );
    expect(await shownAt(till, who)).toEqual(offline);
    const manager = await aSignedInManager(hub(), 'tags');
    const params = { person: AnchorId.parse(who) };
    const atHub = async () => triedOnIn(answered(await manager.call('read-person', { params })).tags);
    expect(await atHub()).toEqual(offline);

    await till.run(
      async ({ till: here }, { id, code }) => {
        here.addByCode(code);
        here.attachPerson(id as never);
        await here.completeSale({ tenders: [{ kind: 'cash', givenMinor: here.basket.get().totalMinor }] });
      },
      { id: who, code: coat },
    );
    const left = offline.slice(1);
    expect(await shownAt(till, who)).toEqual(left);
    await allSent(till);
    await hub().projectors.caughtUp({ publishesAll: true });
    expect(await atHub()).toEqual(left);
  });
});
