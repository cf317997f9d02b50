/** Who somebody is, as the identity provider proved it. */
export interface ProvenIdentity {
  readonly issuer: string;
  /** What the provider calls them, for ever and for nobody else (its « sub »). */
  readonly subject: string;
  /** Their employee number, where the provider says it. */
  readonly employeeNumber: string | null;
}

/** What the portal knows when somebody comes with a proven identity. */
export interface KnownIdentity {
  /** The account that this identity opens. */
  readonly opens: string | null;
  /** The account that an invitation, opened just before, lets them link; with the identity that opens it already. */
  readonly invited: {
    readonly userId: string;
    readonly employeeNumber: string;
    readonly subject: string | null;
    /** Somebody entered by that account already, and it signs, pays, publishes or gives rights. */
    readonly takesTwo: boolean;
  } | null;
  /** Whether the employee number is that of somebody whose account another identity of this provider opens. */
  readonly numberIsLinked: boolean;
}

export type LinkVerdict =
  /** The account is theirs already. */
  | { readonly verdict: 'open'; readonly userId: string }
  /** It becomes theirs now. */
  | { readonly verdict: 'link'; readonly userId: string }
  | { readonly verdict: 'refused'; readonly code: IdentityFault };

/**
 * Why an identity opens nothing: nobody linked it · it came in place of another, which administrators decide · it opens another account than the one they were invited to · another
 * identity opens that account · the employee number is not that of whoever was invited · one administrator who invites
 * would be enough to sign in somebody's place.
 */
export type IdentityFault =
  | 'identity-unknown'
  | 'identity-changed'
  | 'identity-taken'
  | 'identity-linked'
  | 'identity-of-another'
  | 'identity-takes-two';

/**
 * Which account a proven identity opens. An address never links: an identity is linked by an invitation that was opened in
 * the same browser, once; what an administrator links anew is decided elsewhere.
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
