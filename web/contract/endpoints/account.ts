import { z } from 'zod';
import { Installation, LinkAsked, LinkView, PasswordChosen } from '../account.ts';
import { endpoints } from '../endpoint.ts';

export const account = endpoints({
  'GET /api/installation': {
    summary: 'Whether anybody ever entered this portal',
    answers: { 200: Installation },
  },
  'POST /api/account/link': {
    summary: 'Whose account a one-time link leads to, and what for; it changes nothing',
    body: LinkAsked,
    answers: { 200: LinkView },
  },
  'POST /api/account/link/password': {
    summary: 'Choose the password of the account of a link, which serves by that',
    body: PasswordChosen,
    answers: { 200: z.object({ email: z.string() }) },
  },
});
