// @ts-check
'use strict';
const { CARRIER, asSeenByApp, handlerOf } = require('./custom-schemes.cjs');
const { PreventableEvent } = require('./not-emulated.cjs');
const { defaultSession } = require('./session.cjs');

/** @typedef {InstanceType<typeof import('./cdp.cjs').Session>} CdpSession */
/** @typedef {InstanceType<typeof import('./web-contents.cjs').WebContents>} WebContents */

/**
 * Answers the app's own scheme, and asks the app before its window goes anywhere else.
 * @param {WebContents} contents
 * @param {CdpSession} page
 * @param {string} mainFrameId
 */
async function interceptRequests(contents, page, mainFrameId) {
  page.on('Fetch.requestPaused', (paused) => {
    const isOfMainFrame = paused.resourceType === 'Document' && paused.frameId === mainFrameId;
    handle(contents, page, paused, isOfMainFrame).catch((error) => {
      // The page may be gone before its request is answered. Everything else is worth a look.
      if (!contents.isDestroyed()) console.error('electron stand-in:', error.message);
    });
  });
  await page.send('Fetch.enable', {
    patterns: [{ urlPattern: `*${CARRIER}/*` }, { urlPattern: '*', resourceType: 'Document' }],
  });
}

/**
 * @param {WebContents} contents
 * @param {CdpSession} page
 * @param {any} paused
 * @param {boolean} isOfMainFrame
 */
async function handle(contents, page, paused, isOfMainFrame) {
  const { requestId, request } = paused;
  if (isOfMainFrame) {
    if (!mayNavigate(contents, paused)) {
      await page.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
    await defaultSession.standinApplyPermissions(contents, request.url);
  }
  const handler = handlerOf(request.url);
  if (!handler) {
    await page.send('Fetch.continueRequest', { requestId });
    return;
  }
  const response = await answer(handler, request);
  if (!response) {
    await page.send('Fetch.failRequest', { requestId, errorReason: 'Failed' });
    return;
  }
  await page.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
}

/**
 * Electron asks when a page leads its window elsewhere or a server redirects it, not when main loads an address.
 * @param {WebContents} contents
 * @param {any} paused
 */
function mayNavigate(contents, { redirectedRequestId, request }) {
  const isOwnLoad = request.url === contents.standinOwnLoad;
  contents.standinOwnLoad = '';
  if (redirectedRequestId === undefined && isOwnLoad) return true;
  const url = asSeenByApp(request.url);
  const event = new PreventableEvent({ url, isMainFrame: true, isSameDocument: false });
  contents.emit(redirectedRequestId === undefined ? 'will-navigate' : 'will-redirect', event, url);
  return !event.defaultPrevented;
}

/**
 * @param {(request: Request) => Response | Promise<Response>} handler
 * @param {{ url: string, method: string, headers: Record<string, string>, postData?: string }} request
 */
async function answer(handler, { url, method, headers, postData }) {
  try {
    return await handler(new Request(asSeenByApp(url), { method, headers, body: postData }));
  } catch (error) {
    console.error(`electron stand-in: the handler of ${asSeenByApp(url)} failed:`, error);
    return undefined;
  }
}

module.exports = { interceptRequests };
