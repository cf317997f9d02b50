import type { Bilingual } from '../bilingual.ts';

/** How a sign-in ended, as the journal keeps it: shown on screens and in exports. */
const OUTCOMES: Readonly<Record<string, Bilingual>> = {
  'signed-in': { fr: 'Connecté', en: 'Signed in' },
  'password-wrong': { fr: 'Mot de passe incorrect', en: 'Wrong password' },
  'password-right': { fr: 'Mot de passe juste, code attendu', en: 'Right password, code awaited' },
  'code-wrong': { fr: 'Code incorrect', en: 'Wrong code' },
  'code-replayed': { fr: 'Code déjà utilisé', en: 'Code used already' },
  'recovery-code-wrong': { fr: 'Code de secours incorrect', en: 'Wrong recovery code' },
  'challenge-late': { fr: 'Code donné trop tard', en: 'Code given too late' },
  'passkey-refused': { fr: 'Clé d’accès non reconnue', en: 'Passkey not recognised' },
  'passkey-late': { fr: 'Clé d’accès donnée trop tard', en: 'Passkey given too late' },
  'account-locked': { fr: 'Compte verrouillé', en: 'Account locked' },
  'account-closed': { fr: 'Compte fermé', en: 'Account closed' },
  'identity-unproven': { fr: 'Réponse du service d’identité refusée', en: 'Answer of the identity service refused' },
  'identity-provider-away': { fr: 'Service d’identité absent', en: 'Identity service away' },
  'identity-level-low': { fr: 'Niveau d’identification insuffisant', en: 'Level of identification too low' },
  'identity-interrupted': { fr: 'Connexion interrompue', en: 'Sign-in interrupted' },
  'identity-declined': { fr: 'Abandon au service d’identité', en: 'Given up at the identity service' },
  'identity-unknown': { fr: 'Identité liée à aucun compte', en: 'Identity linked to no account' },
  'identity-changed': { fr: 'Nouvelle identité, à rattacher', en: 'New identity, to be linked' },
  'identity-taken': { fr: 'Identité d’un autre compte', en: 'Identity of another account' },
  'identity-linked': { fr: 'Compte lié à une autre identité', en: 'Account linked to another identity' },
  'identity-of-another': { fr: 'Matricule d’une autre personne', en: 'Employee number of somebody else' },
  'identity-takes-two': { fr: 'Identité à rattacher à deux', en: 'Identity to be linked by two' },
};

const REFUSED: Bilingual = { fr: 'Connexion refusée', en: 'Sign-in refused' };

/**
 * Returns the words of an outcome. « identity-unproven-audience » keeps its detail in brackets, for
 * the operator.
 */
export function outcomeWords(outcome: string, language: 'fr' | 'en'): string {
  const [, reason = outcome, why] = /^(identity-(?:unproven|provider-away))-(.+)$/.exec(outcome) ?? [];
  const words = (OUTCOMES[reason] ?? REFUSED)[language];
  return why === undefined ? words : `${words} (${why})`;
}

const METHODS: Readonly<Record<string, Bilingual>> = {
  password: { fr: 'mot de passe', en: 'password' },
  'password+totp': { fr: 'mot de passe et code', en: 'password and code' },
  'password+recovery-code': { fr: 'mot de passe et code de secours', en: 'password and recovery code' },
  passkey: { fr: 'clé d’accès', en: 'passkey' },
  oidc: { fr: 'fournisseur d’identité', en: 'identity provider' },
};

/** Returns the words of a sign-in method. */
export const methodWords = (method: string, language: 'fr' | 'en'): string => METHODS[method]?.[language] ?? method;
