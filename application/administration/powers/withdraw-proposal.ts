import { DomainError } from '#domain/errors.ts';
import { canWithdrawProposal } from '#domain/permissions/administration.ts';
import type { Tx } from '#prisma/client.ts';
import { answerProposal, withdrawGroundless } from '#prisma/repositories/administration/proposals.ts';
import type { Deps } from '../../dependencies.ts';
import { type Change, traceChange } from '../change.ts';
import { chainOf } from './notify-proposal.ts';
import { openProposal } from './open-proposal.ts';

/**
 * Withdraws one's own proposal while nobody has answered it.
 * @throws {DomainError} not-found, proposal-answered
 */
export const withdrawProposal = (
  { database }: Pick<Deps, 'database'>,
  change: Omit<Change, 'reason'>,
  { id }: { readonly id: string },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { actor, at } = change;
    const proposal = await openProposal(tx, id);
    if (!canWithdrawProposal(actor, proposal.proposedById)) throw new DomainError('not-found');
    if (proposal.outcome === 'withdrawn') return;
    if (proposal.outcome !== null) throw new DomainError('proposal-answered', { outcome: proposal.outcome });
    const answer = { outcome: 'withdrawn', answeredById: actor.personId, answeredAt: at, answerReason: null } as const;
    await answerProposal(tx, id, answer);
    const trace = { chain: chainOf(proposal), subject: `proposal:${id}` };
    await traceChange(tx, { ...change, reason: proposal.reason }, { ...trace, verb: 'proposal.withdraw' });
  });

/**
 * Withdraws the waiting proposals that lost their ground: those of a person who left, or of a
 * provisioned right that no longer exists.
 * @returns the number withdrawn
 */
export async function withdrawProposed(
  tx: Tx,
  change: Change,
  ground: Parameters<typeof withdrawGroundless>[1],
): Promise<number> {
  const withdrawn = await withdrawGroundless(tx, ground, change);
  for (const { id, personId } of withdrawn)
    await traceChange(tx, change, {
      ...{ chain: chainOf({ personId }), verb: 'proposal.withdraw', subject: `proposal:${id}` },
    });
  return withdrawn.length;
}
