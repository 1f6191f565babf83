import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { luminance } from '../../../renderer/ui/cloth';

const css = readFileSync(new URL('../../../renderer/ui/tokens.css', import.meta.url), 'utf8');
const tokensOf = (block: string | undefined): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...(block ?? '').matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)].map(([, name, value]) => [name, value]),
  );
const light = tokensOf(/:root \{([\s\S]*?)\n\}/.exec(css)?.[1]);
const dark = { ...light, ...tokensOf(/:root\[data-theme="dark"\] \{([\s\S]*?)\n\}/.exec(css)?.[1]) };

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** Words and what they stand on. */
const words = [
  ...['text', 'text-2', 'text-3'].flatMap((word) => ['ground', 'panel', 'panel-2'].map((on) => [word, on] as const)),
  ['text', 'panel-3'],
  ['text-2', 'panel-3'],
  ['text', 'indigo-soft'],
  ['text', 'persimmon-soft'],
  ['indigo', 'panel'],
  ['indigo', 'panel-2'],
  ['indigo', 'indigo-soft'],
  ['on-indigo', 'indigo'],
  ['on-indigo', 'indigo-press'],
  ['persimmon-text', 'panel'],
  ['persimmon-text', 'ground'],
  ['persimmon-text', 'persimmon-soft'],
  ['money-text', 'money-bg'],
  ['money-text-2', 'money-bg'],
  ['on-pay', 'pay'],
  ['on-pay', 'pay-press'],
  ['ok', 'ok-soft'],
  ['ok', 'panel'],
  ['wait', 'wait-soft'],
  ['wait', 'panel'],
  ['wait', 'panel-2'],
  ['wait', 'indigo-soft'],
  ['stop', 'stop-soft'],
  ['stop', 'panel'],
  ['text-2', 'none-soft'],
] as const;

/** Marks and edges and what they stand on. */
const marks = [
  ['indigo', 'panel'],
  ['indigo', 'ground'],
  ['persimmon', 'panel'],
  ['persimmon', 'ground'],
  ['persimmon', 'panel-2'],
  ['line-strong', 'panel'],
  ['line-strong', 'ground'],
  ['ok-mark', 'ok-soft'],
  ['stop-mark', 'stop-soft'],
  ['focus', 'ground'],
  ['focus', 'panel'],
  ['text-3', 'none-soft'],
] as const;

describe.each([
  ['light', light],
  ['dark', dark],
])('on a %s screen', (_, tokens) => {
  const of = (name: string): string => {
    const value = tokens[name];
    if (value === undefined) throw new Error(`no token --${name}`);
    return value;
  };

  it.each(words)('%s can be read on %s: at least 4.9 to 1', (word, on) => {
    expect(contrast(of(word), of(on))).toBeGreaterThanOrEqual(4.9);
  });

  it.each(marks)('%s can be seen on %s: at least 3 to 1', (mark, on) => {
    expect(contrast(of(mark), of(on))).toBeGreaterThanOrEqual(3);
  });
});

describe('words', () => {
  it('are never under 12 px', () => {
    const sizes = [...css.matchAll(/--t-\d+:\s*([\d.]+)rem/g)].map(([, rem]) => Number(rem) * 16);
    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(12);
  });
});
