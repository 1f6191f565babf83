import type { HubContext } from '../context';
import { enrolDevice } from '../devices/enrolment';
import { No } from '../http/no';
import type { Handler } from '../http/register-route';

/** One-time code → a till of a store, with the token that never leaves its host. */
export function enrolDeviceRoute(context: HubContext): Handler<'enrol-device'> {
  return async ({ body }) => {
    const enrolled = await enrolDevice(context, body);
    if (enrolled === null) return new No(404, 'code-unknown');
    const { device, token } = enrolled;
    context.logger.info({ device: device.id, store: device.store }, 'a till was enrolled');
    return {
      device: device.id,
      tenant: device.tenant,
      store: device.store,
      token,
      series: device.series,
      generation: context.generation(),
    };
  };
}
