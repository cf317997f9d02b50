import type { RequestHandler } from 'express';
import { DomainError } from '#domain/errors.ts';

/** Where the portal's own pages may come from: the address people use, and this machine's two names for it. */
export function trustedOrigins(baseUrl: string): string[] {
  const base = new URL(baseUrl);
  const twins = ['127.0.0.1', 'localhost'].includes(base.hostname) ? ['127.0.0.1', 'localhost'] : [];
  return [
    ...new Set([base.origin, ...twins.map((host) => `${base.protocol}//${host}${base.port ? `:${base.port}` : ''}`)]),
  ];
}

/**
 * Refuses a change asked by another site's page. Browsers always state the origin of a change; a program that states
 * none (and carries no trace of a browser) is not a page that someone was lured to.
 */
export function sameOrigin(baseUrl: string): RequestHandler {
  const trusted = new Set(trustedOrigins(baseUrl));
  return (request, _response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return next();
    const { origin } = request.headers;
    const foreign = origin === undefined ? request.headers['sec-fetch-site'] !== undefined : !trusted.has(origin);
    next(foreign ? new DomainError('foreign-origin') : undefined);
  };
}
