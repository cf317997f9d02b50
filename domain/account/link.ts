import type { ErrorCode } from '../errors.ts';

/** What a one-time link is for: a first password, a forgotten one, an account recovered by administrators. */
export const LINK_PURPOSES = ['invitation', 'reset', 'recovery'] as const;
export type LinkPurpose = (typeof LINK_PURPOSES)[number];

const HOUR_MS = 3_600_000;

/**
 * How long each kind of mailed link lives, in milliseconds. An invitation may wait for a Monday.
 */
export const LINK_LIVES_MS: Readonly<Record<LinkPurpose, number>> = {
  invitation: 72 * HOUR_MS,
  reset: HOUR_MS,
  recovery: 24 * HOUR_MS,
};

/** How long a printed link lives, in milliseconds: it is opened at once. */
export const PRINTED_LINK_LIVES_MS = HOUR_MS;

/** How long a link handed over on paper lives, in milliseconds: it is opened at home. */
export const HANDED_LINK_LIVES_MS = 24 * HOUR_MS;

/** What says whether a one-time link still works. */
export interface LinkState {
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  readonly endedAt: Date | null;
}

/** Returns why a link cannot be used at an instant; null: it can. */
export function linkFault({ usedAt, endedAt, expiresAt }: LinkState, at: Date): ErrorCode | null {
  if (usedAt !== null) return 'link-used';
  if (endedAt !== null) return 'link-replaced';
  return expiresAt <= at ? 'link-late' : null;
}

/** What an identity of the identity provider was linked by: a one-time link, or administrators. */
export const IDENTITY_LINK_GROUNDS = ['invitation', 'recovery', 'administrators'] as const;
export type IdentityLinkGround = (typeof IDENTITY_LINK_GROUNDS)[number];

/** What administrators answered of an identity that claims an account. */
export const CLAIM_OUTCOMES = ['linked', 'dismissed'] as const;
export type ClaimOutcome = (typeof CLAIM_OUTCOMES)[number];
