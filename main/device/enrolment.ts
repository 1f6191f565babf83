import { generateKeyPairSync } from 'node:crypto';
import { z } from 'zod';
import { DeviceId, GenerationId, StoreId, TenantId } from '#shared/kernel/ids';
import { HostRefusal } from '../host-refusal';
import type { Vault } from '../vault/vault';
import { hubCalls } from './hub-calls';

/** What makes this machine a till of a store. `publicKey` and `privateKey` are Ed25519, base64url of SPKI and PKCS #8. */
export const Enrolment = z
  .object({
    device: DeviceId,
    tenant: TenantId,
    store: StoreId,
    name: z.string(),
    token: z.string(),
    /** The newest receipt series this till was told or took; written before the first receipt under it. */
    series: z.string(),
    generation: GenerationId,
    hubUrl: z.string(),
    publicKey: z.string(),
    privateKey: z.string(),
  })
  .readonly();
export type Enrolment = z.output<typeof Enrolment>;

export async function readEnrolment(vault: Vault): Promise<Enrolment | null> {
  return Enrolment.safeParse(await vault.read('device')).data ?? null;
}

export async function keepEnrolment(vault: Vault, enrolment: Enrolment): Promise<void> {
  await vault.write('device', enrolment);
}

const KeyPair = z.object({ publicKey: z.string(), privateKey: z.string() }).readonly();
type KeyPair = z.output<typeof KeyPair>;

export type EnrolRequest = { readonly hubUrl: string; readonly code: string; readonly name: string };

/**
 * Shows a one-time code to the hub and keeps what it answers.
 * Refusals: `hub-address-wrong`, `hub-unreachable`, or the hub's own (`code-unknown` …).
 */
export async function enrol(vault: Vault, { hubUrl, code, name }: EnrolRequest, origin: string): Promise<Enrolment> {
  if (!isHubAddress(hubUrl)) throw new HostRefusal('hub-address-wrong');
  const { publicKey, privateKey } = await ownKeyPair(vault);
  const answer = await hubCalls(hubUrl, null)('enrol-device', { body: { code, name, publicKey, origin } });
  if (!answer.ok) throw new HostRefusal(answer.refusal?.code ?? 'hub-unreachable', answer.refusal?.params ?? {});
  const enrolment = { ...answer.value, name, hubUrl, publicKey, privateKey };
  await keepEnrolment(vault, enrolment);
  return enrolment;
}

/**
 * This machine's key pair, made once and kept before it is first shown: a code whose answer was lost is asked again by
 * the same key, which is how the hub knows the machine again.
 */
async function ownKeyPair(vault: Vault): Promise<KeyPair> {
  const kept = KeyPair.safeParse(await vault.read('device-key')).data;
  if (kept) return kept;
  const made = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  const pair = {
    publicKey: made.publicKey.toString('base64url'),
    privateKey: made.privateKey.toString('base64url'),
  };
  await vault.write('device-key', pair);
  return pair;
}

function isHubAddress(text: string): boolean {
  return URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol);
}
