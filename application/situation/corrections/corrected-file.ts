import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canCorrect, canSeeDossier, type DossierFacts } from '#domain/permissions/dossier.ts';
import { type CorrectionPath, correctionPath } from '#domain/situation/correction.ts';
import type { Tx } from '#prisma/client.ts';
import { type StandingEntry, standingEntry } from '#prisma/repositories/people/corrections.ts';
import { actorFacts, dossierFacts } from '#prisma/repositories/people/people.ts';

/** A file whose situation is to be corrected, with the author's current rights. */
export interface CorrectedFile {
  readonly actor: Actor;
  readonly dossier: DossierFacts;
}

/**
 * Returns the file of a person whose situation the author may correct.
 * @throws {DomainError} not-found, own-situation
 */
export async function correctedFile(tx: Tx, asked: Actor, personId: string, at: Date): Promise<CorrectedFile> {
  const day = parisDay(at);
  const actor = await actorFacts(tx, asked.personId);
  const dossier = await dossierFacts(tx, personId, day);
  if (dossier === null || !canSeeDossier(actor, dossier, day)) throw new DomainError('not-found');
  if (!canCorrect(actor, dossier, day)) throw new DomainError('own-situation');
  return { actor, dossier };
}

/**
 * Returns an entry that stands, with how it can be corrected.
 * @throws {DomainError} entry-changed
 */
export async function entryToCorrect(
  tx: Tx,
  personId: string,
  entryId: string,
): Promise<StandingEntry & { readonly path: CorrectionPath }> {
  const entry = await standingEntry(tx, personId, entryId);
  if (entry === null) throw new DomainError('entry-changed');
  return { ...entry, path: correctionPath(entry.definition, entry) };
}
