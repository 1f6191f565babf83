import { createHubClient } from '../hub-client/hub-client';

/** The hub that served this page. */
export const hub = createHubClient({ baseUrl: location.origin });
