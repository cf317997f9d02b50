import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds } from './actor.ts';

/** The role that keeps the registry of acts. */
export const REGISTRY_ROLE = 'gestionnaire';

/**
 * True if the person may read a line of the registry: the gestionnaire of the structure in its
 * number, or of one above; never a line about oneself, which is read as its agent. Neither
 * administrators nor analysts read acts.
 */
export const canReadRegistered = (
  actor: Actor,
  line: { readonly agentId: string; readonly structurePath: string },
  day: CivilDate,
): boolean => actor.personId !== line.agentId && holds(actor, REGISTRY_ROLE, line.structurePath, day);
