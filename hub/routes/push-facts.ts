import type { HubContext } from '../context';
import type { Handler } from '../http/register-route';
import { ingest } from '../ingest/ingest';

/** A till's facts come in. */
export function pushFacts(context: HubContext): Handler<'push-facts'> {
  return ({ body, device }) => ingest(context, device, body);
}
