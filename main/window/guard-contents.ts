import { app, type Session, shell, type WebContents } from 'electron';
import { sayTrouble } from '../say-trouble';
import { isAddressOf } from '../trusted-sender';
import { crashCounter } from './crash-reloads';
import { mayUse } from './permissions';

const RELOAD_DELAY_MS = 200;

/** Keeps a page where it belongs: no other address, no new window, no webview; after a crash it is loaded again. */
export function guardContents(contents: WebContents, origins: readonly string[]): void {
  const isOwn = (url: string) => origins.some((origin) => isAddressOf(url, origin));
  contents.setWindowOpenHandler(({ url }) => {
    if (url.startsWith('https://')) shell.openExternal(url).catch(sayTrouble);
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    if (!isOwn(event.url)) event.preventDefault();
  });
  // A load that main begins skips will-navigate; its redirects don't skip this one.
  contents.on('will-redirect', (event) => {
    if (!isOwn(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  const mayReload = crashCounter();
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    if (!mayReload(Date.now())) {
      sayTrouble(new Error(`the page crashed again and again: ${reason}`));
      app.quit();
      return;
    }
    setTimeout(() => !contents.isDestroyed() && contents.reload(), RELOAD_DELAY_MS);
  });
}

/** Answers what pages ask of the machine: both when they ask and when they only look. */
export function guardSession(session: Session, origins: readonly string[]): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? details.mediaTypes : undefined;
    answer(mayUse({ permission, from: details.requestingUrl, mediaTypes }, origins));
  });
  session.setPermissionCheckHandler((_contents, permission, from, { mediaType }) =>
    mayUse({ permission, from: from.replace(/\/$/, ''), mediaTypes: mediaType ? [mediaType] : [] }, origins),
  );
  session.setDevicePermissionHandler(() => false);
}
