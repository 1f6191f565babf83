import { useSyncExternalStore } from 'react';
import type { Scheme } from './scheme';

const darkDevice = '(prefers-color-scheme: dark)';

/** Light or dark as the device itself is now. */
export function deviceScheme(): Scheme {
  return matchMedia(darkDevice).matches ? 'dark' : 'light';
}

/** The device's scheme, followed as it changes: for pages on people's own phones. */
export function useDeviceScheme(): Scheme {
  return useSyncExternalStore((changed) => {
    const wish = matchMedia(darkDevice);
    wish.addEventListener('change', changed);
    return () => wish.removeEventListener('change', changed);
  }, deviceScheme);
}
