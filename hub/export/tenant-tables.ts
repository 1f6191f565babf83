/**
 * What of a tenant stands in tables outside the log: what its facts name. Each statement takes the home shard and the
 * tenant. Left out are keys, PIN verifiers, passwords, tokens and codes.
 */
export const tenantTables = {
  'tenant.ndjson': 'select id, code, name, currency, body from tenant where shard = $1 and id = $2',
  'stores.ndjson': 'select id, code, name, zone, body from store where shard = $1 and tenant = $2 order by id',
  'devices.ndjson': `select id, store, name, public_key, origin, series, forked, heads, last_ctr, last_seen_at, enrolled_at, revoked_at
    from device where shard = $1 and tenant = $2 order by id`,
  'staff.ndjson': `select id, store, name, role, language, active, version from staff
    where shard = $1 and tenant = $2 order by id`,
  'styles.ndjson': 'select id, code, version, body from style where shard = $1 and tenant = $2 order by id',
  'variants.ndjson': 'select id, style, gtin, sku from variant where shard = $1 and tenant = $2 order by id',
  'prices.ndjson': `select store, variant, list, valid_from, valid_until, minor, was_minor, currency, version from price
    where shard = $1 and tenant = $2 order by store, variant, list, valid_from`,
  'settings.ndjson': 'select * from setting where shard = $1 and tenant = $2',
} as const;
