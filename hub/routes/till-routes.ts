import type { FastifyInstance } from 'fastify';
import type { HubContext } from '../context';
import { registerRoute } from '../http/register-route';
import { enrolDeviceRoute } from './enrol-device';
import { followFeeds } from './follow-feeds';
import { issuePageToken } from './issue-page-token';
import { lookUpPerson } from './look-up-person';
import { pullFeed } from './pull-feed';
import { pushFacts } from './push-facts';
import { readHealth } from './read-health';
import { readKeys } from './read-keys';
import { readVerifiers } from './read-verifiers';

/** Every route a till's host and page need. */
export function registerTillRoutes(app: FastifyInstance, context: HubContext, version: string): void {
  registerRoute(app, context, 'read-health', readHealth(context, version));
  registerRoute(app, context, 'enrol-device', enrolDeviceRoute(context));
  registerRoute(app, context, 'issue-page-token', issuePageToken(context));
  registerRoute(app, context, 'read-keys', readKeys(context));
  registerRoute(app, context, 'read-verifiers', readVerifiers(context));
  registerRoute(app, context, 'push-facts', pushFacts(context));
  registerRoute(app, context, 'pull-feed', pullFeed(context));
  registerRoute(app, context, 'look-up-person', lookUpPerson(context));
  registerRoute(app, context, 'follow-feeds', followFeeds(context));
}
