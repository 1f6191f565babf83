import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { type Route, type RouteName, type RouteOutput, type Routes, routes } from '#shared/contract/http';
import type { HubContext } from '../context';
import { isStorable } from '../db/storable';
import type { CallerOf } from './callers';
import { admit } from './guards';
import { No } from './no';
import { sendNo } from './refuse';

type Parsed<Name extends RouteName> = (Routes[Name] extends { params: infer P extends z.ZodType }
  ? { readonly params: z.output<P> }
  : unknown) &
  (Routes[Name] extends { query: infer Q extends z.ZodType } ? { readonly query: z.output<Q> } : unknown) &
  (Routes[Name] extends { body: infer B extends z.ZodType } ? { readonly body: z.output<B> } : unknown);

/** What a handler gets: the input after the contract's schemas, and who asked. */
export type Call<Name extends RouteName> = Parsed<Name> & CallerOf<Routes[Name]['surface']>;

/** A handler answers with the contract's response, or with a refusal. `hijacked`: it answers the socket itself. */
export type Handler<Name extends RouteName> = (
  call: Call<Name>,
) => Promise<RouteOutput<Name> | No> | RouteOutput<Name> | No;

export const hijacked = Symbol('the handler answers the socket itself');

/** Puts one route of the contract on the server: guard, schemas, handler, refusals in one form. */
export function registerRoute<Name extends RouteName>(
  app: FastifyInstance,
  context: HubContext,
  name: Name,
  handle: Handler<Name>,
): void {
  const route: Route = routes[name];
  app.route({
    method: route.method,
    url: route.path,
    config: { rateLimit: limitOf(context, name) },
    handler: async (request, reply) => {
      const caller = await admit(context, route.surface, request, reply);
      if (caller instanceof No) return sendNo(request, reply, caller);
      const input = parseInput(name, request);
      if (input instanceof No) return sendNo(request, reply, input);
      const answer = await handle({ ...caller, ...input } as Call<Name>);
      if (answer instanceof No) return sendNo(request, reply, answer);
      if (answer === hijacked) return reply;
      return reply.send(context.config.checksAnswers ? route.response.parse(answer) : answer);
    },
  });
}

function parseInput(name: RouteName, request: FastifyRequest): object | No {
  const route: Route = routes[name];
  const input: Record<string, unknown> = {};
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = route[part];
    if (!schema) continue;
    const parsed = schema.safeParse(request[part]);
    if (!parsed.success) return invalid(part, parsed.error);
    // A till's facts are judged one by one, so that a bad one is parked and holds nobody up.
    if (name !== 'push-facts' && !isStorable(parsed.data)) return unstorable(part);
    input[part] = parsed.data;
  }
  return input;
}

/** The first problem and where it is: enough to mend a client, and no echo of what was sent. */
function invalid(part: string, error: z.ZodError): No {
  const [issue] = error.issues;
  return new No(400, 'request-invalid', {
    at: [part, ...(issue?.path ?? [])].join('.').slice(0, 200),
    problem: issue?.code ?? 'unknown',
  });
}

/** Text that no database keeps as it was sent: with a NUL in it, or with half a character. */
function unstorable(part: string): No {
  return new No(400, 'request-invalid', { at: part, problem: 'text-unstorable' });
}

/** Routes that guess at secrets, send messages or put pieces aside allow a few tries a minute and address; the others share the server's limit. */
const fewTries: readonly RouteName[] = ['enrol-device', 'sign-in-manager', 'send-code', 'prove-code', 'place-order'];

function limitOf({ config }: HubContext, name: RouteName) {
  return fewTries.includes(name) ? { max: config.triesPerMinute, timeWindow: 60_000 } : {};
}
