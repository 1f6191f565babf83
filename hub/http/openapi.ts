import { z } from 'zod';
import { type Route, routes } from '#shared/contract/http';
import { WireRefusal } from '#shared/contract/refusal';

const security: Readonly<Record<Route['surface'], readonly object[]>> = {
  open: [],
  host: [{ deviceToken: [] }],
  till: [{ pageToken: [] }],
  manager: [{ managerSession: [] }],
  shopper: [],
};

/** OpenAPI 3.1 of every route, made from the schemas that judge the requests. */
export function openApi(version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, route] of Object.entries(routes) as readonly (readonly [string, Route])[]) {
    const path = route.path.replace(/:([a-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(name, route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Seam hub', version },
    paths,
    components: {
      securitySchemes: {
        deviceToken: { type: 'http', scheme: 'bearer' },
        pageToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        managerSession: { type: 'apiKey', in: 'cookie', name: 'seam_manager' },
      },
      schemas: { Refusal: jsonSchemaOf(WireRefusal, 'output') },
    },
  };
}

function operationOf(name: string, route: Route): object {
  return {
    operationId: name,
    tags: [route.surface],
    security: security[route.surface],
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchemaOf(route.body, 'input') } },
          },
        }
      : {}),
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: jsonSchemaOf(route.response, 'output') } } },
      default: {
        description: 'A refusal',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      },
    },
  };
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query'): readonly object[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchemaOf(schema, 'input') as {
    readonly properties?: Readonly<Record<string, object>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, inner]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: inner,
  }));
}

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}
