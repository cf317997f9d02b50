export const ROLES = [
  'superieur',
  'gestionnaire',
  'valideur',
  'signataire',
  'financier',
  'referent-deontologue',
  'administration-accueil',
  'comptable',
  'analyste',
  'administrateur',
] as const;

/** A right a person may hold, on a structure and what is below it. The names are the ministry's. */
export type Role = (typeof ROLES)[number];

/** What two administrators give, one who proposes and one who confirms: it signs, pays, publishes, or gives rights. */
export const SENSITIVE_ROLES = [
  'signataire',
  'financier',
  'analyste',
  'administrateur',
] as const satisfies readonly Role[];

/**
 * Who may hold a step of a circuit: the agent whom the request is about; « demandeur », whoever filed it, the agent or the
 * person who started the act for them; a role; or « superieur-n2 », the superior of the superior, whom no right names. Of a
 * request on paper, whoever manages the agent completes it as they do. Closed, whatever is drawn: whoever draws or
 * administers reads no request, and the comptable only what is sent to them.
 */
export const STEP_HOLDERS = [
  'agent',
  'demandeur',
  'superieur',
  'superieur-n2',
  'gestionnaire',
  'valideur',
  'signataire',
  'financier',
  'referent-deontologue',
  'administration-accueil',
] as const;

export type TaskRole = (typeof STEP_HOLDERS)[number];

/** The right by which someone else than the agent or the requester holds a step: N+2 is « supérieur » somewhere above. */
export const rightToHold = (role: Exclude<TaskRole, 'agent' | 'demandeur'>): Role =>
  role === 'superieur-n2' ? 'superieur' : role;

/** Who may start something for an agent; the supérieur, what no act is signed for: the interview. */
export const STARTING_ROLES = ['gestionnaire', 'superieur'] as const satisfies readonly Role[];

export type StartingRole = (typeof STARTING_ROLES)[number];

/** Who enters, for an agent whom they manage, what that agent signed on paper. */
export const PAPER_ROLE = 'gestionnaire' satisfies StartingRole;

/** Whether circuits that such a person starts may have an act signed. */
export const startsActs = (role: Role): boolean => role !== 'superieur';

/** At whose steps a value that the form marks sensitive is read: those who compare it with its proof. */
const SENSITIVE_READERS: readonly TaskRole[] = ['gestionnaire', 'financier'];

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

export const isSensitiveRole = (role: Role): boolean => (SENSITIVE_ROLES as readonly Role[]).includes(role);

export function isTaskRole(text: string): text is TaskRole {
  return (STEP_HOLDERS as readonly string[]).includes(text);
}

export function isStartingRole(text: string): text is StartingRole {
  return (STARTING_ROLES as readonly string[]).includes(text);
}

/** Whether who holds a step as such reads the sensitive values of the request. */
export const readsSensitive = (role: TaskRole): boolean => SENSITIVE_READERS.includes(role);
