/** Where a shopper is. A label's GS1 Digital Link opens a garment; everything else is the shop's window. */
export type Place =
  | { readonly page: 'garment'; readonly gtin: string; readonly tenant: string | null; readonly store: string | null }
  | { readonly page: 'me'; readonly tenant: string }
  | { readonly page: 'window'; readonly tenant: string | null };

/** Reads the address: `/01/<gtin>?t=<tenant>&s=<store>`, `/shop/me?t=<tenant>`, `/shop/?t=<tenant>`. */
export function placeOf(path: string, search: string): Place {
  const query = new URLSearchParams(search);
  const label = /^\/01\/(\d{8,14})\/?$/.exec(path);
  const tenant = query.get('t');
  if (label?.[1]) return { page: 'garment', gtin: label[1].padStart(14, '0'), tenant, store: query.get('s') };
  if (/\/me\/?$/.test(path) && tenant) return { page: 'me', tenant };
  return { page: 'window', tenant };
}

/** The address of a garment's page where no store is meant. */
export function garmentPath(gtin: string, tenant: string): string {
  return `/01/${gtin}?t=${encodeURIComponent(tenant)}`;
}
