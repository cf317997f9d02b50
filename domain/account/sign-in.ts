/** Sign-in methods. « oidc »: an identity provider vouched for the person. */
export const SIGN_IN_METHODS = ['password', 'password+totp', 'password+recovery-code', 'passkey', 'oidc'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

/** How many factors a session rests on: a password alone is one. */
export const STRENGTHS = ['single-factor', 'two-factor'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** How somebody signed in, as their session keeps it. */
export interface SignIn {
  readonly method: SignInMethod;
  readonly strength: Strength;
  /**
   * What the identity provider said: who it is, the level (acr), the methods (amr, joined by
   * spaces).
   */
  readonly issuer?: string;
  readonly acr?: string;
  readonly amr?: string;
}

/** What is proved of a decision's author when they decide: how they signed in and, if asked, what they proved then. */
export type Authentication = Omit<SignIn, 'method'> & { readonly method: string };

/** How a signer proves, at the signature itself, that they are there: a one-time code, or a passkey that recognised them. */
export const SIGNER_PROOF_METHODS = ['totp', 'passkey'] as const;
export type SignerProofMethod = (typeof SIGNER_PROOF_METHODS)[number];

/** How whoever files proves that they are there, where the kind asks it. */
export const FILING_PROOF_METHODS = ['totp', 'password'] as const;
export type FilingProofMethod = (typeof FILING_PROOF_METHODS)[number];

/** Adds to a sign-in what was proved at the decision itself: both together count as two factors. */
export function withProof(signIn: SignIn, given: SignerProofMethod): Authentication {
  const { method } = signIn;
  return { ...signIn, method: method.includes(given) ? method : `${method}+${given}`, strength: 'two-factor' };
}

/**
 * Returns the strength of an OIDC sign-in: two factors if its level (acr) is among those listed.
 */
export const strengthOf = (acr: string | null, twoFactorAcr: readonly string[]): Strength =>
  acr !== null && twoFactorAcr.includes(acr) ? 'two-factor' : 'single-factor';
