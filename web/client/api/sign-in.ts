import { send } from './api.ts';
import { queryClient } from './query.ts';

/** Opens a session. Throws ApiProblem when refused. */
export async function signIn(email: string, password: string): Promise<void> {
  await send('POST', '/api/auth/sign-in/email', { body: { email, password }, anonymous: true });
}

/**
 * Leaves for the identity provider, which leads back to a page of this portal.
 * @param asked the page; the token of an invitation that lets somebody link who they are there
 */
export async function leaveForProvider(asked: { back?: string; invitation?: string }): Promise<void> {
  const body = asked;
  const { redirect } = await send<{ redirect: string }>('POST', '/api/auth/sign-in/social', { body, anonymous: true });
  window.location.assign(redirect);
}

/** Ends the session, at the identity provider too if it began there, and leaves nothing of it in the page. */
export async function signOut(): Promise<void> {
  let leadsTo = '/sign-in';
  try {
    const { redirect } = await send<{ redirect?: string }>('POST', '/api/auth/sign-out', { body: {}, anonymous: true });
    leadsTo = redirect ?? leadsTo;
  } finally {
    queryClient.clear();
    window.location.assign(leadsTo);
  }
}
