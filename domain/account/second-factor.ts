import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holdsSomewhere } from '../permissions/actor.ts';
import { SENSITIVE_ROLES } from '../permissions/role.ts';
import type { Strength } from './sign-in.ts';

/**
 * True if the person must give a second factor: they sign, pay, publish or administer that day, on
 * any structure.
 */
export const mustHaveSecondFactor = (actor: Actor, day: CivilDate): boolean =>
  SENSITIVE_ROLES.some((role) => holdsSomewhere(actor, role, day));

/** True if the session must only let the person give a second factor. */
export const lacksSecondFactor = (actor: Actor, strength: Strength, day: CivilDate): boolean =>
  strength !== 'two-factor' && mustHaveSecondFactor(actor, day);
