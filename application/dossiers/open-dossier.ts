import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canSeeDossier } from '#domain/permissions/dossier.ts';
import type { Tx } from '#prisma/client.ts';
import { dossierFacts } from '#prisma/repositories/people/people.ts';
import { dossierOwner } from '#prisma/repositories/pieces/dossiers.ts';

/**
 * Returns the owner of a file that the person may see.
 * @throws {DomainError} not-found, both when they may not see it and when there is no such person
 */
export async function openDossier(tx: Tx, actor: Actor, personId: string, at: Date) {
  const day = parisDay(at);
  const facts = await dossierFacts(tx, personId, day);
  const owner = facts && canSeeDossier(actor, facts, day) ? await dossierOwner(tx, personId) : null;
  if (!owner) throw new DomainError('not-found');
  return owner;
}
