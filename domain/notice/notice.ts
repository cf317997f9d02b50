import { isAccountMessage } from '../account/notice.ts';
import { depositsAddress, isDepositMessage } from '../archive/notice.ts';
import { addressOf } from '../circuit/words/notice.ts';
import { isRootsMessage } from '../evidence/roots-notice.ts';
import { draftAddress, IDLE_DRAFT_MESSAGE } from '../request/idle-draft.ts';
import { addressOfBatch, BATCH_MESSAGE } from '../signing/notice.ts';
import { isSituationNotice, situationAddress } from '../situation/notice.ts';

/**
 * A request is stopped: the message leads to the incidents. Like those below, it is the portal's
 * own, not a circuit's.
 */
export const INCIDENT_MESSAGE = 'incident';
/** The agent's situation was changed: sent at once, whatever the circuit sends. */
export const CHANGED_MESSAGE = 'situation-changed';

/** The structure of a request moved, merged or closed: the request goes on. */
export const REORGANISED_MESSAGE = 'reorganised';

/** An operator cancelled a stuck request. A circuit may word it; otherwise the portal does. */
export const CANCELLED_MESSAGE = 'cancelled';

/** An act is signed, and is not mailed to a personal address: it can be read in the portal. */
export const ACT_WAITS_MESSAGE = 'act-waits';

/**
 * A power was proposed, awaits confirmation, was confirmed or refused; a person's identity was
 * corrected. About no request.
 */
export const RIGHT_MESSAGES = [
  'right-proposed',
  'right-to-confirm',
  'right-confirmed',
  // The same for several powers that one action proposed or confirmed.
  'rights-proposed',
  'rights-to-confirm',
  'rights-confirmed',
  'right-refused',
  'delegation-suspended',
  'delegation-revoked',
  // Nobody ended it: one of the two left office.
  'delegation-giver-left',
  'delegation-receiver-left',
  // A person who signs by right took another office: the right goes on until it is ended.
  'right-of-former-office',
  // An assistant is named to a signatory's desk, or no longer is.
  'assistant-named',
  'assistant-ended',
  // Nobody ended it: the right or the post on which it rested ended.
  'assistance-signatory-left',
  'assistance-assistant-left',
  'assistance-assistant-barred',
  'identity-corrected',
  // A file of the HR system, approved by two administrators, gave values of the agent's situation.
  'situation-imported',
  // A file of values awaits a second administrator.
  'import-to-approve',
] as const;
/** A message about a power. */
export type RightMessage = (typeof RIGHT_MESSAGES)[number];

const FOR_ADMINISTRATORS: readonly string[] = [
  'right-to-confirm',
  'rights-to-confirm',
  'right-refused',
] satisfies RightMessage[];

/** About something that binds the recipient and appears in their own account. */
const IN_ACCOUNT: readonly string[] = [
  'delegation-suspended',
  'delegation-revoked',
  'delegation-giver-left',
  'delegation-receiver-left',
  'assistant-named',
  'assistant-ended',
  'assistance-signatory-left',
  'assistance-assistant-left',
  'assistance-assistant-barred',
] satisfies RightMessage[];

/**
 * Returns the address a message leads to, on screen and by mail: its request, or its other subject;
 * for a stop, the incidents.
 */
export function placeOfNotice({
  message,
  requestId,
  subject,
}: {
  readonly message: string;
  readonly requestId: string | null;
  readonly subject: string | null;
}): string {
  if (isDepositMessage(message)) return depositsAddress(message);
  if (message === IDLE_DRAFT_MESSAGE && subject !== null) return draftAddress(subject);
  if (isRootsMessage(message)) return '/operations';
  if (message === BATCH_MESSAGE && subject !== null) return addressOfBatch(subject);
  if (subject !== null) return isSituationNotice(message) ? situationAddress(message, subject) : addressOf(subject);
  if (isAccountMessage(message)) return '/account';
  if (IN_ACCOUNT.includes(message)) return '/account';
  if (message === 'situation-imported') return '/situation';
  if (message === 'right-of-former-office') return '/administration/habilitations';
  if (message === 'import-to-approve') return '/administration/imports';
  if (requestId === null) return FOR_ADMINISTRATORS.includes(message) ? '/administration/proposals' : '/notifications';
  return message === INCIDENT_MESSAGE ? '/operations' : `/requests/${requestId}`;
}

/** States of the mail of a notification; « on-screen »: it has none to send. */
export const MAIL_STATES = ['queued', 'sending', 'sent', 'uncertain', 'failed', 'on-screen'] as const;
