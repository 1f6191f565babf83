import type { HubContext } from '../../context';
import { No } from '../../http/no';
import type { Handler } from '../../http/register-route';
import { proveCode as prove, spendCode } from '../../shop/codes';
import { joinByPhone } from '../../shop/join';
import { readPhone } from '../../shop/phone';
import { readMe } from '../../shop/steps';
import { readTenant } from '../../shop/tenants';

/** The code that was sent comes back: this browser's anchor joins under that phone. */
export function proveCode(context: HubContext): Handler<'prove-code'> {
  return async ({ body, browser }) => {
    const tenant = await readTenant(context, body.tenant);
    if (!tenant) return new No(404, 'tenant-unknown');
    const phone = readPhone(context, tenant, body.phone);
    if (!phone) return new No(400, 'phone-invalid');
    const proven = await prove(context, tenant, browser.id, phone, body.code);
    if (!proven.ok) return new No(400, proven.refusal.code, proven.refusal.params);
    const { name, language, consents } = body;
    await joinByPhone(context, tenant, phone, proven.value, { name, language, consents });
    await spendCode(context, tenant, browser.id, proven.value);
    return readMe(context, tenant, browser.id);
  };
}
