import { actorFacts } from '#prisma/repositories/people/people.ts';
import type { TestDatabase } from '#prisma/testing/database.ts';
import { confirmProposal } from '../powers/confirm-proposal.ts';
import type { Given } from '../powers/power.ts';

/** The dependencies for giving a power on a test's database. */
export const giving = ({ database }: Pick<TestDatabase, 'database'>) => ({ database, mailDomain: 'harmonie.example' });

/**
 * Returns the id of what was given: at once, or once this second administrator confirmed it.
 * @example await givenByTwo(db, await giveHabilitation(giving(db), change, right), otherAdminId,
 * AT)
 */
export async function givenByTwo(db: TestDatabase, given: Given, confirmerId: string, at: Date): Promise<string> {
  if ('id' in given) return given.id;
  const { prisma } = db.database;
  const actor = await actorFacts(prisma, confirmerId);
  await confirmProposal(giving(db), { actor, at }, { id: given.proposalId });
  const written = { where: { proposalId: given.proposalId }, select: { id: true } };
  const row =
    (await prisma.habilitation.findUnique(written)) ??
    (await prisma.delegation.findUnique(written)) ??
    (await prisma.posting.findUnique(written));
  return row?.id ?? '';
}
