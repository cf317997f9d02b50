import { Me, MePatch, SessionList } from '../../account/me.ts';
import { Id, keyPageQuery, Plain } from '../../common.ts';
import { endpoints } from '../../endpoint.ts';
import { Created, DelegationSuspension, OwnDelegations, Removal } from '../../operations/administration.ts';
import { NotificationPage, NotificationsRead } from '../../requests/dossier.ts';
import { AssistantList, AssistantNamed } from '../../signing/assistants.ts';

export const me = endpoints({
  'GET /api/me': {
    summary: 'Who is signed in, what they may open, their own data',
    answers: { 200: Me },
  },
  'PATCH /api/me': {
    summary: 'Change the language of screens and mails',
    body: MePatch,
    answers: { 200: Me },
  },
  'GET /api/me/delegations': {
    summary: 'The delegations of signature that one was given or gave, what each allows today, and which end soon',
    answers: { 200: OwnDelegations },
  },
  'POST /api/me/delegations/:id/revocation': {
    summary: 'Revoke a delegation that one gave: from this very day nothing is signed under it',
    params: { id: Id },
    body: Removal,
    answers: { 204: null },
  },
  'POST /api/me/delegations/:id/suspension': {
    summary: 'Suspend a delegation that one gave: on those days nothing is signed under it',
    params: { id: Id },
    body: DelegationSuspension,
    answers: { 204: null },
  },
  'GET /api/me/assistants': {
    summary: 'Who prepares one’s signing desk, and whose one prepares',
    answers: { 200: AssistantList },
  },
  'POST /api/me/assistants': {
    summary: 'Name who prepares one’s signing desk on those days; they decide nothing and sign nothing',
    body: AssistantNamed,
    answers: { 201: Created },
  },
  'POST /api/me/assistants/:id/revocation': {
    summary: 'End it, as the signatory or as the assistant',
    params: { id: Id },
    answers: { 204: null },
  },
  'GET /api/me/sessions': {
    summary: 'One’s own open sessions',
    answers: { 200: SessionList },
  },
  'DELETE /api/me/sessions/:id': {
    summary: 'End one of one’s own sessions',
    params: { id: Plain.min(1).max(100) },
    answers: { 204: null },
  },
  'GET /api/notifications': {
    summary: 'One’s notifications, newest first',
    query: keyPageQuery(Id),
    answers: { 200: NotificationPage },
  },
  'POST /api/notifications/read': {
    summary: 'Mark some of one’s own as read',
    body: NotificationsRead,
    answers: { 204: null },
  },
});
