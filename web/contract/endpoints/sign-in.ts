import { endpoints } from '../endpoint.ts';
import { SignInList } from '../sign-in.ts';

export const signIn = endpoints({
  'GET /api/account/sign-ins': {
    summary: 'The latest sign-ins to one’s own account, failures included',
    answers: { 200: SignInList },
  },
});
