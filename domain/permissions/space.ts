import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holdsSomewhere } from './actor.ts';
import type { Role } from './role.ts';

/** The spaces of the portal. */
export const SPACES = ['agent', 'gestionnaire', 'valideur', 'paye', 'circuits', 'exploitation'] as const;
/** A space of the portal. */
export type Space = (typeof SPACES)[number];

const OPENED_BY: Readonly<Record<Exclude<Space, 'agent'>, readonly Role[]>> = {
  gestionnaire: ['gestionnaire'],
  valideur: ['superieur', 'valideur', 'signataire', 'referent-deontologue', 'administration-accueil'],
  paye: ['financier', 'comptable'],
  circuits: ['analyste', 'administrateur'],
  exploitation: ['administrateur'],
};

/** Lists the spaces that a person finds on signing in. Everyone is an agent first. */
export function spacesOf(actor: Actor, day: CivilDate): Space[] {
  return SPACES.filter(
    (space) => space === 'agent' || OPENED_BY[space].some((role) => holdsSomewhere(actor, role, day)),
  );
}
