import { expect, test, vi } from 'vitest';
import type { WireRefusal } from '#shared/contract/refusal';
import type { HubAnswer, HubClient } from '../../../../renderer/hub-client/hub-client';
import { openReads } from '../../../../renderer/region/data/reads';

/** A hub that answers when the test says so. */
function aSlowHub() {
  const asked: { readonly name: string; readonly answer: (given: HubAnswer<unknown>) => void }[] = [];
  const call = (name: string) => new Promise((answer) => asked.push({ name, answer }));
  const client = { call, follow: () => () => {} } as unknown as HubClient;
  return { client, asked, last: () => asked[asked.length - 1] };
}

const here = (n: number) => ({ ok: true, value: { n } }) as unknown as HubAnswer<unknown>;
const no = (code: string): HubAnswer<unknown> => {
  return { ok: false, status: null, refusal: { code, params: {}, requestId: '' } };
};
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

test('what two parts of a page look at is asked once at a time, and both see it', async () => {
  const hub = aSlowHub();
  const reads = openReads(hub.client, () => {});
  const [first, second] = [vi.fn(), vi.fn()];
  reads.watch('read-tags', {}, first);
  reads.watch('read-tags', {}, second);
  expect(hub.asked).toHaveLength(1);
  hub.asked[0]?.answer(here(1));
  await settle();
  expect(reads.look('read-tags', {}).value).toEqual({ n: 1 });
  expect(first).toHaveBeenCalled();
  expect(second).toHaveBeenCalled();
});

test('something that moved while an answer was on its way is asked for again', async () => {
  const hub = aSlowHub();
  const reads = openReads(hub.client, () => {});
  reads.watch('read-tags', {}, () => {});
  reads.refresh();
  await new Promise((resolve) => setTimeout(resolve, 450));
  expect(hub.asked).toHaveLength(1);
  hub.asked[0]?.answer(here(1));
  await settle();
  expect(hub.asked).toHaveLength(2);
  hub.asked[1]?.answer(here(2));
  await settle();
  expect(reads.look('read-tags', {}).value).toEqual({ n: 2 });
});

test('a network that is gone leaves on screen what was there; a refusal takes it away', async () => {
  const refused: WireRefusal[] = [];
  const hub = aSlowHub();
  const reads = openReads(hub.client, (refusal) => refused.push(refusal));
  const stop = reads.watch('read-tags', {}, () => {});
  hub.last()?.answer(here(1));
  await settle();
  stop();
  reads.watch('read-tags', {}, () => {});
  hub.last()?.answer(no('hub-unreachable'));
  await settle();
  expect(reads.look('read-tags', {})).toEqual({ value: { n: 1 }, refusal: null });
  reads.watch('read-tags', {}, () => {});
  hub.last()?.answer(no('unauthorized'));
  await settle();
  expect(reads.look('read-tags', {})).toMatchObject({ value: null, refusal: { code: 'unauthorized' } });
  expect(refused.map(({ code }) => code)).toEqual(['hub-unreachable', 'unauthorized']);
});

test('an answer that was asked for before somebody signed out is not shown after', async () => {
  const hub = aSlowHub();
  const reads = openReads(hub.client, () => {});
  reads.watch('read-tags', {}, () => {});
  reads.forget();
  hub.asked[0]?.answer(here(1));
  await settle();
  expect(reads.look('read-tags', {}).value).toBeNull();
});
