import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { TenantId } from '#shared/kernel/ids';
import { refreshSettings } from './catalogue/publish';
import type { HubConfig } from './config';
import { type ContextParts, type HubContext, openContext } from './context';
import { codeOf } from './db/retrying';
import { buildServer } from './http/server';
import { takeParkedAgain } from './ingest/take-again';
import { replaceSynced } from './keys/synced-file';
import { followOthers } from './log/follow-others';
import { type Projectors, startProjectors } from './projectors/run-projectors';
import { registerRegionRoutes } from './routes/region/region-routes';
import { serveDemoCodes } from './routes/shop/demo-codes';
import { registerShopRoutes } from './routes/shop/shop-routes';
import { registerTillRoutes } from './routes/till-routes';
import { StartRefusal } from './say-trouble';
import { type CodeSender, openDemoSender, webhookSender } from './shop/code-sender';

export type Hub = {
  /** Where it listens, for example `http://127.0.0.1:7600`. */
  readonly url: string;
  readonly context: HubContext;
  readonly projectors: Projectors;
  /** Answers what was asked, stores what was sent, then stops. */
  readonly close: () => Promise<void>;
};

export const HUB_VERSION = '0.1.0';

/** What a hub may be started with besides: what carries one-time codes to phones. Without one nobody can join by phone. */
export type HubParts = ContextParts & { readonly codeSender?: CodeSender };

/**
 * Opens everything, catches the projections up and listens.
 * Refusals, thrown: those of the database, and as {@link StartRefusal} `port-busy`, `port-forbidden`, `host-not-here`.
 */
export async function startHub(config: HubConfig, parts: HubParts = {}): Promise<Hub> {
  const context = await openContext(config, parts);
  try {
    const app = await buildServer(context, HUB_VERSION);
    registerTillRoutes(app, context, HUB_VERSION);
    registerRegionRoutes(app, context);
    const demoSender = config.isDemo ? openDemoSender(context.logger) : null;
    const webhook = config.codeWebhook && webhookSender(config.codeWebhook);
    registerShopRoutes(app, context, parts.codeSender ?? webhook ?? demoSender);
    if (demoSender) serveDemoCodes(app, demoSender);
    const url = await listen(app, config);
    context.setPublicUrl(config.publicUrl ?? url);
    await refreshAllSettings(context);
    await takeParkedAgain(context);
    const projectors = startProjectors(context);
    const others = context.db.kind === 'postgres' ? followOthers(context) : null;
    return {
      url,
      context,
      projectors,
      close: async () => {
        others?.stop();
        await app.close();
        await projectors.stop();
        await context.close();
      },
    };
  } catch (error) {
    await context.close();
    throw error;
  }
}

/** Port 0: a free port is chosen once and kept, because tills and labels remember it. */
async function listen(app: FastifyInstance, config: HubConfig): Promise<string> {
  const file = path.join(config.dataDir, 'port');
  const kept = config.port === 0 && existsSync(file) ? Number(readFileSync(file, 'utf8')) : config.port;
  const url = await app.listen({ host: config.host, port: kept }).catch((error: unknown) => {
    throw portRefusal(error, config.host, kept) ?? error;
  });
  if (config.port === 0 && kept === 0) replaceSynced(file, `${new URL(url).port}\n`);
  return url;
}

function portRefusal(error: unknown, host: string, port: number): StartRefusal | null {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new StartRefusal('port-busy', { port });
    case 'EACCES':
      return new StartRefusal('port-forbidden', { port });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartRefusal('host-not-here', { host });
    default:
      return null;
  }
}

async function refreshAllSettings(context: HubContext): Promise<void> {
  const tenants = await context.db.run<{ id: string }>('select id from tenant order by id');
  for (const { id } of tenants) await refreshSettings(context, TenantId.parse(id));
}
