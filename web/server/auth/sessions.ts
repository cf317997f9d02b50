import { createHmac } from 'node:crypto';
import { parseCookies } from 'better-auth/cookies';
import { constantTimeEqual } from 'better-auth/crypto';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import type { SignIn } from '../../../domain/account/sign-in.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Actor } from '../../../domain/permissions/actor.ts';
import type { Database } from '../../../prisma/client.ts';
import { sessionBehind } from '../../../prisma/repositories/people/people.ts';
import type { Auth } from './auth.ts';

/** Who asks, as far as their session says. */
export interface SignedIn {
  readonly personId: string;
  readonly userId: string;
  readonly sessionId: string;
  /** How they signed in. */
  readonly signIn: SignIn;
  /** Rights ever given, read once a request. */
  readonly actor: Actor;
}

export interface Sessions {
  /** @throws {DomainError} signed-out */
  require(request: Request): Promise<SignedIn>;
  find(request: Request): Promise<SignedIn | null>;
}

/**
 * Reads the sessions that better-auth keeps, in one query with the rights of whoever asks: each request begins with it.
 * better-auth itself, ten times as dear, is asked where it would change something: a session to be prolonged, or over.
 * An account that belongs to no person has no place in the portal: it is as if nobody was signed in.
 */
export function createSessions(auth: Auth, { prisma }: Database): Sessions {
  const find = async ({ headers }: Request): Promise<SignedIn | null> => {
    if (!headers.cookie) return null;
    const { authCookies, secret, sessionConfig } = await auth.$context;
    const token = signedToken(parseCookies(headers.cookie).get(authCookies.sessionToken.name), secret);
    const found = token === null ? null : await sessionBehind(prisma, token);
    if (found === null) return null;
    const leftMs = found.expiresAt.getTime() - Date.now();
    const isFresh = leftMs > (sessionConfig.expiresIn - sessionConfig.updateAge) * 1000;
    if (!isFresh && !(await auth.api.getSession({ headers: fromNodeHeaders(headers) }))) return null;
    const { id: sessionId, userId, signIn, actor } = found;
    return { personId: actor.personId, userId, sessionId, signIn, actor };
  };
  return {
    find,
    async require(request) {
      const me = await find(request);
      if (!me) throw new DomainError('signed-out');
      return me;
    },
  };
}

/**
 * The token of a cookie that better-auth wrote, « token.signature »; null when it did not. The signature is computed at once:
 * better-auth's own way, by a thread of its own, took a sixth of a page.
 */
function signedToken(cookie: string | undefined, secret: string): string | null {
  const [token, signature, ...others] = cookie?.split('.') ?? [];
  if (!token || !signature || others.length > 0) return null;
  const expected = createHmac('sha256', secret).update(token).digest('base64');
  return constantTimeEqual(signature, expected) ? token : null;
}
