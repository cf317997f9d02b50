import type { Strength } from '../account/sign-in.ts';
import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holdsSomewhere } from './actor.ts';
import { SENSITIVE_ROLES } from './role.ts';

/** Whoever signs, pays, publishes or administers, that day, wherever it is. */
export const mustHaveSecondFactor = (actor: Actor, day: CivilDate): boolean =>
  SENSITIVE_ROLES.some((role) => holdsSomewhere(actor, role, day));

/** Whether a session opens to them only what lets them give a second factor. */
export const lacksSecondFactor = (actor: Actor, strength: Strength, day: CivilDate): boolean =>
  strength !== 'two-factor' && mustHaveSecondFactor(actor, day);
