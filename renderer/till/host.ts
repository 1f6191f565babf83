import type { HostApi } from '#shared/contract/host';
import { refusalIn } from './host-refused';
import { loopbackHost } from './loopback-host';

/** The host of this page's till: Electron's bridge where there is one, else loopback HTTP. Rejects with `HostRefused`. */
export function openHost(): HostApi {
  const { seamHost } = window as Window & { readonly seamHost?: HostApi };
  return seamHost ? electronHost(seamHost) : loopbackHost(pageHere());
}

/** The bridge carries an error's message and nothing else of it, so the preload writes the refusal there. */
function electronHost(bridge: HostApi): HostApi {
  return {
    request: (name, input) =>
      bridge.request(name, input).catch((error: unknown) => {
        throw refusalIn(error instanceof Error ? error.message : '') ?? error;
      }),
    on: (name, listen) => bridge.on(name, listen),
  };
}

function pageHere() {
  return {
    origin: location.origin,
    storage: sessionStorage,
    fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init),
    takeLaunchCode: () => {
      const code = new URLSearchParams(location.hash.slice(1)).get('launch');
      if (code !== null) history.replaceState(history.state, '', `${location.pathname}${location.search}`);
      return code;
    },
  };
}
