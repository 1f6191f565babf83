import type { TenantId } from '#shared/kernel/ids';
import { AnchorId } from '#shared/kernel/ids';
import type { HubContext } from '../context';
import { homeShard } from '../db/shard';
import { openDetails } from './anchors';
import { phoneTail } from './mask';

/** Finds people by the last four digits of a phone, as somebody says them. */
export type PhoneTails = (tenant: TenantId, tail: string) => Promise<readonly AnchorId[]>;

type Known = { readonly mark: string; readonly tails: readonly string[] };

/** So many details are opened before others get a turn. */
const AT_ONCE = 200;

/**
 * Four digits say nothing under a digest, so the details themselves are opened, once each, and only the tails are kept,
 * in memory. What changed since the last search is opened again.
 */
export function openPhoneTails(context: HubContext): PhoneTails {
  const tenants = new Map<TenantId, Map<string, Known>>();
  return async (tenant, tail) => {
    const known = tenants.get(tenant) ?? new Map<string, Known>();
    const marks = await context.db.run<{ who: string; mark: string }>(
      'select who, md5(sealed) as mark from anchor where shard = $1 and tenant = $2 and sealed is not null',
      [homeShard(tenant), tenant],
    );
    const changed = marks.filter(({ who, mark }) => known.get(who)?.mark !== mark);
    for (let start = 0; start < changed.length; start += AT_ONCE) {
      await openTails(context, tenant, changed.slice(start, start + AT_ONCE), known);
    }
    const current = new Map(marks.flatMap(({ who }) => (known.has(who) ? [[who, known.get(who) as Known]] : [])));
    tenants.set(tenant, current);
    return [...current].flatMap(([who, { tails }]) => {
      const id = AnchorId.parse(who);
      return tails.includes(tail) && context.keys.of(tenant).get(id) !== null ? [id] : [];
    });
  };
}

async function openTails(
  context: HubContext,
  tenant: TenantId,
  changed: readonly { readonly who: string; readonly mark: string }[],
  known: Map<string, Known>,
): Promise<void> {
  const rows = await context.db.run<{ who: string; sealed: string }>(
    'select who, sealed from anchor where shard = $1 and tenant = $2 and who = any($3)',
    [homeShard(tenant), tenant, changed.map(({ who }) => who)],
  );
  const marks = new Map(changed.map(({ who, mark }) => [who, mark]));
  for (const { who, sealed } of rows) {
    const details = openDetails(context, tenant, AnchorId.parse(who), sealed);
    const phones = details?.identifiers.filter(({ kind }) => kind === 'phone') ?? [];
    known.set(who, { mark: marks.get(who) ?? '', tails: phones.flatMap(({ value }) => phoneTail(value) ?? []) });
  }
  await new Promise((resolve) => setImmediate(resolve));
}
