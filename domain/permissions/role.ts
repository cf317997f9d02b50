export const ROLES = [
  'superieur',
  'gestionnaire',
  'valideur',
  'signataire',
  'financier',
  'comptable',
  'analyste',
  'administrateur',
] as const;

/** A right a person may hold, on a structure and what is below it. The names are the ministry's. */
export type Role = (typeof ROLES)[number];

/**
 * Who may hold a task: a role; the agent whom the request is about; or « demandeur », whoever filed it, the agent
 * or the person who started the act for them.
 */
export type TaskRole = Role | 'agent' | 'demandeur';

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

export function isTaskRole(text: string): text is TaskRole {
  return text === 'agent' || text === 'demandeur' || isRole(text);
}
