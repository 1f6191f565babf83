import { GarmentPage } from './garment-page';
import { MePage } from './me-page';
import { placeOf } from './place';
import { WindowPage } from './window-page';

/** The phone page: what the address names, in the shopper's language. */
export function Shop({ path, search }: { readonly path: string; readonly search: string }) {
  const place = placeOf(path, search);
  if (place.page === 'garment') return <GarmentPage gtin={place.gtin} tenant={place.tenant} store={place.store} />;
  if (place.page === 'me') return <MePage tenant={place.tenant} />;
  return <WindowPage tenant={place.tenant} />;
}
