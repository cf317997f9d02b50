import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds } from './actor.ts';

/** Who keeps the registry of acts. */
export const REGISTRY_ROLE = 'gestionnaire';

/**
 * Whether somebody reads a line of the registry: whoever manages the structure that its number names, or one above; never that of
 * an act about oneself, which is read as its agent does. Neither administrators nor analysts read acts.
 */
export const canReadRegistered = (
  actor: Actor,
  line: { readonly agentId: string; readonly structurePath: string },
  day: CivilDate,
): boolean => actor.personId !== line.agentId && holds(actor, REGISTRY_ROLE, line.structurePath, day);
