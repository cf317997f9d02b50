import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { refusingFault } from '#domain/permissions/administration.ts';
import { answerProposal } from '#prisma/repositories/administration/proposals.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { type Change, traceChange } from '../change.ts';
import { chainOf, notifyRefused } from './notify-proposal.ts';
import { openProposal } from './open-proposal.ts';
import { refuse } from './power.ts';
import { powerOf } from './powers.ts';

/**
 * Refuses what another administrator proposed, and notifies them of the reason. A second call by
 * the same person does nothing.
 * @throws {DomainError} not-found, own-proposal, own-right, proposal-answered
 */
export const refuseProposal = (
  { database, mailDomain }: NotifyingDeps,
  change: Change,
  { id }: { readonly id: string },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { actor, at, reason } = change;
    const proposal = await openProposal(tx, id);
    const given = await powerOf(proposal.kind).weigh(tx, proposal.facts, at);
    refuse(refusingFault(await actorFacts(tx, actor.personId), proposal.proposedById, given, parisDay(at)));
    if (proposal.outcome === 'refused' && proposal.answeredById === actor.personId) return;
    if (proposal.outcome !== null) throw new DomainError('proposal-answered', { outcome: proposal.outcome });
    const answer = { outcome: 'refused', answeredById: actor.personId, answeredAt: at, answerReason: reason } as const;
    await answerProposal(tx, id, answer);
    const trace = { chain: chainOf(proposal), subject: `proposal:${id}` };
    await traceChange(tx, change, { ...trace, verb: 'proposal.refuse' });
    await notifyRefused(tx, proposal, { at, mailDomain });
  });
