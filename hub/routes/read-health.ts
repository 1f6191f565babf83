import type { HubContext } from '../context';
import type { Handler } from '../http/register-route';

/** The hub answers: its time, and which life of the log it serves. */
export function readHealth(context: HubContext, version: string): Handler<'read-health'> {
  return () => ({ ok: true, version, generation: context.generation(), hubTimeMs: context.clock() });
}
