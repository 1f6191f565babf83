import { argon2Verify } from 'hash-wasm';
import { z } from 'zod';
import type { SignInAnswer } from '#shared/contract/host';
import { StaffId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';
import { forgoIfFull } from '../files/error-code';
import { oneAtATime } from '../files/one-at-a-time';
import type { Vault } from '../vault/vault';
import { pinWaitMs, type WrongPins } from './pin-delay';
import type { Verifier } from './verifiers';

const Counters = z.record(StaffId, z.object({ wrong: z.int(), lastAtMs: z.int() }).readonly());

export type SignInParts = {
  readonly vault: Vault;
  readonly nowMs: () => InstantMs;
  readonly verifiers: () => readonly Verifier[] | null;
  /** Asks the hub for a newer list; for a colleague who is not on the one here. */
  readonly refresh: () => Promise<boolean>;
};

export type SignIn = (staff: StaffId, pin: string) => Promise<SignInAnswer>;

/** Signs colleagues in by PIN, one attempt at a time. Wrong ones are counted on disk, so that a restart gives none back. */
export async function openSignIn({ vault, nowMs, verifiers, refresh }: SignInParts): Promise<SignIn> {
  const counters = new Map<StaffId, WrongPins>();
  const stored = Counters.safeParse(await vault.read('pins'));
  for (const [id, pins] of Object.entries(stored.data ?? {})) counters.set(StaffId.parse(id), pins);

  const count = async (staff: StaffId, pins: WrongPins | null) => {
    if (pins) counters.set(staff, pins);
    else counters.delete(staff);
    // On a full disk they are counted in memory: who may sell must not hang on room for a count.
    await vault.write('pins', Object.fromEntries(counters)).catch(forgoIfFull);
  };

  const find = async (staff: StaffId) => {
    const known = verifiers()?.find(({ id }) => id === staff);
    if (known) return known;
    await refresh();
    return verifiers()?.find(({ id }) => id === staff);
  };

  const signIn: SignIn = async (staff, pin) => {
    const verifier = await find(staff);
    if (!verifiers()) return no('no-verifiers');
    if (!verifier?.active) return no('staff-unknown');
    const waitMs = pinWaitMs(counters.get(staff), nowMs());
    if (waitMs > 0) return no('pin-delayed', waitMs);
    const before = counters.get(staff);
    const counted = { wrong: (before?.wrong ?? 0) + 1, lastAtMs: nowMs() };
    // Counted before it is looked at: pulling the plug in between must not give a free guess.
    await count(staff, counted);
    if (pin === '' || !(await argon2Verify({ password: pin, hash: verifier.verifier })))
      return no('pin-wrong', pinWaitMs(counted, nowMs()));
    await count(staff, null);
    return { status: 'signed-in', staff };
  };
  const serially = oneAtATime();
  return (staff, pin) => serially(() => signIn(staff, pin));
}

function no(code: Extract<SignInAnswer, { status: 'refused' }>['code'], waitMs = 0): SignInAnswer {
  return { status: 'refused', code, waitMs };
}
