import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds } from './actor.ts';

/** Whose file, and where they are posted today (null: nowhere). */
export interface DossierFacts {
  readonly personId: string;
  readonly structurePath: string | null;
}

/** Their own, always; another's, only the gestionnaire of the structure they are posted in or of one above. */
export function canSeeDossier(actor: Actor, dossier: DossierFacts, day: CivilDate): boolean {
  if (actor.personId === dossier.personId) return true;
  return dossier.structurePath !== null && holds(actor, 'gestionnaire', dossier.structurePath, day);
}
