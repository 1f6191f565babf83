import type { Refusal } from '#shared/kernel/result';

/** An expected *no* on its way out: becomes `{code, params, requestId}` with this status. Returned, not thrown. */
export class No {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 429 | 431 | 503,
    readonly code: string,
    readonly params: Refusal['params'] = {},
  ) {}
}
