import { DomainError } from '../../../domain/errors.ts';
import { canWithdrawProposal } from '../../../domain/permissions/administration.ts';
import { answerProposal } from '../../../prisma/repositories/administration/proposals.ts';
import type { Deps } from '../../dependencies.ts';
import { type Change, traceChange } from '../change.ts';
import { chainOf } from './notify-proposal.ts';
import { openProposal } from './open-proposal.ts';

/**
 * Takes one's own proposal back, while nobody answered it.
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
