import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright';
import type { StoreId } from '#shared/kernel/ids';
import { openBrowser, openPage, type PageOptions } from './a-browser';
import { type Bench, benchPage } from './bench';
import type { HostAnswers } from './host-process';
import { startPart } from './process-part';

/** A till of the bench: its host in a process of its own, its page in a real Chromium. */
export type LiveTill = {
  readonly dataDir: string;
  readonly browser: () => BrowserContext;
  /** Another page of the till's own origin, let in by its host. `query` without `?`. */
  readonly open: (query?: string, options?: PageOptions) => Promise<Page>;
  /** Ends the browser and starts it again on the same profile: nothing of a page is left in memory. */
  readonly restartBrowser: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type LiveTillOptions = {
  readonly store: StoreId;
  /** The page to serve; the bench's own unless said otherwise. */
  readonly pagesDir?: string;
  readonly browserArguments?: readonly string[];
};

let tills = 0;

/** Enrols a new till of the store at the bench's hub. */
export async function openLiveTill(bench: Bench, options: LiveTillOptions): Promise<LiveTill> {
  const { store, pagesDir = benchPage, browserArguments = [] } = options;
  tills += 1;
  const folder = path.join(bench.scratch, `till-${tills}`);
  const [dataDir, profile] = [path.join(folder, 'data'), path.join(folder, 'profile')];
  mkdirSync(dataDir, { recursive: true });
  const hub = await bench.hub();
  const enrolCode = await hub.ask('enrolCode', store);
  const host = await startPart<HostAnswers>('host-process', { dataDir, hubUrl: hub.url, pagesDir, enrolCode });
  let context = await openBrowser(profile, browserArguments);
  return {
    dataDir,
    browser: () => context,
    open: async (query = '', options) => {
      const url = new URL(await host.ask('newLaunchUrl'));
      url.search = query;
      return openPage(context, url.href, options);
    },
    restartBrowser: async () => {
      await context.close();
      context = await openBrowser(profile, browserArguments);
    },
    close: async () => {
      await context.close();
      await host.stop();
    },
  };
}
