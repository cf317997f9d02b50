import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holdsSomewhere } from './actor.ts';

/**
 * Begins, changes, checks, drops and publishes a circuit: an analyst. Drafts belong to the office, not to one person:
 * whoever is absent does not hold a circuit back.
 */
export function canDrawCircuits(actor: Actor, day: CivilDate): boolean {
  return holdsSomewhere(actor, 'analyste', day);
}
