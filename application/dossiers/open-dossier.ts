import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canSeeDossier } from '#domain/permissions/dossier.ts';
import type { Tx } from '#prisma/client.ts';
import { dossierOwner } from '#prisma/repositories/dossiers.ts';
import { dossierFacts } from '#prisma/repositories/people/people.ts';

/**
 * The person whose file somebody opens.
 * @throws {DomainError} not-found, for whoever may not see it as for a person who does not exist
 */
export async function openDossier(tx: Tx, actor: Actor, personId: string, at: Date) {
  const day = parisDay(at);
  const facts = await dossierFacts(tx, personId, day);
  const owner = facts && canSeeDossier(actor, facts, day) ? await dossierOwner(tx, personId) : null;
  if (!owner) throw new DomainError('not-found');
  return owner;
}
