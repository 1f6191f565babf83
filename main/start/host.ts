import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { HostRefusal } from '../host-refusal';
import { askLaunchUrl } from '../loopback/starter-file';
import { electronBinary } from './electron-binary';
import { fetchElectron } from './fetch-electron';
import { readArgs, type StartArgs } from './read-args';
import { startHost } from './run-host';
import { showWindow } from './show-window';

/** A till as a process of its own: in Electron where that is here, else plain Node and a browser's window. */
const root = path.join(import.meta.dirname, '../..');

/** What the starting process is told once the till can be used. */
type Ready = { readonly ready: true; readonly url: string; readonly launchUrl: string };

async function main(args: StartArgs): Promise<number> {
  const electron = args.isWindowWanted ? (electronBinary(root) ?? (await fetchElectron(root))) : null;
  return electron ? runElectron(electron) : runPlain(args, args.dataDir ?? path.resolve('.seam/till'));
}

async function runElectron(binary: string): Promise<number> {
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(binary, [root, ...flags, ...process.argv.slice(2)], { stdio: 'inherit' });
  const ended = exitOf(child);
  child.once('spawn', () => tell({ ready: true, url: 'app://pos', launchUrl: 'app://pos/' }));
  void untilStopped().then(() => child.kill('SIGTERM'));
  return ended;
}

async function runPlain(args: StartArgs, dataDir: string): Promise<number> {
  const host = await startHost({
    dataDir,
    hubUrl: args.hubUrl,
    port: args.port,
    pagesDir: path.join(root, 'out/renderer/pos'),
    version: process.env.SEAM_VERSION ?? '',
    enrolCode: args.enrolCode,
    name: args.name,
  }).catch((error: unknown) => {
    if (error instanceof HostRefusal && error.code === 'host-is-running') return null;
    throw error;
  });
  const launchUrl = host ? host.launchUrl : await askLaunchUrl(dataDir);
  if (launchUrl === null) throw new HostRefusal('host-is-running');
  tell({ ready: true, url: new URL(launchUrl).origin, launchUrl });
  const stopped = untilStopped();
  const nextUrl = () => (host ? host.newLaunchUrl() : askLaunchUrl(dataDir));
  if (args.isWindowWanted) await showWindow(dataDir, launchUrl, nextUrl, stopped);
  else if (host) await stopped;
  await host?.close();
  return 0;
}

/** To the process that started this one, or to the person who did. */
function tell(ready: Ready): void {
  if (process.send) process.send(ready);
  else process.stdout.write(`${JSON.stringify(ready)}\n`);
}

/** Resolves on a signal, or when the process that started this one is gone. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve());
    process.once('disconnect', () => resolve());
  });
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

main(readArgs(process.argv.slice(2))).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
