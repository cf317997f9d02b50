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

/** Whose hand a task may be in: a role, or the requester themselves. */
export type TaskRole = Role | 'agent';

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

export function isTaskRole(text: string): text is TaskRole {
  return text === 'agent' || isRole(text);
}
