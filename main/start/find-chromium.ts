import { existsSync } from 'node:fs';
import path from 'node:path';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** A browser of the Chromium family: `CHROMIUM_PATH`, else the usual names on the path and the usual places; null without one. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  const onPath = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const files = [
    env.CHROMIUM_PATH,
    ...names.flatMap((name) => onPath.map((folder) => path.join(folder, name))),
    ...usualPlaces(env),
  ];
  return files.find((file): file is string => file !== undefined && existsSync(file)) ?? null;
}

function usualPlaces(env: NodeJS.ProcessEnv): readonly string[] {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return apps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  }
  if (process.platform !== 'win32') return [];
  const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter((root) => root !== undefined);
  const files = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
  return roots.flatMap((root) => files.map((file) => path.join(root, file)));
}
