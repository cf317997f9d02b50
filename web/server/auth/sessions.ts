import { parseCookies } from 'better-auth/cookies';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request, RequestHandler } from 'express';
import type { SignIn } from '#domain/account/sign-in.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import type { Database } from '#prisma/client.ts';
import { sessionBehind } from '#prisma/repositories/people/people.ts';
import type { Auth } from './auth.ts';
import { signed, signedToken } from './session-token.ts';

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
  /**
   * Signs anew a session's cookie that a former SESSION_SECRET signed, for what reads this request and for the browser:
   * replacing the secret signs nobody out. When a session ends is in the database.
   */
  readonly renew: RequestHandler;
}

/**
 * Reads the sessions that better-auth keeps, in one query with the rights of whoever asks: each request begins with it.
 * better-auth itself, ten times as dear, is asked where it would change something: a session to be prolonged, or over.
 * An account that belongs to no person has no place in the portal: it is as if nobody was signed in.
 */
export function createSessions(auth: Auth, { prisma }: Database, formerSecrets: readonly string[] = []): Sessions {
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
  const renew: Sessions['renew'] = async (request, response, next) => {
    const sent = request.headers.cookie;
    if (sent === undefined || formerSecrets.length === 0) return next();
    const { authCookies, secret } = await auth.$context;
    const { name, attributes } = authCookies.sessionToken;
    const cookie = parseCookies(sent).get(name);
    const token = formerSecrets.map((former) => signedToken(cookie, former)).find((each) => each !== null);
    if (token) {
      const anew = signed(token, secret);
      const others = sent.split(/; */).filter((pair) => !pair.startsWith(`${name}=`));
      request.headers.cookie = [...others, `${name}=${encodeURIComponent(anew)}`].join('; ');
      response.cookie(name, anew, { httpOnly: true, sameSite: 'lax', secure: attributes.secure === true, path: '/' });
    }
    next();
  };
  return {
    renew,
    find,
    async require(request) {
      const me = await find(request);
      if (!me) throw new DomainError('signed-out');
      return me;
    },
  };
}
