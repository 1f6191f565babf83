import { createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { z } from 'zod';
import { AnchorId } from '#shared/kernel/ids';
import { Frame } from './frame/frame';
import { OverviewPage } from './overview/overview-page';
import { ParkedPage } from './parked/parked-page';
import { PeoplePage } from './people/people-page';
import { PersonPage, PersonUnknown } from './person/person-page';
import { TagsPage } from './tags/tags-page';

const root = createRootRoute({ component: Frame, notFoundComponent: OverviewPage });

const overview = createRoute({ getParentRoute: () => root, path: '/', component: OverviewPage });
const parked = createRoute({ getParentRoute: () => root, path: '/parked', component: ParkedPage });

const TagsSearch = z.object({ tag: z.string().max(60).optional().catch(undefined) });
const tags = createRoute({
  getParentRoute: () => root,
  path: '/tags',
  validateSearch: TagsSearch,
  component: () => <TagsPage {...tags.useSearch()} />,
});

// NOTE a whole phone number is never part of an address, because addresses are kept in histories and logs: four digits at most.
const PeopleSearch = z.object({
  tag: z.string().max(60).optional().catch(undefined),
  both: z.literal(1).optional().catch(undefined),
  phone: z.coerce
    .string()
    .regex(/^\d{1,4}$/)
    .optional()
    .catch(undefined),
});
const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  validateSearch: PeopleSearch,
  component: () => <PeoplePage {...people.useSearch()} />,
});

const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$person',
  component: () => {
    const who = AnchorId.safeParse(person.useParams().person);
    return who.success ? <PersonPage key={who.data} who={who.data} /> : <PersonUnknown />;
  },
});

const router = createRouter({
  routeTree: root.addChildren([overview, tags, people, person, parked]),
  basepath: '/region',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

/** The manager's pages, each with an address of its own. */
export function Pages() {
  return <RouterProvider router={router} />;
}
