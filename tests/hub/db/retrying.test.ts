import { expect, test } from 'vitest';
import { isPassing, retryWork } from '../../../hub/db/retrying';

const failure = (code: string | undefined, message = 'failed') => Object.assign(new Error(message), { code });

test.each(['40001', '40P01', '08006', '08003', '57P01', '57P03', '57014', '53300', '58030', 'ECONNREFUSED', 'EPIPE'])(
  '%s goes away by itself and is tried again',
  (code) => expect(isPassing(failure(code))).toBe(true),
);

test.each(['23505', '22P05', '42703', '0A000', '57000', '53100'])('%s stays and is told at once', (code) =>
  expect(isPassing(failure(code))).toBe(false),
);

test('a connection that ends without a code is passing; any other failure without one is a bug', () => {
  expect(isPassing(failure(undefined, 'Connection terminated unexpectedly'))).toBe(true);
  expect(isPassing(failure(undefined, 'rows is not iterable'))).toBe(false);
  expect(isPassing(failure('XX000', 'server closed the connection unexpectedly'))).toBe(true);
  expect(isPassing(failure('XX000', 'complex joins are only supported when …'))).toBe(false);
});

test('waits grow, differ by chance, and end after nine tries with the last failure', async () => {
  const waits: number[] = [];
  let tries = 0;
  const patience = { sleep: async (ms: number) => void waits.push(ms), random: () => 0.5 };
  const work = async () => {
    tries += 1;
    throw failure('08006', `try ${tries}`);
  };
  await expect(retryWork(patience, work)).rejects.toThrow('try 9');
  expect(waits).toEqual([15, 30, 60, 120, 240, 480, 960, 1500]);
});

test('a second try that works is the answer', async () => {
  let tries = 0;
  const patience = { sleep: async () => undefined, random: () => 0 };
  const work = async () => {
    tries += 1;
    if (tries === 1) throw failure('40P01');
    return 'stored';
  };
  expect(await retryWork(patience, work)).toBe('stored');
  expect(tries).toBe(2);
});
