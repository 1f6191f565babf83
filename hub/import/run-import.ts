import path from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config';
import { openContext } from '../context';
import { warnTrouble } from '../say-trouble';
import { firstTill } from './first-till';
import { importSource } from './import';
import { refreshStatistics } from './refresh-statistics';
import { sayImported, sayRefusal } from './say-import';

/** Where the importer writes: lines for people, and what went wrong. */
export type ImportOutput = { readonly say: (line: string) => void; readonly warn: (line: string) => void };

const usage = `Usage: npm run import -- [--data DIR] [--tenant CODE] [--currency CUR] FILE…

FILE is a Shopify product CSV, or the folder of the Sunrise store data. It goes into the hub's folder (DIR, usually
.seam) while no hub runs on it, or into the database of DATABASE_URL. A tenant that is not there is made, with one store.`;

/**
 * `npm run import`. Answers the exit code: 0 when every source was read, refused rows among them or not; 1 when one could
 * not be read or the hub's folder is in use; 2 when the command itself can't be understood.
 */
export async function runImport(args: readonly string[], env: NodeJS.ProcessEnv, out: ImportOutput): Promise<number> {
  const asked = readArgs(args);
  if (typeof asked === 'string') {
    out.warn(asked);
    return 2;
  }
  const dataDir = path.join(asked.data, 'hub');
  try {
    const context = await openContext(readConfig(env, { dataDir, logLevel: 'warn' }));
    try {
      let code = 0;
      const tenants = new Set<string>();
      for (const source of asked.sources) {
        const result = await importSource(context, { source, tenantCode: asked.tenant, currency: asked.currency });
        if (!result.ok) {
          out.warn(`${source}: ${sayRefusal(result.refusal)}`);
          code = 1;
          continue;
        }
        for (const line of sayImported(source, result.value)) out.say(line);
        tenants.add(result.value.tenantCode);
      }
      for (const tenant of tenants) {
        const first = await firstTill(context, tenant);
        if (!first) continue;
        out.say(`  Tenant ${tenant} has no till yet. Make a machine its first with the code ${first.code} (24 hours);`);
        out.say(
          `  sign in there as 店长 / Store lead with the PIN ${first.pin}. Until then each import sets a new PIN.`,
        );
      }
      await refreshStatistics(context);
      return code;
    } finally {
      await context.close();
    }
  } catch (error) {
    return warnTrouble(error, out.warn);
  }
}

type Asked = {
  readonly data: string;
  readonly tenant: string | null;
  readonly currency: string | null;
  readonly sources: readonly string[];
};

function readArgs(args: readonly string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: 'string', default: '.seam' },
        tenant: { type: 'string' },
        currency: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help || positionals.length === 0) return usage;
    const { tenant = null, currency = null } = values;
    if (tenant !== null && !/^[a-z0-9-]{1,40}$/.test(tenant))
      return `A tenant's code is lower-case letters, digits and hyphens, not "${tenant}".`;
    if (currency !== null && !/^[A-Z]{3}$/.test(currency))
      return `A currency is three capital letters such as CNY, not "${currency}".`;
    return { data: values.data, tenant, currency, sources: positionals };
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n\n${usage}`;
  }
}
