import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { DomainError } from '#domain/errors.ts';

const WINDOW_SECONDS = 60;
/** More acts than an office checks in a minute; a reference that is guessed at this pace is found in no lifetime. */
const MAX_REFERENCES = 60;
const MAX_FILES = 40;

/** Bounds what one address has verified: nobody need be signed in, and each act is work. */
export const verificationLimit = (): RequestHandler[] => [
  limit(MAX_REFERENCES, (method) => method === 'GET' || method === 'HEAD'),
  limit(MAX_FILES, (method) => method === 'POST'),
];

const limit = (max: number, counts: (method: string) => boolean): RequestHandler =>
  rateLimit({
    windowMs: WINDOW_SECONDS * 1000,
    limit: max,
    standardHeaders: false,
    legacyHeaders: false,
    skip: ({ method, path }) => !counts(method) || path === '/authority',
    keyGenerator: ({ ip }) => ipKeyGenerator(ip ?? ''),
    handler: (_request, _response, next) => next(new DomainError('too-many-requests', { seconds: WINDOW_SECONDS })),
  });
