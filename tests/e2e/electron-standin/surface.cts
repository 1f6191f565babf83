/**
 * Every member the stand-in offers must exist in Electron: it may lack things, never invent them. Members for its own use
 * are called `standin…`. This file is only type-checked (`npx tsc -p tests/e2e/electron-standin`).
 */
import type * as app from './app.cjs';
import type * as browserWindow from './browser-window.cjs';
import type * as electronModule from './electron-module.cjs';
import type * as ipc from './ipc-main.cjs';
import type * as sessions from './session.cjs';
import type * as system from './system.cjs';
import type * as contents from './web-contents.cjs';

type Invented<Ours, Electrons> = Exclude<keyof Ours, keyof Electrons | `standin${string}`>;
type Offered = (typeof electronModule)['electron'];
type Nothing<Members extends never> = Members;

export type Surface = [
  Nothing<Invented<Offered, typeof Electron.CrossProcessExports>>,
  Nothing<Invented<InstanceType<(typeof app)['App']>, Electron.App>>,
  Nothing<Invented<InstanceType<(typeof app)['App']>['commandLine'], Electron.CommandLine>>,
  Nothing<Invented<InstanceType<(typeof browserWindow)['BrowserWindow']>, Electron.BrowserWindow>>,
  Nothing<Invented<(typeof browserWindow)['BrowserWindow'], typeof Electron.BrowserWindow>>,
  Nothing<Invented<InstanceType<(typeof contents)['WebContents']>, Electron.WebContents>>,
  Nothing<Invented<Offered['webContents'], typeof Electron.webContents>>,
  Nothing<Invented<InstanceType<(typeof ipc)['IpcMain']>, Electron.IpcMain>>,
  Nothing<Invented<InstanceType<(typeof sessions)['Session']>, Electron.Session>>,
  Nothing<Invented<Offered['session'], typeof Electron.session>>,
  Nothing<Invented<Offered['protocol'], Electron.Protocol>>,
  Nothing<Invented<Offered['dialog'], Electron.Dialog>>,
  Nothing<Invented<Offered['shell'], Electron.Shell>>,
  Nothing<Invented<Offered['safeStorage'], Electron.SafeStorage>>,
  Nothing<Invented<Offered['clipboard'], Electron.Clipboard>>,
  Nothing<Invented<Offered['crashReporter'], Electron.CrashReporter>>,
  Nothing<Invented<Offered['Menu'], typeof Electron.Menu>>,
  Nothing<Invented<Offered['powerSaveBlocker'], Electron.PowerSaveBlocker>>,
  Nothing<Invented<InstanceType<(typeof system)['Screen']>, Electron.Screen>>,
  Nothing<Invented<InstanceType<(typeof system)['PowerMonitor']>, Electron.PowerMonitor>>,
  Nothing<Invented<InstanceType<(typeof system)['NativeTheme']>, Electron.NativeTheme>>,
];
