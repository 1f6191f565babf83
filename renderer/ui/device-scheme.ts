import { useSyncExternalStore } from 'react';
import type { Scheme } from './scheme';

const darkDevice = '(prefers-color-scheme: dark)';

/** Light or dark as the device itself is, followed as it changes: for pages on people's own phones and desks. */
export function useDeviceScheme(): Scheme {
  return useSyncExternalStore(
    (changed) => {
      const wish = matchMedia(darkDevice);
      wish.addEventListener('change', changed);
      return () => wish.removeEventListener('change', changed);
    },
    () => (matchMedia(darkDevice).matches ? 'dark' : 'light'),
  );
}
