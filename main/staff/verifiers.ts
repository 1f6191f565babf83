import { z } from 'zod';
import { StaffId } from '#shared/kernel/ids';
import type { HubCalls } from '../device/hub-calls';
import { forgoIfFull } from '../files/error-code';
import type { Vault } from '../vault/vault';

/** An argon2id verifier of one colleague's PIN, as the hub gives it to hosts and to nobody else. */
const Verifier = z.object({
  id: StaffId,
  verifier: z.string().startsWith('$argon2id$'),
  role: z.string(),
  active: z.boolean(),
});
export type Verifier = z.output<typeof Verifier>;

const Verifiers = z.array(Verifier).readonly();

export type VerifierStore = {
  /** Null before the first list came from the hub. */
  readonly all: () => readonly Verifier[] | null;
  /** Asks the hub for the list; what is there stays when it does not answer. Answers whether a list came. */
  readonly refresh: (call: HubCalls) => Promise<boolean>;
};

/** PIN verifiers of this store's colleagues, kept under the vault's key so that sign-in works offline. */
export async function openVerifiers(vault: Vault): Promise<VerifierStore> {
  let verifiers: readonly Verifier[] | null = Verifiers.safeParse(await vault.read('staff')).data ?? null;
  return {
    all: () => verifiers,
    async refresh(call) {
      const answer = await call('read-verifiers', {});
      if (!answer.ok) return false;
      const good = answer.value.staff.flatMap((one) => Verifier.safeParse(one).data ?? []);
      const isNews = JSON.stringify(good) !== JSON.stringify(verifiers);
      verifiers = good;
      if (isNews) await vault.write('staff', good).catch(forgoIfFull);
      return true;
    },
  };
}
