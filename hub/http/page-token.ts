import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { DeviceId, StoreId, TenantId } from '#shared/kernel/ids';
import type { InstantMs } from '#shared/kernel/time';

/** What a till's page may do and for how long; the host asks for one with the device token, which never leaves it. */
const Claims = z.object({ device: DeviceId, tenant: TenantId, store: StoreId, origin: z.string() });
export type PageClaims = z.output<typeof Claims>;

export const PAGE_TOKEN_MS = 15 * 60 * 1000;

const audience = 'seam-page';

/** @returns the token and the moment it stops working */
export async function signPageToken(
  secret: Buffer,
  claims: PageClaims,
  nowMs: InstantMs,
): Promise<{ readonly token: string; readonly expiresAtMs: InstantMs }> {
  const expiresAtMs = nowMs + PAGE_TOKEN_MS;
  const token = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(audience)
    .setIssuedAt(Math.floor(nowMs / 1000))
    .setExpirationTime(Math.floor(expiresAtMs / 1000))
    .sign(secret);
  return { token, expiresAtMs };
}

/** The claims of a token that still works at `nowMs`, or why it does not. */
export async function readPageToken(
  secret: Buffer,
  token: string,
  nowMs: InstantMs,
): Promise<PageClaims | 'token-expired' | 'token-invalid'> {
  try {
    const { payload } = await jwtVerify(token, secret, {
      audience,
      algorithms: ['HS256'],
      currentDate: new Date(nowMs),
    });
    const claims = Claims.safeParse(payload);
    return claims.success ? claims.data : 'token-invalid';
  } catch (problem) {
    return problem instanceof errors.JWTExpired ? 'token-expired' : 'token-invalid';
  }
}
