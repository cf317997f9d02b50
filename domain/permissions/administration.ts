import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds } from './actor.ts';

/** Changes a structure, and who is posted, entitled or delegated there: its administrator, or one above. */
export function canAdminister(actor: Actor, structurePath: string, day: CivilDate): boolean {
  return holds(actor, 'administrateur', structurePath, day);
}

/** Gives, changes or ends a right of these people: anyone but themselves. Whoever manages rights gains none by it. */
export function canChangeRightsOf(actor: Actor, personIds: readonly string[]): boolean {
  return !personIds.includes(actor.personId);
}

/** Reads the events of a request or of a file: the administrator of the structure it belongs to. What it says stays closed to them. */
export function canReadAudit(actor: Actor, structurePath: string | null, day: CivilDate): boolean {
  return structurePath !== null && holds(actor, 'administrateur', structurePath, day);
}
