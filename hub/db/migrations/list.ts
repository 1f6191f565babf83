import type { Migration } from 'kysely';
import { log } from './0001-log';
import { projections } from './0002-projections';
import { organisation } from './0003-organisation';
import { catalogue } from './0004-catalogue';
import { access } from './0005-access';
import { core } from './0006-core';
import { shop } from './0007-shop';
import { orders } from './0008-orders';
import { parked } from './0009-parked';
import { orderPhones } from './0010-order-phones';

/**
 * Every step from an empty database to today's, in order of name. A step that has been released never changes;
 * the next one gets the next number. A new table also goes into `ensure-distributed.ts` and, where Kysely is to know it, `tables.ts`.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-log': log,
  '0002-projections': projections,
  '0003-organisation': organisation,
  '0004-catalogue': catalogue,
  '0005-access': access,
  '0006-core': core,
  '0007-shop': shop,
  '0008-orders': orders,
  '0009-parked': parked,
  '0010-order-phones': orderPhones,
};
