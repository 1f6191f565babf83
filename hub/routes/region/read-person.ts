import type { HubContext } from '../../context';
import { No } from '../../http/no';
import type { Handler } from '../../http/register-route';
import { readPerson } from '../../region/person';

/** One person of the manager's own tenant; another's is not found, as one who is nobody. */
export function readPersonRoute(context: HubContext): Handler<'read-person'> {
  return async ({ params: { person }, manager }) =>
    (await readPerson(context, manager, person)) ?? new No(404, 'person-unknown');
}
