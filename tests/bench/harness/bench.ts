import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Measured } from '../measured';
import type { HubAnswers } from './hub-process';
import { type ProcessPart, startPart } from './process-part';

/** One file of the bench: what it is called, and how it is measured. */
export type Figure = { readonly name: string; readonly run: (bench: Bench) => Promise<readonly Measured[]> };

export type HubPart = ProcessPart<HubAnswers> & { readonly url: string };

/** What figures share: a folder to write in and a hub that holds the whole chain, started when first asked for. */
export type Bench = {
  readonly root: string;
  readonly scratch: string;
  readonly say: (text: string) => void;
  readonly hub: () => Promise<HubPart>;
  /** The hub's folder, with nobody running on it. */
  readonly hubFolder: () => Promise<string>;
  /** Which catalogue is in it: the real file's name, or `generated`. */
  readonly catalogue: () => Promise<string>;
  readonly close: () => Promise<void>;
};

export const projectRoot = path.join(import.meta.dirname, '../..');
export const builtPages = path.join(projectRoot, 'out/renderer');
export const benchPage = path.join(import.meta.dirname, 'page');
export const realCatalogue = path.join(projectRoot, '../shared/data/styles-27k/catalogue-shopify.csv');

type BenchOptions = {
  /** Keeps the filled hub for the next run; null: fills one each time. */
  readonly folder: string | null;
  readonly say: (text: string) => void;
};

export async function openBench({ folder, say }: BenchOptions): Promise<Bench> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'seam-bench-'));
  const dataDir = path.join(scratch, 'hub');
  const kept = folder === null ? null : path.resolve(folder);
  let filling: Promise<string> | null = null;
  let running: Promise<HubPart> | null = null;

  async function start(): Promise<HubPart> {
    const part = await startPart<HubAnswers>('hub-process', { dataDir, pagesDir: builtPages });
    return { ...part, url: await part.ask('url') };
  }

  async function fill(): Promise<string> {
    const mark = kept === null ? '' : path.join(kept, 'catalogue');
    if (kept !== null && existsSync(mark)) {
      cpSync(path.join(kept, 'hub'), dataDir, { recursive: true });
      return readFileSync(mark, 'utf8');
    }
    say('filling a hub: 50,969 variants, 20,000 people');
    const hub = await start();
    const catalogue = await hub.ask('fill', realCatalogue);
    await hub.stop();
    if (kept !== null) {
      cpSync(dataDir, path.join(kept, 'hub'), { recursive: true });
      writeFileSync(mark, catalogue);
    }
    return catalogue;
  }

  const catalogue = () => {
    filling ??= fill();
    return filling;
  };
  const stopHub = async () => {
    const hub = await running;
    running = null;
    await hub?.stop();
  };

  return {
    root: projectRoot,
    scratch,
    say,
    catalogue,
    hub: () => {
      running ??= catalogue().then(start);
      return running;
    },
    hubFolder: async () => {
      await catalogue();
      await stopHub();
      return dataDir;
    },
    close: async () => {
      await stopHub();
      rmSync(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}
