import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { DomainError } from '#domain/errors.ts';

const WINDOW_SECONDS = 60;
/** More than anyone types or clicks in a minute, drafts saved by themselves included. */
const MAX_CHANGES = 600;
/** More than a whole office does in a minute. */
const MAX_OF_AN_ADDRESS = 12_000;

/** Bounds the changes of one session, and those of one address: whoever makes sessions up has as many as they like. */
export function mutationLimit(ofAnAddress = MAX_OF_AN_ADDRESS, ofASession = MAX_CHANGES): RequestHandler[] {
  return [
    limit(ofAnAddress, ({ ip }) => ipKeyGenerator(ip ?? '')),
    limit(ofASession, ({ headers, ip }) =>
      headers.cookie ? createHash('sha256').update(headers.cookie).digest('base64') : ipKeyGenerator(ip ?? ''),
    ),
  ];
}

const limit = (max: number, keyGenerator: (request: Request) => string): RequestHandler =>
  rateLimit({
    windowMs: WINDOW_SECONDS * 1000,
    limit: max,
    standardHeaders: false,
    legacyHeaders: false,
    skip: (request) => request.method === 'GET' || request.method === 'HEAD',
    keyGenerator,
    handler: (_request, _response, next) => next(new DomainError('too-many-requests', { seconds: WINDOW_SECONDS })),
  });
