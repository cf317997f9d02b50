import { isAccountMessage } from '../account/notice.ts';
import { depositsAddress, isDepositMessage } from '../archive/notice.ts';
import { addressOf } from '../circuit/words/notice.ts';
import { isRootsMessage } from '../evidence/roots-notice.ts';
import { draftAddress, IDLE_DRAFT_MESSAGE } from '../request/idle-draft.ts';
import { addressOfBatch, BATCH_MESSAGE } from '../signing/notice.ts';
import { isSituationNotice, situationAddress } from '../situation/notice.ts';

/** Messages that are the portal's own, of no circuit. A request is stopped: it leads to the incidents. */
export const INCIDENT_MESSAGE = 'incident';
/** The agent's situation was changed: said at once, whatever the circuit says. */
export const CHANGED_MESSAGE = 'situation-changed';

/** The structure of a request moved, merged or closed: the request goes on. */
export const REORGANISED_MESSAGE = 'reorganised';

/** An operator cancelled the request: its circuit led nowhere any more. A circuit may word it; the portal does otherwise. */
export const CANCELLED_MESSAGE = 'cancelled';

/** An act is signed, and is not mailed to a personal address: it is read in the portal. */
export const ACT_WAITS_MESSAGE = 'act-waits';

/** A power is proposed, waits to be confirmed, was confirmed, was refused; who one is was corrected: about no request. */
export const RIGHT_MESSAGES = [
  'right-proposed',
  'right-to-confirm',
  'right-confirmed',
  // The same of several that one gesture proposed, or confirmed.
  'rights-proposed',
  'rights-to-confirm',
  'rights-confirmed',
  'right-refused',
  'delegation-suspended',
  'delegation-revoked',
  // Nobody ended it: the office of one of the two did.
  'delegation-giver-left',
  'delegation-receiver-left',
  // Whoever signs by right took another office: the right goes on until somebody ends it.
  'right-of-former-office',
  // Somebody prepares the desk of a signatory, or does so no more.
  'assistant-named',
  'assistant-ended',
  // Nobody ended it: the right or the post that it stood on went.
  'assistance-signatory-left',
  'assistance-assistant-left',
  'assistance-assistant-barred',
  'identity-corrected',
  // A file of the HR system, which two administrators approved, gave something of one's situation.
  'situation-imported',
  // A file of values waits for a second administrator.
  'import-to-approve',
] as const;
export type RightMessage = (typeof RIGHT_MESSAGES)[number];

const FOR_ADMINISTRATORS: readonly string[] = [
  'right-to-confirm',
  'rights-to-confirm',
  'right-refused',
] satisfies RightMessage[];

/** What binds whoever is told, and stands on their own account. */
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

/** Where a message leads, on screen and by mail: to its request, or to what else it is about; of a stop, to the incidents. */
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

/** Where the mail of a notification is; « on-screen » where it has none to send. */
export const MAIL_STATES = ['queued', 'sending', 'sent', 'uncertain', 'failed', 'on-screen'] as const;
