import type { LinkPurpose } from './link.ts';

/** Messages to a person about their own account, on screen and by mail; none is about a request. */
export const ACCOUNT_MESSAGES = [
  // Signed in from a new browser.
  'account-new-device',
  // Strangers tried passwords, and were throttled.
  'account-tried',
  // These carry a one-time link.
  'account-invited',
  'password-forgotten',
  'account-recovered',
  'password-changed',
  'account-locked',
  'account-unlocked',
  'account-closed',
  'account-reopened',
  'administrator-recovered',
  // Another identity came with their employee number; administrators linked it.
  'account-identity-claimed',
  'account-identity-changed',
  // Somebody who gave the right password does not find the code.
  'account-password-known',
  // The personal address of their account was given, replaced or taken away.
  'account-address-changed',
  // A second factor, or recovery codes, were made, replaced, taken away or used.
  'account-factor-changed',
  'account-recovery-code-used',
] as const;
export type AccountMessage = (typeof ACCOUNT_MESSAGES)[number];

/** Narrows a string to a message about an account. */
export const isAccountMessage = (message: string): message is AccountMessage =>
  (ACCOUNT_MESSAGES as readonly string[]).includes(message);

const LINKS: Readonly<Record<string, LinkPurpose>> = {
  'account-invited': 'invitation',
  'password-forgotten': 'reset',
  'account-recovered': 'recovery',
} satisfies Partial<Record<AccountMessage, LinkPurpose>>;

/**
 * Returns the purpose of the one-time link that a message carries by mail; null: it carries none.
 */
export const linkPurposeOf = (message: string): LinkPurpose | null =>
  Object.hasOwn(LINKS, message) ? (LINKS[message] ?? null) : null;
