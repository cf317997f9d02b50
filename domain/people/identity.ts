/** A person's identity, as the identity provider proved it. */
export interface ProvenIdentity {
  readonly issuer: string;
  /** The provider's permanent and unique name for the person (its « sub »). */
  readonly subject: string;
  /** Their employee number, if the provider gives it. */
  readonly employeeNumber: string | null;
}

/** What the portal knows about a proven identity. */
export interface KnownIdentity {
  /** The account that this identity opens. */
  readonly opens: string | null;
  /**
   * The account that an invitation, opened just before, lets them link, with the identity that
   * already opens it.
   */
  readonly invited: {
    readonly userId: string;
    readonly employeeNumber: string;
    readonly subject: string | null;
    /** The account has been used, and signs, pays, publishes or gives rights. */
    readonly takesTwo: boolean;
  } | null;
  /**
   * Whether another identity of this provider already opens the account of the person with that
   * employee number.
   */
  readonly numberIsLinked: boolean;
}

/** The result for a proven identity. */
export type LinkVerdict =
  /** The account is already theirs. */
  | { readonly verdict: 'open'; readonly userId: string }
  /** The account becomes theirs now. */
  | { readonly verdict: 'link'; readonly userId: string }
  | { readonly verdict: 'refused'; readonly code: IdentityFault };

/**
 * Why an identity opens nothing: nobody linked it · it came in place of another, which
 * administrators decide · it opens another account than the one they were invited to · another
 * identity opens that account · the employee number is not that of the invited person · one
 * administrator who invites would be enough to sign in as someone else.
 */
export type IdentityFault =
  | 'identity-unknown'
  | 'identity-changed'
  | 'identity-taken'
  | 'identity-linked'
  | 'identity-of-another'
  | 'identity-takes-two';

/**
 * Decides which account a proven identity opens. An address never links: an identity is linked by
 * an invitation opened in the same browser, once; a link that an administrator replaces is decided
 * elsewhere.
 */
export function linkVerdict(identity: ProvenIdentity, known: KnownIdentity): LinkVerdict {
  const { opens, invited, numberIsLinked } = known;
  const refused = (code: IdentityFault): LinkVerdict => ({ verdict: 'refused', code });
  if (invited === null) {
    if (opens !== null) return { verdict: 'open', userId: opens };
    return refused(numberIsLinked ? 'identity-changed' : 'identity-unknown');
  }
  if (opens !== null && opens !== invited.userId) return refused('identity-taken');
  if (identity.employeeNumber !== null && identity.employeeNumber !== invited.employeeNumber)
    return refused('identity-of-another');
  if (opens !== null) return { verdict: 'open', userId: opens };
  if (invited.subject !== null) return refused('identity-linked');
  return invited.takesTwo ? refused('identity-takes-two') : { verdict: 'link', userId: invited.userId };
}
