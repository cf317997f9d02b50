import type { Me } from '#web/contract/account/me.ts';
import { addressOf } from './address.ts';
import { send } from './api.ts';
import { allCopies } from './local-copy.ts';
import { queryClient } from './query.ts';

/** What is asked before the session opens; without it, it is open. */
export interface SignInAnswer {
  readonly next?: 'second-factor';
}

/** Opens a session, or says that a code is awaited. Throws ApiProblem when refused. */
export const signIn = (email: string, password: string): Promise<SignInAnswer> =>
  send('POST', '/api/auth/sign-in/email', { body: { email, password }, anonymous: true });

/** Gives the code that is awaited: the session is open. */
export const giveCode = (code: string): Promise<void> =>
  send('POST', '/api/auth/two-factor/verify-totp', { body: { code }, anonymous: true });

/** The same with a recovery code, which is spent. */
export const giveRecoveryCode = (code: string): Promise<void> =>
  send('POST', '/api/auth/two-factor/verify-backup-code', { body: { code }, anonymous: true });

/**
 * Leaves for the identity provider, which leads back to a page of this portal.
 * @param asked the page; the token of an invitation that lets somebody link who they are there
 */
export async function leaveForProvider(asked: { back?: string; invitation?: string }): Promise<void> {
  const body = asked;
  const { redirect } = await send<{ redirect: string }>('POST', '/api/auth/sign-in/social', { body, anonymous: true });
  window.location.assign(redirect);
}

/**
 * Ends the session, at the identity provider too if it began there, and leaves nothing of it in the page, nor in a browser that others
 * may use what was typed to decide on tasks.
 */
export async function signOut(): Promise<void> {
  let leadsTo = '/sign-in';
  const me = queryClient.getQueryData<Me>([addressOf('GET /api/me')]);
  if (me && allCopies().length > 0) (await import('./forget-copies.ts')).forgetTasks(me.id);
  // What is being read, or would be read again, would be refused from here on.
  await queryClient.cancelQueries();
  queryClient.clear();
  try {
    const { redirect } = await send<{ redirect?: string }>('POST', '/api/auth/sign-out', { body: {}, anonymous: true });
    leadsTo = redirect ?? leadsTo;
  } finally {
    window.location.assign(leadsTo);
  }
}

/**
 * Opens a session with a passkey of this browser or device, which asks for it; false when the person gave up.
 * @throws {ApiProblem}
 */
export async function signInByPasskey(): Promise<boolean> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const optionsJSON = await send<PublicKeyCredentialRequestOptionsJSON>('POST', '/api/auth/passkey/challenge', {
    body: {},
    anonymous: true,
  });
  const response = await startAuthentication({ optionsJSON: optionsJSON as never }).catch(() => null);
  if (response === null) return false;
  await send('POST', '/api/auth/passkey/sign-in', { body: { response }, anonymous: true });
  return true;
}
