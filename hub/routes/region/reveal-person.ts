import type { HubContext } from '../../context';
import { No } from '../../http/no';
import type { Handler } from '../../http/register-route';
import { readPerson } from '../../region/person';
import { reveal } from '../../region/reveals';

/** Shows one person to one session for a while. The reason is in the log before anything is shown. */
export function revealPerson(context: HubContext): Handler<'reveal-person'> {
  return async ({ params: { person }, body: { reason }, manager }) => {
    const masked = await readPerson(context, manager, person);
    if (masked === null) return new No(404, 'person-unknown');
    await reveal(
      context,
      manager,
      masked.identities.map(({ who }) => who),
      reason,
    );
    return (await readPerson(context, manager, person)) ?? new No(404, 'person-unknown');
  };
}
