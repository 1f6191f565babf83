import { describe, expect, it } from 'vitest';
import { SyncPill, type SyncState, toneOf } from '../../../renderer/ui/sync-pill';
import { wordsOf } from './render';

const now = 1_800_000_000_000;
const minute = 60_000;
const well: SyncState = { waiting: 0, needYou: 0, isOffline: false, heardAt: now - 3_000 };
const say = (state: SyncState) => wordsOf(<SyncPill now={now} {...state} />);

describe('the sync pill', () => {
  it('says that all is sent, and how long ago that was known', () => {
    expect(say(well)).toBe('All sent 3 s ago');
    expect(toneOf(well)).toBe('ok');
  });

  it('says how many wait and since when', () => {
    const state = { ...well, waiting: 12, waitingSince: now - 4 * minute };
    expect(say(state)).toBe('12 waiting oldest 4 min ago');
    expect(toneOf(state)).toBe('wait');
  });

  it('says how long it is offline, even with nothing waiting', () => {
    const state = { ...well, isOffline: true, offlineSince: now - 26 * minute };
    expect(say(state)).toBe('Offline 26 min');
    expect(say({ ...state, waiting: 12 })).toBe('Offline 26 min 12 waiting');
    expect(toneOf(state)).toBe('wait');
  });

  it('puts what needs a person before everything else, without hiding what waits', () => {
    const state = { ...well, needYou: 1, waiting: 2, isOffline: true };
    expect(say(state)).toBe('1 needs you Offline 2 waiting');
    expect(toneOf(state)).toBe('stop');
  });

  it('never claims that all is sent before the hub was heard', () => {
    const state = { ...well, heardAt: undefined };
    expect(say(state)).toBe('Not connected yet');
    expect(toneOf(state)).toBe('none');
  });
});
