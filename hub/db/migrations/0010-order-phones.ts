import type { Migration } from 'kysely';
import { runStatements } from './statements';

/** By whose phone an order was placed, proven or not: what is kept for one phone is counted whatever browser asks. */
export const orderPhones: Migration = {
  up: (db) => runStatements(db, [phone]),
};

/** The keyed digest of the phone; null for orders of before. */
const phone = 'alter table shop_order add column phone text';
