import { createServer, type Server } from 'node:http';
import type { HostInfo } from '#shared/contract/host';
import { enrolOnce } from '../enrol-once';
import { type LockedFolder, lockFolder } from '../folder-lock';
import { eventClients } from '../loopback/event-clients';
import { listenOnKeptPort } from '../loopback/listen';
import { type LoopbackAdapter, loopbackAdapter } from '../loopback/loopback-adapter';
import { openPagePasses } from '../loopback/page-passes';
import { launchUrlOf, originOf, writeStarterFile } from '../loopback/starter-file';
import { mintId } from '../mint-id';
import { createServices } from '../services';

export type HostOptions = {
  readonly dataDir: string;
  /** The hub to use; empty: the one the till was enrolled at. */
  readonly hubUrl: string;
  /** For the first start; 0 or later: the port is chosen once and kept in the data folder. */
  readonly port: number;
  /** The till's built page. */
  readonly pagesDir: string;
  readonly version: string;
  /** Makes this machine a till if it is none yet. */
  readonly enrolCode?: string;
  readonly name?: string;
  /** Space held back for a full disk; 64 MB unless a test says otherwise. */
  readonly reserveBytes?: number;
};

export type RunningHost = {
  readonly url: string;
  /** Opens the page once; see `newLaunchUrl` for more. */
  readonly launchUrl: string;
  readonly newLaunchUrl: () => string;
  readonly close: () => Promise<void>;
};

/** What a browser window can't do; the keyring is added where there is none. */
const lost: HostInfo['lost'] = ['kiosk', 'second-screen', 'silent-print'];

/**
 * The till's host without Electron: services over loopback HTTP.
 * Refusals: `host-is-running {pid}`, `port-busy {port}`, `port-kept {port}`, `keyring-missing`, and those of enrolment.
 */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const folder = await lockFolder(options.dataDir);
  let open: (adapter: LoopbackAdapter) => void = () => undefined;
  const opened = new Promise<LoopbackAdapter>((resolve) => {
    open = resolve;
  });
  const server = createServer((request, response) => void opened.then((answer) => answer(request, response)));
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.maxConnections = 64;
  try {
    const port = await listenOnKeptPort(server, options.dataDir, options.port);
    return await serve(options, folder, server, port, open);
  } catch (error) {
    server.close();
    server.closeAllConnections();
    await folder.release();
    throw error;
  }
}

async function serve(
  options: HostOptions,
  folder: LockedFolder,
  server: Server,
  port: number,
  open: (adapter: LoopbackAdapter) => void,
): Promise<RunningHost> {
  const { version, hubUrl, pagesDir, dataDir, reserveBytes } = options;
  const origin = originOf(port);
  const machine = { kind: 'browser', version, folder, hubUrl, origin, keyring: null, lost, nowMs: Date.now } as const;
  const services = await createServices({ ...machine, mint: mintId, reserveBytes });
  const passes = await openPagePasses(dataDir, Date.now);
  const clients = eventClients(services);
  const starter = await writeStarterFile(dataDir, port);
  open(loopbackAdapter({ origin, services, pagesDir, passes, clients, isStarter: starter.isStarter }));
  await enrolOnce(services, { enrolCode: options.enrolCode, hubUrl, name: options.name });

  const newLaunchUrl = () => launchUrlOf(origin, passes.newCode());
  return {
    url: origin,
    launchUrl: newLaunchUrl(),
    newLaunchUrl,
    close: async () => {
      await starter.remove();
      const closed = services.close();
      clients.close();
      server.close();
      await closed;
      server.closeAllConnections();
    },
  };
}
