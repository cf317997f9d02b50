import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Tx } from '#prisma/client.ts';
import type { Settings } from '../dependencies.ts';
import { registerGauges } from './gauges.ts';

/** Digests are compared: they are of one length, and how long it takes tells nothing. */
const isToken = (authorization: string | undefined, token: string): boolean =>
  timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${token}`));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Prometheus: times by verb, declared route and status, and how the portal stands; nothing that names anyone. */
export function createMetrics(prisma: Tx, { production, metricsToken }: Pick<Settings, 'production' | 'metricsToken'>) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const times = new Histogram({
    name: 'harmonie_http_seconds',
    help: 'Time to answer, by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });

  registerGauges(registry, prisma);

  const observe: RequestHandler = (request, response, next) => {
    const stop = times.startTimer();
    response.on('finish', () => {
      const route = (request.route as { path?: unknown } | undefined)?.path;
      stop({ method: request.method, route: typeof route === 'string' ? route : 'other', status: response.statusCode });
    });
    next();
  };
  const expose: RequestHandler = async (request, response) => {
    if (metricsToken === null ? production : !isToken(request.get('authorization'), metricsToken)) {
      response.status(401).setHeader('WWW-Authenticate', 'Bearer realm="metrics"');
      response.type('text').send('These metrics are read with the token of METRICS_TOKEN (docs/operations.md).\n');
      return;
    }
    response.type(registry.contentType).send(await registry.metrics());
  };
  return { observe, expose };
}
