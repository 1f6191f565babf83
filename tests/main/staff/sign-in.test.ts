import { beforeEach, describe, expect, test } from 'vitest';
import { StaffId } from '#shared/kernel/ids';
import { openSignIn, type SignIn } from '../../../main/staff/sign-in';
import type { Verifier } from '../../../main/staff/verifiers';
import { openVault } from '../../../main/vault/vault';
import { aDataFolder } from '../../support/a-host';
import { idOf } from '../../support/ids';
import { aColleague } from '../../support/tiny-hub';

let folder: string;
let nowMs: number;
let verifiers: readonly Verifier[];
const lin = StaffId.parse(idOf('staff', 1));
const manager = StaffId.parse(idOf('staff', 2));

beforeEach(async () => {
  folder = await aDataFolder();
  nowMs = 1_000_000;
  verifiers = [await aColleague(1, '1357'), await aColleague(2, '246810')];
});

/** The host as it is after a start: it knows of the past what is on disk. */
async function started(): Promise<SignIn> {
  const refresh = async () => false;
  return openSignIn({ vault: await openVault(folder, null), nowMs: () => nowMs, verifiers: () => verifiers, refresh });
}

describe('a guesser', () => {
  test('waits longer and longer, and not even the right PIN is looked at meanwhile', async () => {
    const signIn = await started();
    const waits: number[] = [];
    for (let guess = 0; guess < 6; guess += 1) {
      const answer = await signIn(lin, `00${guess}0`);
      if (answer.status === 'signed-in') throw new Error('guessed');
      expect(answer.code).toBe('pin-wrong');
      waits.push(answer.waitMs);
      expect(await signIn(lin, '1357')).toMatchObject(
        answer.waitMs > 0 ? { code: 'pin-delayed' } : { status: 'signed-in' },
      );
      if (answer.waitMs === 0) for (let again = 0; again <= guess; again += 1) await signIn(lin, 'wrong');
      nowMs += answer.waitMs;
    }
    expect(waits.at(-1)).toBeGreaterThan(waits[0] ?? 0);
  });

  test('gains nothing by starting the host again', async () => {
    const signIn = await started();
    for (let guess = 0; guess < 4; guess += 1) {
      const answer = await signIn(lin, '0000');
      nowMs += answer.status === 'refused' ? answer.waitMs : 0;
    }
    await signIn(lin, '0000');
    const again = await started();
    expect(await again(lin, '1357')).toEqual({ status: 'refused', code: 'pin-delayed', waitMs: 20_000 });
  });

  test('gains nothing by asking many times at once', async () => {
    const signIn = await started();
    const answers = await Promise.all(['0001', '0002', '0003', '0004', '0005', '1357'].map((pin) => signIn(lin, pin)));
    const codes = answers.map((answer) => (answer.status === 'refused' ? answer.code : answer.status));
    expect(codes).toEqual(['pin-wrong', 'pin-wrong', 'pin-wrong', 'pin-delayed', 'pin-delayed', 'pin-delayed']);
  });

  test('does not lock out a colleague', async () => {
    const signIn = await started();
    for (let guess = 0; guess < 3; guess += 1) await signIn(lin, '0000');
    expect(await signIn(manager, '246810')).toEqual({ status: 'signed-in', staff: manager });
  });
});

test('a right PIN forgets the wrong ones before it', async () => {
  const signIn = await started();
  for (let round = 0; round < 3; round += 1) {
    expect(await signIn(lin, '0000')).toMatchObject({ code: 'pin-wrong', waitMs: 0 });
    expect(await signIn(lin, '0000')).toMatchObject({ code: 'pin-wrong', waitMs: 0 });
    expect(await signIn(lin, '1357')).toMatchObject({ status: 'signed-in' });
  }
});

test('a full disk keeps nobody from signing in, and a guesser waits all the same', async () => {
  const vault = await openVault(folder, null);
  const full: typeof vault = {
    ...vault,
    write: async () => {
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    },
  };
  const refresh = async () => false;
  const signIn = await openSignIn({ vault: full, nowMs: () => nowMs, verifiers: () => verifiers, refresh });
  expect(await signIn(lin, '1357')).toMatchObject({ status: 'signed-in' });
  for (let guess = 0; guess < 3; guess += 1) await signIn(manager, '000000');
  expect(await signIn(manager, '246810')).toMatchObject({ code: 'pin-delayed' });
});
