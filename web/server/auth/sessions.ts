import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import { DomainError } from '../../../domain/errors.ts';
import type { Actor } from '../../../domain/permissions/actor.ts';
import type { Database } from '../../../prisma/client.ts';
import { actorFacts } from '../../../prisma/repositories/people/people.ts';
import type { Auth } from './auth.ts';

/** Who asks, as far as their session says. */
export interface SignedIn {
  readonly personId: string;
  readonly userId: string;
  readonly sessionId: string;
  /** Rights ever given, read once a request. */
  actor(): Promise<Actor>;
}

export interface Sessions {
  /** @throws {DomainError} signed-out */
  require(request: Request): Promise<SignedIn>;
  find(request: Request): Promise<SignedIn | null>;
}

/** An account that belongs to no person has no place in the portal: it is as if nobody was signed in. */
export function createSessions(auth: Auth, { prisma }: Database): Sessions {
  const find = async (request: Request): Promise<SignedIn | null> => {
    if (!request.headers.cookie) return null;
    const found = await auth.api.getSession({ headers: fromNodeHeaders(request.headers) });
    const personId = found?.user.personId;
    if (!found || !personId) return null;
    let facts: Promise<Actor> | undefined;
    return {
      personId,
      userId: found.user.id,
      sessionId: found.session.id,
      actor: () => {
        facts ??= actorFacts(prisma, personId);
        return facts;
      },
    };
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
