import path from 'node:path';
import { app, BrowserWindow, crashReporter, ipcMain, Menu, protocol, safeStorage, session } from 'electron';
import { answerRequest } from './answer-request';
import { enrolOnce } from './enrol-once';
import { lockFolder } from './folder-lock';
import { mintId } from './mint-id';
import { sayTrouble } from './say-trouble';
import { createServices, type Services } from './services';
import { readArgs } from './start/read-args';
import { isTrustedSender, TILL_ORIGIN } from './trusted-sender';
import { guardContents, guardSession } from './window/guard-contents';
import { pageScheme, servePages } from './window/page-scheme';
import { systemKeyring } from './window/system-keyring';
import { openDisplay, openPage } from './window/till-window';

const here = import.meta.dirname;
const pagesDir = path.join(here, '../renderer');
const preload = path.join(here, '../preload/preload.cjs');
const origins = [TILL_ORIGIN, 'app://display'];
const args = readArgs(process.argv.slice(1));

if (args.dataDir) app.setPath('userData', path.join(args.dataDir, 'window'));
app.enableSandbox();
crashReporter.start({ uploadToServer: false });
protocol.registerSchemesAsPrivileged([pageScheme]);
// Before anything of the till is opened: the second start hands over to the first and leaves.
if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(giveUp);
else app.quit();

async function start(): Promise<void> {
  const services = await openServices();
  protocol.handle('app', servePages(pagesDir, ['pos', 'display'], services.hubUrl));
  Menu.setApplicationMenu(null);
  guardSession(session.defaultSession, origins);
  app.on('web-contents-created', (_event, contents) => guardContents(contents, origins));
  ipcMain.handle('seam', (event, name: unknown, input: unknown) => {
    if (!isTrustedSender(event.senderFrame, origins)) throw new Error('refused');
    return answerRequest(() => services.dispatch(name, input));
  });
  services.onEvent((name, body) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send('seam', name, body);
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    services.close().then(() => app.exit(0), giveUp);
  });
  app.on('window-all-closed', () => app.quit());

  const till = openPage('pos', preload);
  openDisplay(pagesDir, preload);
  till.on('closed', () => app.quit());
  app.on('second-instance', () => {
    if (till.isMinimized()) till.restore();
    till.focus();
  });
}

/** Where the services can't be opened, the page still is, and every request tells it why. */
async function openServices(): Promise<Services> {
  try {
    const services = await createServices({
      kind: 'electron',
      version: app.getVersion(),
      folder: await lockFolder(args.dataDir ?? path.join(app.getPath('userData'), 'till')),
      hubUrl: args.hubUrl,
      origin: TILL_ORIGIN,
      keyring: systemKeyring(safeStorage),
      lost: [],
      nowMs: Date.now,
      mint: mintId,
    });
    await enrolOnce(services, args);
    return services;
  } catch (error) {
    sayTrouble(error);
    return {
      dispatch: () => Promise.reject(error),
      onEvent: () => () => undefined,
      hubUrl: () => '',
      close: () => Promise.resolve(),
    };
  }
}

function giveUp(error: unknown): void {
  sayTrouble(error);
  app.exit(1);
}
