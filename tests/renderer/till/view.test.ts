import { describe, expect, it } from 'vitest';
import { createCell, createRelay, derive } from '../../../renderer/till/view';

describe('a view', () => {
  it('is the same object until what it shows has changed', () => {
    const count = createCell(1);
    const shown = derive([count], () => ({ double: count.get() * 2 }));
    const first = shown.get();
    expect(shown.get()).toBe(first);
    count.set(2);
    expect(shown.get()).toEqual({ double: 4 });
  });

  it('tells its followers of changes only, and nobody after they stopped', () => {
    const count = createCell(1);
    const heard: number[] = [];
    const stop = count.subscribe(() => heard.push(count.get()));
    count.set(1);
    count.set(2);
    stop();
    count.set(3);
    expect(heard).toEqual([2]);
  });

  it('can be followed before there is anything behind it', () => {
    const relay = createRelay('nothing');
    const heard: string[] = [];
    relay.subscribe(() => heard.push(relay.get()));
    const behind = createCell('opened');
    relay.attach(behind);
    behind.set('sold');
    expect(heard).toEqual(['opened', 'sold']);
  });
});
