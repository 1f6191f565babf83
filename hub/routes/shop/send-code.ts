import type { HubContext } from '../../context';
import { No } from '../../http/no';
import type { Handler } from '../../http/register-route';
import type { CodeSender } from '../../shop/code-sender';
import { CODE_WAIT_MS, sendCode as send } from '../../shop/codes';
import { readPhone } from '../../shop/phone';
import { readTenant, type ShopTenant } from '../../shop/tenants';

/** Sends a one-time code to a phone. The same answer for known and unknown numbers. */
export function sendCode(context: HubContext, sender: CodeSender | null): Handler<'send-code'> {
  return async ({ body, browser }) => {
    if (!sender) return new No(409, 'codes-not-set-up');
    const tenant = await readTenant(context, body.tenant);
    if (!tenant) return new No(404, 'tenant-unknown');
    const phone = readPhone(context, tenant, body.phone);
    if (!phone) return new No(400, 'phone-invalid');
    const sent = await send(context, sender, tenant, browser.id, phone, body.language ?? languageIn(tenant));
    if (sent.ok) return { sent: true as const, waitMs: CODE_WAIT_MS };
    return new No(sent.refusal.code === 'code-not-sent' ? 503 : 429, sent.refusal.code, sent.refusal.params);
  };
}

function languageIn({ country }: ShopTenant): 'zh-CN' | 'en' {
  return country === 'CN' ? 'zh-CN' : 'en';
}
