import type { FastifyInstance } from 'fastify';
import type { HubContext } from '../../context';
import { registerRoute } from '../../http/register-route';
import { findPeopleRoute } from './find-people';
import { followRegion } from './follow-region';
import { linkIdentities } from './link-identities';
import { readOverviewRoute } from './read-overview';
import { readParkedRoute } from './read-parked';
import { readPersonRoute } from './read-person';
import { readTags } from './read-tags';
import { revealPerson } from './reveal-person';
import { separateIdentity } from './separate-identity';
import { signInManager } from './sign-in-manager';
import { signOutManager } from './sign-out-manager';

/** Every route of the manager's pages. */
export function registerRegionRoutes(app: FastifyInstance, context: HubContext): void {
  registerRoute(app, context, 'sign-in-manager', signInManager(context));
  registerRoute(app, context, 'sign-out-manager', signOutManager(context));
  registerRoute(app, context, 'read-overview', readOverviewRoute(context));
  registerRoute(app, context, 'read-tags', readTags(context));
  registerRoute(app, context, 'find-people', findPeopleRoute(context));
  registerRoute(app, context, 'read-person', readPersonRoute(context));
  registerRoute(app, context, 'reveal-person', revealPerson(context));
  registerRoute(app, context, 'separate-identity', separateIdentity(context));
  registerRoute(app, context, 'link-identities', linkIdentities(context));
  registerRoute(app, context, 'read-parked', readParkedRoute(context));
  registerRoute(app, context, 'follow-region', followRegion(context));
}
