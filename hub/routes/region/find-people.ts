import type { HubContext } from '../../context';
import type { Handler } from '../../http/register-route';
import { noteAccess } from '../../region/access-log';
import { findPeople } from '../../region/people';
import { openPhoneTails } from '../../region/phone-tails';

/** People, masked. Looking for a number is written down, the number itself is not. */
export function findPeopleRoute(context: HubContext): Handler<'find-people'> {
  const tails = openPhoneTails(context);
  return async ({ query, manager }) => {
    const found = await findPeople(context, manager.tenant, query, tails);
    if (query.phone !== undefined && 'people' in found) {
      const [one] = found.people;
      await noteAccess(context, manager, {
        action: 'find-by-phone',
        ...(one === undefined ? {} : { subject: one.person }),
        body: { found: found.people.length },
      });
    }
    return found;
  };
}
