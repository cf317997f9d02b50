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

/** Whoever keeps the file puts an entry of its situation right: never one's own. The database asks the same (`keeps_file_of`). */
export const canCorrect = (actor: Actor, dossier: DossierFacts, day: CivilDate): boolean =>
  actor.personId !== dossier.personId && canSeeDossier(actor, dossier, day);

/** Another one than who asked for a correction confirms it, or refuses it. */
export const canAnswerCorrection = (
  actor: Actor,
  dossier: DossierFacts,
  { proposedById }: { readonly proposedById: string },
  day: CivilDate,
): boolean => actor.personId !== proposedById && canCorrect(actor, dossier, day);
