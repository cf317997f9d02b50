import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';

export { describeFault } from '#prisma/fault.ts';

/** Only identifiers of the portal may be read in a log: never a name, an address or what was searched. */
const IDENTIFIER = /^(?:[0-9a-f-]{36}|\d{1,19}|[0-9a-f]{64})$/;

/** One line a request: verb, route as declared, identifiers, status, time. */
export function accessLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    const id = randomUUID();
    response.locals.requestId = id;
    response.setHeader('X-Request-Id', id);
    response.on('finish', () => {
      const route = (request.route as { path?: unknown } | undefined)?.path;
      if (route === undefined && !request.path.startsWith('/api')) return; // a file of the screens
      const ids = Object.fromEntries(
        Object.entries(request.params).filter(([, value]) => IDENTIFIER.test(String(value))),
      );
      log.info({
        id,
        method: request.method,
        route: typeof route === 'string' ? route : 'unknown',
        ...(Object.keys(ids).length > 0 && { ids }),
        status: response.statusCode,
        ms: Math.round(performance.now() - began),
      });
    });
    next();
  };
}
