// @ts-check
'use strict';
const { asSeenByApp, carried, handlerOf } = require('./custom-schemes.cjs');
const { PreventableEvent } = require('./not-emulated.cjs');
const { defaultSession } = require('./session.cjs');

/** @typedef {InstanceType<typeof import('./cdp.cjs').Session>} CdpSession */
/** @typedef {InstanceType<typeof import('./web-contents.cjs').WebContents>} WebContents */

/**
 * Answers the app's own scheme, asks the app before its window goes anywhere else, and lets servers see the app's origin.
 * @param {WebContents} contents
 * @param {CdpSession} page
 * @param {string} mainFrameId
 */
async function interceptRequests(contents, page, mainFrameId) {
  page.on('Fetch.requestPaused', (paused) => {
    const isResponse = paused.responseStatusCode !== undefined || paused.responseErrorReason !== undefined;
    const isOfMainFrame = paused.resourceType === 'Document' && paused.frameId === mainFrameId;
    const handled = isResponse ? handleResponse(page, paused) : handleRequest(contents, page, paused, isOfMainFrame);
    handled.catch((error) => {
      // A page that went on or away while its request was answered is everyday; silence it where the browser says so.
      if (!contents.isDestroyed() && !/Invalid InterceptionId|browser is gone/.test(error.message)) {
        console.error('electron stand-in:', error.message);
      }
    });
  });
  await page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
}

/**
 * @param {WebContents} contents
 * @param {CdpSession} page
 * @param {any} paused
 * @param {boolean} isOfMainFrame
 */
async function handleRequest(contents, page, paused, isOfMainFrame) {
  const { requestId, request } = paused;
  if (isOfMainFrame) {
    if (!mayNavigate(contents, paused)) {
      await page.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
    await defaultSession.standinApplyPermissions(contents, request.url);
  }
  const handler = handlerOf(request.url);
  if (handler) await fulfill(page, requestId, await answer(handler, request));
  else await sendOn(page, paused);
}

/**
 * @param {CdpSession} page
 * @param {string} requestId
 * @param {Response | undefined} response
 */
async function fulfill(page, requestId, response) {
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
 * To a server goes the origin it would see from the app, and its permission comes back in Chromium's name for that origin.
 * Chromium still judges by itself whether the page may read the answer.
 * @param {CdpSession} page
 * @param {any} paused
 */
async function sendOn(page, { requestId, request }) {
  const origin = request.headers.Origin;
  if (origin === undefined || asSeenByApp(origin) === origin) {
    await page.send('Fetch.continueRequest', { requestId });
    return;
  }
  const headers = Object.entries({ ...request.headers, Origin: asSeenByApp(origin) });
  await page.send('Fetch.continueRequest', {
    requestId,
    headers: headers.map(([name, value]) => ({ name, value })),
    interceptResponse: true,
  });
}

/**
 * @param {CdpSession} page
 * @param {any} paused
 */
async function handleResponse(page, { requestId, responseStatusCode, responseHeaders = [] }) {
  /** @type {readonly { name: string, value: string }[]} */
  const headers = responseHeaders;
  const admits = (/** @type {{ name: string }} */ { name }) => name.toLowerCase() === 'access-control-allow-origin';
  if (!headers.some(admits)) {
    await page.send('Fetch.continueResponse', { requestId });
    return;
  }
  await page.send('Fetch.continueResponse', {
    requestId,
    responseCode: responseStatusCode,
    responseHeaders: headers.map((header) => (admits(header) ? { ...header, value: carried(header.value) } : header)),
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
