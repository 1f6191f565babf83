import type { HubContext } from '../../context';
import { BROWSER_COOKIE } from '../../http/guards';
import type { Handler } from '../../http/register-route';
import { forgetBrowser } from '../../shop/browsers';

/** Whoever used this browser leaves it: it is another browser from now on, to every shop of this hub. */
export function leavePhone(context: HubContext): Handler<'leave-phone'> {
  return async ({ browser, reply }) => {
    await forgetBrowser(context, browser.id);
    reply.clearCookie(BROWSER_COOKIE, { path: '/' });
    return { left: true as const };
  };
}
