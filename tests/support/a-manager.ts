import type { TenantId } from '#shared/kernel/ids';
import { homeShard } from '../../hub/db/shard';
import type { Hub } from '../../hub/hub';
import { verifierOf } from '../../hub/import/pin-verifier';
import { createHubClient, type HubAnswer, type HubClient } from '../../renderer/hub-client/hub-client';
import { aTenant } from './a-fact';
import { answered } from './an-enrolled-till';

export type ManagerPassword = { readonly name: string; readonly password: string };

/** Somebody who may sign in to the manager's pages of a tenant. */
export async function aManager(hub: Hub, login: string, tenant: TenantId = aTenant): Promise<ManagerPassword> {
  const password = `${login}-thread-26`;
  const id = hub.context.mint('staff');
  await hub.context.db.run(
    `insert into manager (shard, tenant, id, login, name, password_hash) values ($1, $2, $3, $4, $5, $6)`,
    [homeShard(tenant), tenant, id, login, `Manager ${login}`, await verifierOf(password, id)],
  );
  return { name: login, password };
}

export type ManagerBrowser = HubClient & {
  readonly signIn: (given: ManagerPassword) => Promise<HubAnswer<unknown>>;
  /** As the browser keeps it: name, value and what goes with them. */
  readonly cookie: () => string;
};

/** A manager's browser: keeps its cookie, and says its own origin as a page does. */
export function aManagerBrowser(hub: Hub, origin = hub.url): ManagerBrowser {
  let cookie = '';
  const client = createHubClient({
    baseUrl: hub.url,
    withCookies: true,
    fetch: async (input, init) => {
      const headers = new Headers(init?.headers);
      headers.set('origin', origin);
      if (cookie !== '') headers.set('cookie', cookie.split(';', 1)[0] ?? '');
      const answer = await fetch(input, { ...init, headers });
      cookie = answer.headers.get('set-cookie') ?? cookie;
      return answer;
    },
  });
  return { ...client, cookie: () => cookie, signIn: (body) => client.call('sign-in-manager', { body }) };
}

/** A manager of the tenant at work. */
export async function aSignedInManager(hub: Hub, login: string, tenant?: TenantId): Promise<ManagerBrowser> {
  const given = await aManager(hub, login, tenant);
  const browser = aManagerBrowser(hub);
  answered(await browser.signIn(given));
  return browser;
}
