import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { routes } from '#shared/contract/http';
import { collections } from '#shared/documents/documents';
import { factKinds } from '#shared/facts/registry';

/** Fingerprints of what is stored or sent, each with the reason of its last change. Change one: raise the version, say why. */
const known = JSON.parse(readFileSync(path.join(import.meta.dirname, 'wire-fingerprints.json'), 'utf8')) as Record<
  string,
  { print: string; why: string }
>;

function print(schema: z.ZodType): string {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return createHash('sha256').update(JSON.stringify(json)).digest('hex').slice(0, 16);
}

const today: Record<string, string> = {
  ...Object.fromEntries(Object.entries(factKinds).map(([kind, { v, body }]) => [`fact ${kind}@${v}`, print(body)])),
  ...Object.fromEntries(Object.entries(collections).map(([name, schema]) => [`document ${name}`, print(schema)])),
  ...Object.fromEntries(
    Object.entries(routes).map(([name, route]) => [
      `route ${name}`,
      createHash('sha256')
        .update(
          [
            route.method,
            route.path,
            route.surface,
            ...['params', 'query', 'body', 'response'].map((part) => partPrint(route, part)),
          ].join('|'),
        )
        .digest('hex')
        .slice(0, 16),
    ]),
  ),
};

function partPrint(route: object, part: string): string {
  const schema = (route as Record<string, unknown>)[part];
  return schema instanceof z.ZodType ? print(schema) : '';
}

describe('what is stored or sent', () => {
  it('changes only with a new version and a written reason (tests/architecture/wire-fingerprints.json)', () => {
    expect(today).toEqual(Object.fromEntries(Object.entries(known).map(([name, { print: text }]) => [name, text])));
  });

  it('has a reason for every entry', () => {
    expect(Object.entries(known).filter(([, { why }]) => why.trim().length < 3)).toEqual([]);
  });
});
