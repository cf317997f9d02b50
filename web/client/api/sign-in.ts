import { call } from './api.ts';
import { queryClient } from './query.ts';

/** Opens a session. Throws ApiProblem when refused. */
export async function signIn(email: string, password: string): Promise<void> {
  await call('/api/auth/sign-in/email', { method: 'POST', body: { email, password }, anonymous: true });
}

/** Ends the session and leaves nothing of it in the page. */
export async function signOut(): Promise<void> {
  try {
    await call('/api/auth/sign-out', { method: 'POST', body: {}, anonymous: true });
  } finally {
    queryClient.clear();
    window.location.assign('/sign-in');
  }
}
