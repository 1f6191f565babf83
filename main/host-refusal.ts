import type { Refusal } from '#shared/kernel/result';

/** A *no* of the host that has no place in the answer of a request: the adapters send its code and parameters. */
export class HostRefusal extends Error {
  constructor(
    readonly code: string,
    readonly params: Refusal['params'] = {},
  ) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'HostRefusal';
  }
}
