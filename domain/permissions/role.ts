/** The roles of the portal, by their names in the ministry. */
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

/** A role that a person may hold, on a structure and those below it. */
export type Role = (typeof ROLES)[number];

/**
 * Roles that two administrators give, one who proposes and one who confirms: they sign, pay,
 * publish, or give rights.
 */
export const SENSITIVE_ROLES = [
  'signataire',
  'financier',
  'analyste',
  'administrateur',
] as const satisfies readonly Role[];

/**
 * Who may hold a step of a circuit: the agent concerned by the request; « demandeur », the person
 * who filed it, the agent or the one who started the act for them; a role; or « superieur-n2 », the
 * superior of the superior, which no right names. A request on paper is completed by the agent's
 * gestionnaire as by the agent. The list is closed, whatever is drawn: those who draw or administer
 * read no request, and the comptable only what is sent to them.
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

/** A holder of a step. */
export type TaskRole = (typeof STEP_HOLDERS)[number];

/**
 * Returns the right by which a person other than the agent or the requester holds a step: N+2 is
 * « supérieur » at a higher structure.
 */
export const rightToHold = (role: Exclude<TaskRole, 'agent' | 'demandeur'>): Role =>
  role === 'superieur-n2' ? 'superieur' : role;

/**
 * Roles that may start a request for an agent; the supérieur, only one that no act is signed for:
 * the interview.
 */
export const STARTING_ROLES = ['gestionnaire', 'superieur'] as const satisfies readonly Role[];

/** A role that may start a request for an agent. */
export type StartingRole = (typeof STARTING_ROLES)[number];

/** The role that enters, for the agents it manages, what they signed on paper. */
export const PAPER_ROLE = 'gestionnaire' satisfies StartingRole;

/** True if circuits that this role starts may have an act signed. */
export const startsActs = (role: Role): boolean => role !== 'superieur';

/**
 * Holders whose steps show the values that the form marks sensitive: those who compare them with
 * their proof.
 */
const SENSITIVE_READERS: readonly TaskRole[] = ['gestionnaire', 'financier'];

/** True if a text names a role. */
export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

/** True if two administrators give this role. */
export const isSensitiveRole = (role: Role): boolean => (SENSITIVE_ROLES as readonly Role[]).includes(role);

/** True if a text names a holder of a step. */
export function isTaskRole(text: string): text is TaskRole {
  return (STEP_HOLDERS as readonly string[]).includes(text);
}

/** True if a text names a role that may start a request for an agent. */
export function isStartingRole(text: string): text is StartingRole {
  return (STARTING_ROLES as readonly string[]).includes(text);
}

/** True if the holder of such a step may read the sensitive values of the request. */
export const readsSensitive = (role: TaskRole): boolean => SENSITIVE_READERS.includes(role);
