import { describe, expect, test } from 'vitest';
import type { HubAnswer, HubCalls } from '../../../main/device/hub-calls';
import { pageTokens } from '../../../main/device/page-tokens';

const QUARTER_MS = 15 * 60_000;

/** A hub that gives a new token each time, until it is unreachable or refuses. */
function aHub(clock: { nowMs: number }) {
  const hub = { given: 0, says: 'yes' as 'yes' | 'nothing' | 'no' };
  const call = (async (): Promise<HubAnswer<unknown>> => {
    if (hub.says === 'nothing') return { ok: false, refusal: null };
    if (hub.says === 'no') return { ok: false, refusal: { code: 'unauthorized', params: {}, requestId: 'r' } };
    hub.given += 1;
    return {
      ok: true,
      sentAtMs: clock.nowMs,
      value: { token: `t${hub.given}`, expiresAtMs: clock.nowMs + QUARTER_MS },
    };
  }) as HubCalls;
  return { hub, call };
}

describe('a page’s token', () => {
  test('is the same for pages that ask together, and another once it may have gone stale', async () => {
    const clock = { nowMs: 0 };
    const { call } = aHub(clock);
    const ask = pageTokens(call, 'app://pos', () => clock.nowMs);
    expect((await Promise.all([ask(), ask()])).map((one) => one?.token)).toEqual(['t1', 't1']);
    clock.nowMs += 31_000;
    expect((await ask())?.token).toBe('t2');
  });

  test('goes on being given while the hub is silent, until a minute before its end', async () => {
    const clock = { nowMs: 0 };
    const { hub, call } = aHub(clock);
    const ask = pageTokens(call, 'app://pos', () => clock.nowMs);
    await ask();
    hub.says = 'nothing';
    clock.nowMs = QUARTER_MS - 61_000;
    expect((await ask())?.token).toBe('t1');
    clock.nowMs = QUARTER_MS - 59_000;
    expect(await ask()).toBeNull();
  });

  test('is not given again once the hub has said no', async () => {
    const clock = { nowMs: 0 };
    const { hub, call } = aHub(clock);
    const ask = pageTokens(call, 'app://pos', () => clock.nowMs);
    await ask();
    clock.nowMs += 40_000;
    hub.says = 'no';
    await expect(ask()).rejects.toMatchObject({ code: 'unauthorized' });
    hub.says = 'nothing';
    expect(await ask()).toBeNull();
  });
});
