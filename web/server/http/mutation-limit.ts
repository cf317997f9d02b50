import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { DomainError } from '../../../domain/errors.ts';

const WINDOW_SECONDS = 60;
/** More than anyone types or clicks in a minute, drafts saved by themselves included. */
const MOST_CHANGES = 600;

/** Bounds the changes of one session, or of one address while nobody is signed in. */
export function mutationLimit(): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_SECONDS * 1000,
    limit: MOST_CHANGES,
    standardHeaders: false,
    legacyHeaders: false,
    skip: (request) => request.method === 'GET' || request.method === 'HEAD',
    keyGenerator: (request) => {
      const { cookie } = request.headers;
      return cookie ? createHash('sha256').update(cookie).digest('base64') : ipKeyGenerator(request.ip ?? '');
    },
    handler: (_request, _response, next) => next(new DomainError('too-many-requests', { seconds: WINDOW_SECONDS })),
  });
}
