import { send } from './api.ts';
import { queryClient } from './query.ts';

/** Opens a session. Throws ApiProblem when refused. */
export async function signIn(email: string, password: string): Promise<void> {
  await send('POST', '/api/auth/sign-in/email', { body: { email, password }, anonymous: true });
}

/** Ends the session and leaves nothing of it in the page. */
export async function signOut(): Promise<void> {
  try {
    await send('POST', '/api/auth/sign-out', { body: {}, anonymous: true });
  } finally {
    queryClient.clear();
    window.location.assign('/sign-in');
  }
}
