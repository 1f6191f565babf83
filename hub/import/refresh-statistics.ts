import type { HubContext } from '../context';

/**
 * Tells the database how much there now is. The embedded one never looks by itself, and plans for an empty table read a
 * full one row by row.
 */
export async function refreshStatistics(context: HubContext): Promise<void> {
  await context.db.run('analyze style, variant, price, doc, fact');
}
