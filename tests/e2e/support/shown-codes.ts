import { ShopWindow } from '#shared/contract/shop';

/** Barcodes, as they stand on labels, of garments that the store's own window shows. */
export async function shownCodes(hubUrl: string): Promise<readonly [string, string, ...(readonly string[])]> {
  const answer = await fetch(`${hubUrl}/v1/shop/window?tenant=yanxia`);
  const { garments } = ShopWindow.parse(await answer.json());
  const [first, second, ...others] = garments.map(({ gtin }) => gtin.replace(/^0/, ''));
  if (first === undefined || second === undefined) throw new Error('the window shows fewer than two garments');
  return [first, second, ...others];
}
