import { expect, test } from 'vitest';
import {
  aLiveTill,
  allSent,
  besideAHub,
  factsAtHub,
  type LiveTill,
  openForBusiness,
  ready,
  sell,
} from '../../support/a-live-till';
import { redCoat, whiteShirt } from '../../support/garments';

const coat = redCoat.gtin ?? '';

function enrol(till: LiveTill, ask: { name: string; phone: string }) {
  return till.run(async ({ till: here }, { name, phone }) => {
    const answer = await here.enrolCustomer({ name, phone, language: 'zh-CN' });
    return answer.ok ? answer.value : answer.refusal;
  }, ask);
}

function find(till: LiveTill, text: string) {
  return till.run(
    ({ till: here }, typed) => here.findPeople(typed).map(({ name, phoneTail }) => [name, phoneTail]),
    text,
  );
}

besideAHub('a person at an offline till', (hub) => {
  test('is found at once by phone, last four digits, name, pinyin and initials, also after a restart', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    till.cable.cut();
    await enrol(till, { name: '沈知夏', phone: '138 1234 6021' });
    const ways = ['13812346021', '6021', '沈知', 'shenzhixia', 'szx'];
    for (const typed of ways) expect(await find(till, typed), typed).toEqual([['沈知夏', '6021']]);
    await till.restartBrowser();
    await ready(till);
    await expect.poll(() => find(till, '6021')).toEqual([['沈知夏', '6021']]);
  });

  test('is not enrolled twice under one phone, nor under none', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await enrol(till, { name: '周曼', phone: '13900001111' });
    expect(await enrol(till, { name: '另一位', phone: '13900001111' })).toMatchObject({ code: 'phone-known' });
    expect(await enrol(till, { name: '另一位', phone: '123' })).toMatchObject({ code: 'phone-invalid' });
  });

  test('has every consent off until given, can withdraw offline, and a new yes answers the no', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    till.cable.cut();
    const person = await enrol(till, { name: '林', phone: '13700002222' });
    const id = 'id' in person ? person.id : null;
    const states = await till.run(async ({ till: here, until }, who) => {
      if (who === null) throw new Error('enrolled');
      const view = here.person(who);
      const marketing = () =>
        view.get()?.consents.find((one) => one.purpose === 'marketing' && one.channel === 'message')?.on;
      const say = (granted: boolean) =>
        here.changeConsent({ person: who, purpose: 'marketing', channel: 'message', granted, language: 'zh-CN' });
      await until(view, (shown) => shown !== null);
      const seen = [marketing(), view.get()?.consents.some(({ on }) => on)];
      for (const granted of [true, false, true]) {
        await say(granted);
        seen.push(marketing());
      }
      return { seen, unsent: view.get()?.unsent };
    }, id);
    expect(states).toEqual({ seen: [false, false, true, false, true], unsent: 5 });
  });

  test('gets a sale and a tag with its evidence before the hub has heard of any of it', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    till.cable.cut();
    const person = await enrol(till, { name: '唐', phone: '13600003333' });
    const who = 'id' in person ? person.id : null;
    const tags = await till.run(
      async ({ till: here, until }, { anchor, gtin, left }) => {
        if (anchor === null) throw new Error('enrolled');
        const visit = await here.startFitting({ room: '1', who: anchor });
        if (!visit.ok) throw new Error(visit.refusal.code);
        const fitting = visit.value.id;
        for (const code of [gtin, left]) await here.takeIn({ fitting, code });
        const pieces = here.rooms.get().find(({ room }) => room === '1')?.fitting?.pieces ?? [];
        const ended = await here.endFitting({
          fitting,
          garments: pieces.map(({ piece, garment }) =>
            garment.gtin === gtin
              ? { piece, outcome: 'bought' as const, reason: null }
              : { piece, outcome: 'left' as const, reason: 'too-small' as const },
          ),
        });
        if (!ended.ok) throw new Error(ended.refusal.code);
        const basket = here.basket.get();
        await here.completeSale({ tenders: [{ kind: 'cash', givenMinor: basket.totalMinor }] });
        const view = here.person(anchor);
        await until(view, (shown) => shown !== null && shown.tags.length > 0);
        return {
          attached: basket.who?.name,
          sellers: basket.lines.map(({ seller, fitting: from }) => [seller !== null, from === fitting]),
          tags: view.get()?.tags.map(({ tag, evidence }) => [tag, evidence.length]),
          room: here.rooms.get()[0]?.fitting,
        };
      },
      { anchor: who, gtin: coat, left: whiteShirt.gtin ?? '' },
    );
    expect(tags.attached).toBe('唐');
    expect(tags.sellers).toEqual([[true, true]]);
    expect(tags.tags).toContainEqual(['tried-on-not-bought', 1]);
    expect(tags.room).toBeNull();
  });

  test('reaches the hub with keys beside the facts, and nothing readable in them', async () => {
    const till = await aLiveTill(hub());
    await openForBusiness(till);
    await enrol(till, { name: '顾', phone: '13500004444' });
    await sell(till, coat);
    await allSent(till);
    const kinds = (await factsAtHub(hub(), till)).map(({ kind, quarantine }) => [kind, quarantine]);
    expect(kinds).toContainEqual(['IdentifierClaimed', null]);
    const stored = await hub().context.db.run<{ fact: unknown }>('select fact from fact');
    expect(JSON.stringify(stored)).not.toMatch(/13500004444|顾/);
  });
});
