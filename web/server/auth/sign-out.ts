import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { sealedIdToken } from '#prisma/repositories/account/sessions.ts';
import { SecretDamaged } from '#prisma/secret-values.ts';
import type { Dependencies } from '../dependencies.ts';
import { SIGN_OUT } from './auth.ts';
import { type Opening, saidBy } from './opening.ts';

/**
 * Ends the session here. Where the identity provider answered for it, `redirect` leads there: whoever signs out of a shared
 * machine is signed out of both. The provider asks for a `state`; nothing is decided when it leads back.
 */
export function signOutOpening({
  settings: { baseUrl },
  sessions,
  secrets,
  database,
}: Pick<Dependencies, 'settings' | 'sessions' | 'secrets' | 'database'>): Opening {
  return {
    method: 'post',
    path: SIGN_OUT,
    body: z.object({}).transform(() => ({
      ...{ callbackURL: `${baseUrl}/sign-in`, disableRedirect: true, state: randomBytes(16).toString('hex') },
    })),
    async before(request, facts) {
      const me = await sessions.find(request);
      if (me === null) return;
      const sealed = await sealedIdToken(database.prisma, me.sessionId);
      const idToken = sealed && openIfAny(() => secrets.open(sealed, me.userId));
      if (idToken) facts.idToken = idToken;
    },
    async answer(answer, response) {
      const { code, url } = await saidBy(answer);
      const redirect = typeof url === 'string' ? { redirect: url } : {};
      response.status(answer.status).json(answer.ok ? redirect : { code: String(code ?? 'refused') });
    },
  };
}

/** Sealed with a key that is gone: they sign out here alone. */
function openIfAny(open: () => string): string | null {
  try {
    return open();
  } catch (error) {
    if (error instanceof SecretDamaged) return null;
    throw error;
  }
}
