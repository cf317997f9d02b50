import { z } from 'zod';
import {
  AccountChange,
  AccountView,
  ClaimAnswer,
  DocumentSeen,
  IdentityChecks,
  IdentityView,
  Installation,
  Invitations,
  Invited,
  LinkAsked,
  LinkView,
  PaperLink,
  PasswordChange,
  PasswordChosen,
  PasswordState,
  ResetAsked,
} from '../../account/account.ts';
import { SessionList } from '../../account/me.ts';
import { JournalExport, JournalPage, JournalQuery } from '../../account/sign-in.ts';
import { Id, Plain } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import { Proposed } from '../../operations/administration.ts';

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
  'GET /api/persons/:id/identity-checks': {
    summary: 'Who saw a document of a person without a professional address, of which kind, these days',
    params: { id: Id },
    answers: { 200: IdentityChecks },
  },
  'POST /api/persons/:id/identity-checks': {
    summary:
      'Say that a person without a professional address came and showed a document, and keep the personal address they typed',
    params: { id: Id },
    body: DocumentSeen,
    answers: { 204: null },
  },
  'POST /api/administration/persons/:id/paper-link': {
    summary:
      'Make the one-time link that a person without a professional address is handed on paper, two people having seen a document',
    params: { id: Id },
    answers: { 201: PaperLink },
  },
  'POST /api/administration/persons/:id/account-address/removal': {
    summary: 'Forget the personal address of the account of a person, who is told there',
    params: { id: Id },
    body: AccountChange,
    answers: { 204: null },
  },
  'POST /api/administration/invitations': {
    summary: 'Have everybody invited who is posted in a structure or below it and has no account; how many they are',
    body: Invitations,
    answers: { 202: Invited },
  },
  'POST /api/administration/persons/:id/lock': {
    summary: 'Lock the account of a person: sessions end, nobody signs in',
    params: { id: Id },
    body: AccountChange,
    answers: { 204: null },
  },
  'POST /api/administration/persons/:id/unlock': {
    summary: 'Unlock the account of a person',
    params: { id: Id },
    body: AccountChange,
    answers: { 204: null },
  },
  'POST /api/administration/persons/:id/closure': {
    summary: 'Close the account of a person: sessions end, nobody signs in any more',
    params: { id: Id },
    body: AccountChange,
    answers: { 204: null },
  },
  'POST /api/administration/persons/:id/reopening': {
    summary: 'Open again the account of a person',
    params: { id: Id },
    body: AccountChange,
    answers: { 204: null },
  },
  'GET /api/administration/persons/:id/identity': {
    summary: 'By which identity of the identity provider a person signs in, and another that waits to take its place',
    params: { id: Id },
    answers: { 200: IdentityView },
  },
  'POST /api/administration/persons/:id/identity': {
    summary: 'Link the identity that waits; that of whoever holds a sensitive right is proposed',
    params: { id: Id },
    body: ClaimAnswer,
    answers: { 202: Proposed, 204: null },
  },
  'POST /api/administration/persons/:id/identity/dismissal': {
    summary: 'Put aside the identity that waits',
    params: { id: Id },
    body: ClaimAnswer,
    answers: { 204: null },
  },
  'GET /api/account/password': {
    summary: 'Whether one’s own account has a password',
    answers: { 200: PasswordState },
  },
  'PUT /api/account/password': {
    summary: 'Change one’s own password, with the one that it replaces; all other sessions end',
    body: PasswordChange,
    answers: { 204: null },
  },
  'POST /api/administration/persons/:id/recovery': {
    summary: 'Give an account back to whoever lost what opens it; of who holds a sensitive right it is proposed',
    params: { id: Id },
    body: AccountChange,
    answers: { 202: Proposed, 204: null },
  },
  'GET /api/administration/persons/:id/sessions': {
    summary: 'Where a person is signed in',
    params: { id: Id },
    answers: { 200: SessionList },
  },
  'DELETE /api/administration/persons/:id/sessions': {
    summary: 'End every session of a person',
    params: { id: Id },
    answers: { 204: null },
  },
  'DELETE /api/administration/persons/:id/sessions/:sessionId': {
    summary: 'End one session of a person',
    params: { id: Id, sessionId: Plain.min(1).max(100) },
    answers: { 204: null },
  },
  'GET /api/administration/sign-ins': {
    summary: 'The journal of sign-ins of one’s structures; of the whole, tries at unknown accounts too',
    query: JournalQuery,
    answers: { 200: JournalPage },
  },
  'GET /api/administration/sign-ins/export': {
    summary: 'The same between two days, as CSV; that it was taken out is written down',
    query: JournalExport,
    answers: { 200: 'text/csv' },
  },
});
