import type { HubContext } from '../../context';
import type { Handler } from '../../http/register-route';
import { readOverview } from '../../region/overview';

/** The region at one look. */
export function readOverviewRoute(context: HubContext): Handler<'read-overview'> {
  return ({ manager }) => readOverview(context, manager);
}
