import { existsSync } from 'node:fs';
import path from 'node:path';
import { BrowserWindow, type BrowserWindowConstructorOptions, screen } from 'electron';

export type PageName = 'pos' | 'display';

/** Opens a page in a window that has no Node, no other origin, and the one bridge. */
export function openPage(
  page: PageName,
  preload: string,
  options: BrowserWindowConstructorOptions = {},
): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    backgroundColor: '#f6f4f0',
    autoHideMenuBar: true,
    ...options,
    show: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      backgroundThrottling: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`app://${page}/index.html`);
  return window;
}

/** The shopper's side, on a second screen, where there is one and the page was built. */
export function openDisplay(pagesDir: string, preload: string): BrowserWindow | null {
  const second = screen.getAllDisplays().find(({ id }) => id !== screen.getPrimaryDisplay().id);
  if (!second || !existsSync(path.join(pagesDir, 'display', 'index.html'))) return null;
  return openPage('display', preload, { ...second.bounds, fullscreen: true });
}
