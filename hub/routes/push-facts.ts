import type { HubContext } from '../context';
import { No } from '../http/no';
import type { Handler } from '../http/register-route';
import { ingest } from '../ingest/ingest';
import { LogIsBusy } from '../log/group-commit';

/** A till's facts come in. */
export function pushFacts(context: HubContext): Handler<'push-facts'> {
  return async ({ body, device }) => {
    try {
      return await ingest(context, device, body);
    } catch (problem) {
      // Nothing is lost: what was stored is answered as stored when it is sent again.
      if (problem instanceof LogIsBusy) return new No(429, 'too-many-requests');
      throw problem;
    }
  };
}
