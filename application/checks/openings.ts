import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { isKindOpen, openKinds } from '#prisma/repositories/administration/openings.ts';
import { postingOn } from '#prisma/repositories/people/people.ts';

/**
 * Returns which of these kinds are open to a person where they are posted at this instant. A person
 * posted nowhere gets all of them: filing then tells them that they hold no post.
 */
export async function kindsOpenTo(tx: Tx, personId: string, kinds: readonly string[], at: Date): Promise<Set<string>> {
  const day = parisDay(at);
  const posting = await postingOn(tx, personId, day);
  return posting === null ? new Set(kinds) : openKinds(tx, kinds, posting.structureId, day);
}

/**
 * Checks that a kind is open in a structure. A draft begun while it was open is kept as it is, and
 * can be filed once it opens again: closing a kind is also how an administrator stops a harmful
 * circuit.
 * @throws {DomainError} kind-closed
 */
export async function mustBeOpenTo(tx: Tx, kind: string, structureId: string, at: Date): Promise<void> {
  if (!(await isKindOpen(tx, kind, structureId, parisDay(at)))) throw new DomainError('kind-closed');
}
