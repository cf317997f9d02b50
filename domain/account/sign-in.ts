/** What somebody gave to sign in. « oidc »: an identity provider answered for them. */
export const SIGN_IN_METHODS = ['password', 'password+totp', 'password+recovery-code', 'passkey', 'oidc'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

/** How many factors stand behind a session: a password alone is one. */
export const STRENGTHS = ['single-factor', 'two-factor'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** How somebody signed in, as their session keeps it. */
export interface SignIn {
  readonly method: SignInMethod;
  readonly strength: Strength;
  /** What the identity provider said of it: who it is, its level (acr), what it was given (amr, joined by spaces). */
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

/** A sign-in and what was proved at the decision itself; whoever gave both signed with two factors. */
export function withProof(signIn: SignIn, given: SignerProofMethod): Authentication {
  const { method } = signIn;
  return { ...signIn, method: method.includes(given) ? method : `${method}+${given}`, strength: 'two-factor' };
}

/** How strong a sign-in is that an identity provider answered for: what it names « two factors » is a list of levels (acr). */
export const strengthOf = (acr: string | null, twoFactorAcr: readonly string[]): Strength =>
  acr !== null && twoFactorAcr.includes(acr) ? 'two-factor' : 'single-factor';
