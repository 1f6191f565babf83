// @ts-check
'use strict';
const { browser } = require('./runtime.cjs');

/** @typedef {InstanceType<typeof import('./cdp.cjs').Session>} Session */

/** @type {Map<string, Session>} */
const attached = new Map();
/** @type {Map<string, (session: Session) => void>} */
const awaited = new Map();

/**
 * Opens a page that runs nothing before its preload is in place.
 * @param {{ x: number, y: number, width: number, height: number }} bounds
 * @param {boolean} isHeadless
 * @returns {Promise<{ targetId: string, session: Session }>}
 */
async function openPage({ x, y, width, height }, isHeadless) {
  const place = isHeadless ? {} : { left: x, top: y };
  const { targetId } = await browser().root.send('Target.createTarget', {
    url: 'about:blank',
    newWindow: true,
    width,
    height,
    ...place,
  });
  return { targetId, session: attached.get(targetId) ?? (await soonAttached(targetId)) };
}

/**
 * @param {string} targetId
 * @returns {Promise<Session>}
 */
function soonAttached(targetId) {
  return new Promise((resolve) => awaited.set(targetId, resolve));
}

/** Chromium holds every new target until its session says go. */
async function holdNewTargets() {
  const { root } = browser();
  root.on('Target.attachedToTarget', ({ sessionId, targetInfo, waitingForDebugger }) => {
    const session = browser().session(sessionId);
    if (targetInfo.openerId !== undefined) {
      closePopup(session, targetInfo.targetId);
    } else if (targetInfo.type === 'page') {
      attached.set(targetInfo.targetId, session);
      awaited.get(targetInfo.targetId)?.(session);
      awaited.delete(targetInfo.targetId);
    } else if (waitingForDebugger) {
      session.send('Runtime.runIfWaitingForDebugger').catch(() => {}); // A worker that is gone again.
    }
  });
  await root.send('Target.setDiscoverTargets', { discover: true });
  await root.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
}

/**
 * A page opened a window although none is allowed. It shows nothing, but while it is held its opener stands still.
 * @param {Session} session
 * @param {string} targetId
 */
function closePopup(session, targetId) {
  // Either may find it gone already.
  session.send('Runtime.runIfWaitingForDebugger').catch(() => {});
  browser()
    .root.send('Target.closeTarget', { targetId })
    .catch(() => {});
}

module.exports = { holdNewTargets, openPage };
