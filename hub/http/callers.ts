import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Surface } from '#shared/contract/http';
import type { TenantId } from '#shared/kernel/ids';
import type { Device } from '../devices/device-store';

/** A signed-in manager: one tenant, that of the session. */
export type Manager = {
  readonly tenant: TenantId;
  readonly id: string;
  readonly name: string;
  /** Digest of the session's cookie: names the session, opens nothing. */
  readonly session: string;
};

/** A browser on the phone page, by the digest of its own cookie. It says nothing about who holds the phone. */
export type Browser = { readonly id: string; readonly isNew: boolean };

type Asked = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** Who calls, as far as their surface knows. */
export type CallerOf<S extends Surface> = Asked &
  (S extends 'host' | 'till'
    ? { readonly device: Device }
    : S extends 'manager'
      ? { readonly manager: Manager }
      : S extends 'shopper'
        ? { readonly browser: Browser }
        : unknown);
