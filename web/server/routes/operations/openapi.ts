import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { Problem } from '#web/contract/common.ts';
import { sessionCookie } from '../../auth/cookies.ts';
import { ok, type Route, serve } from '../../http/route.ts';

/** The description of the API, from the very schemas that guard it. */
export function openapiRoute(routes: readonly Route[], baseUrl: string): Route<'GET /api/openapi.json'> {
  let document: ReturnType<typeof describe> | undefined;
  const self = serve('GET /api/openapi.json', {
    right: 'anyone',
    guard: null,
    async handle() {
      document ??= describe([...routes, self], baseUrl);
      return ok({ ...document });
    },
  });
  return self;
}

function describe(routes: readonly Route[], baseUrl: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const declared of routes) {
    const path = declared.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [declared.method]: operation(declared) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Harmonie',
      version: '1',
      description: 'The HR portal’s API. Errors are RFC 9457 problems with a stable `code`.',
    },
    servers: [{ url: baseUrl }],
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: sessionCookie(baseUrl) } },
    },
    paths,
  });
}

function operation({
  summary,
  right,
  guard,
  params,
  query,
  body,
  upload,
  answers,
  path,
}: Route): ZodOpenApiOperationObject {
  const responses: Record<string, object> = {};
  for (const [status, answer] of Object.entries(answers)) {
    const content =
      answer === null
        ? {}
        : typeof answer === 'string'
          ? { content: { [answer]: {} } }
          : { content: { 'application/json': { schema: answer } } };
    responses[status] = { description: summary, ...content };
  }
  responses.default = { description: 'Why not', content: { 'application/problem+json': { schema: Problem } } };
  const about = [
    typeof right === 'object' ? `For: ${right.join(', ')}.` : undefined,
    guard ? `Limited by: ${guard}.` : undefined,
  ].filter((line) => line !== undefined);
  return {
    summary,
    tags: [path.split('/')[2] ?? 'api'],
    ...(about.length > 0 && { description: about.join(' ') }),
    ...(right !== 'anyone' && { security: [{ session: [] }] }),
    requestParams: {
      ...(params && { path: z.object(params) }),
      ...(query && { query }),
    },
    ...(body && { requestBody: { content: { 'application/json': { schema: body } } } }),
    ...(upload && { requestBody: { content: { [upload]: {} } } }),
    responses,
  } as ZodOpenApiOperationObject;
}
