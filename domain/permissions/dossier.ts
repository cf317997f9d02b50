import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds } from './actor.ts';

/** The owner of a file, and where they are posted today (null: nowhere). */
export interface DossierFacts {
  readonly personId: string;
  readonly structurePath: string | null;
}

/**
 * True if the person may see a file: their own, always; another's, only as the gestionnaire of its
 * owner's structure or of one above.
 */
export function canSeeDossier(actor: Actor, dossier: DossierFacts, day: CivilDate): boolean {
  if (actor.personId === dossier.personId) return true;
  return dossier.structurePath !== null && holds(actor, 'gestionnaire', dossier.structurePath, day);
}

/**
 * True if the person may correct an entry of the situation: the gestionnaire of the file, never its
 * owner. The database applies the same rule (`keeps_file_of`).
 */
export const canCorrect = (actor: Actor, dossier: DossierFacts, day: CivilDate): boolean =>
  actor.personId !== dossier.personId && canSeeDossier(actor, dossier, day);

/**
 * True if the person may confirm or refuse a correction: a gestionnaire of the file other than the
 * one who proposed it.
 */
export const canAnswerCorrection = (
  actor: Actor,
  dossier: DossierFacts,
  { proposedById }: { readonly proposedById: string },
  day: CivilDate,
): boolean => actor.personId !== proposedById && canCorrect(actor, dossier, day);
