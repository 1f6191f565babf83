// @ts-check
'use strict';
const { app } = require('./app.cjs');
const { BrowserWindow } = require('./browser-window.cjs');
const { protocol } = require('./custom-schemes.cjs');
const { ipcMain } = require('./ipc-main.cjs');
const { strict } = require('./not-emulated.cjs');
const { session } = require('./session.cjs');
const system = require('./system.cjs');
const { webContents } = require('./web-contents.cjs');

/** What `require('electron')` gives to a main process run by the stand-in. */
const electron = strict('electron', {
  app,
  BrowserWindow,
  clipboard: system.clipboard,
  crashReporter: system.crashReporter,
  dialog: system.dialog,
  ipcMain,
  Menu: system.Menu,
  nativeTheme: system.nativeTheme,
  powerMonitor: system.powerMonitor,
  powerSaveBlocker: system.powerSaveBlocker,
  protocol,
  safeStorage: system.safeStorage,
  screen: system.screen,
  session,
  shell: system.shell,
  webContents,
});

module.exports = { electron };
