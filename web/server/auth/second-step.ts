import { parseCookies } from 'better-auth/cookies';
import type { Request } from 'express';
import type { Auth } from './auth.ts';
import { signedToken } from './session-token.ts';

/**
 * Whose right password was given a while ago in this browser, and whose code is awaited; null when nobody's is. The
 * cookie is better-auth's: it names a row that serves once.
 */
export async function challengedUser(auth: Auth, { headers }: Request): Promise<string | null> {
  const { createAuthCookie, secret, internalAdapter } = await auth.$context;
  const cookie = headers.cookie && parseCookies(headers.cookie).get(createAuthCookie('two_factor').name);
  const identifier = signedToken(cookie || undefined, secret);
  const challenge = identifier === null ? null : await internalAdapter.findVerificationValue(identifier);
  return challenge && challenge.expiresAt > new Date() ? challenge.value : null;
}
