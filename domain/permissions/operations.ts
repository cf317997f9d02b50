import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds, holdsAtTop, holdsSomewhere } from './actor.ts';

/** Circuits are read by whoever draws them and whoever runs them. */
export function canReadCircuits(actor: Actor, day: CivilDate): boolean {
  return holdsSomewhere(actor, 'analyste', day) || holdsSomewhere(actor, 'administrateur', day);
}

/** Incidents show where a circuit is stuck, never what a request says. */
export function canListIncidents(actor: Actor, day: CivilDate): boolean {
  return holdsSomewhere(actor, 'administrateur', day);
}

/** Resolves: the administrator of the structure the request belongs to; of the whole, when it belongs to none. */
export function canResolveIncident(actor: Actor, structurePath: string | null, day: CivilDate): boolean {
  return structurePath === null
    ? holdsAtTop(actor, 'administrateur', day)
    : holds(actor, 'administrateur', structurePath, day);
}

/** The list of people is the gestionnaire's, limited in the query to what they manage. */
export function canListPeople(actor: Actor, day: CivilDate): boolean {
  return holdsSomewhere(actor, 'gestionnaire', day);
}
