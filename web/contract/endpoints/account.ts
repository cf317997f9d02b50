import { z } from 'zod';
import { AccountView, Installation, LinkAsked, LinkView, PasswordChosen, ResetAsked } from '../account.ts';
import { Id } from '../common.ts';
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
  'POST /api/account/link/renewal': {
    summary: 'Have a link that is past its time mailed anew',
    body: LinkAsked,
    answers: { 202: null },
  },
  'POST /api/account/reset': {
    summary: 'Have a link mailed to choose a forgotten password anew; answered alike whatever the address',
    body: ResetAsked,
    answers: { 202: null },
  },
  'GET /api/administration/persons/:id/account': {
    summary: 'Where the account of a person is in its life',
    params: { id: Id },
    answers: { 200: AccountView },
  },
  'POST /api/administration/persons/:id/invitation': {
    summary: 'Mail a person a link by which they enter the portal',
    params: { id: Id },
    answers: { 202: null },
  },
});
