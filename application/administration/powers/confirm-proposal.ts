import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { confirmingFault } from '#domain/permissions/administration.ts';
import { answerProposal, findProposal } from '#prisma/repositories/administration/proposals.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { type Change, traceChange } from '../change.ts';
import { chainOf, notifyConfirmed } from './notify-proposal.ts';
import { openProposal } from './open-proposal.ts';
import { refuse } from './power.ts';
import { powerOf } from './powers.ts';

/**
 * Confirms what another administrator proposed. Everything is checked again on that day: who may
 * give it, who gains by it, what forbids it. A second call by the same person does nothing.
 * @param asked `together`: one of several; the people concerned are notified of all of them at once
 * (announceSeveral)
 * @throws {DomainError} not-found, own-proposal, own-right, own-gain, proposer-not-entitled,
 * proposal-answered, and the errors of this power
 */
export const confirmProposal = (
  { database, mailDomain }: NotifyingDeps,
  change: Omit<Change, 'reason'>,
  { id, together = false }: { readonly id: string; readonly together?: boolean },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { actor, at } = change;
    const asked = await findProposal(tx, id);
    if (asked === null) throw new DomainError('not-found');
    const power = powerOf(asked.kind);
    const facts = power.confirmed?.(asked.facts, at) ?? asked.facts;
    // Locks the person first, then the proposal, in the same order as a departure, which withdraws
    // the proposal if it comes first.
    await power.lock(tx, facts);
    const proposal = await openProposal(tx, id);
    if (proposal.outcome === 'confirmed' && proposal.answeredById === actor.personId) return;
    const given = await power.weigh(tx, facts, at);
    const proposer = await actorFacts(tx, proposal.proposedById);
    refuse(confirmingFault(await actorFacts(tx, actor.personId), proposer, given, parisDay(at)));
    if (proposal.outcome !== null) throw new DomainError('proposal-answered', { outcome: proposal.outcome });
    await power.check(tx, facts, at);
    const answer = { outcome: 'confirmed', answeredById: actor.personId, answeredAt: at, answerReason: null } as const;
    await answerProposal(tx, id, answer);
    const why = { ...change, reason: proposal.reason };
    const trace = { chain: chainOf(proposal), subject: `proposal:${id}` };
    await traceChange(tx, why, { ...trace, verb: 'proposal.confirm', after: { proposedBy: proposal.proposedById } });
    await power.write(tx, why, facts, { proposalId: id, proposer, mailDomain });
    await notifyConfirmed(tx, proposal, given, { at, mailDomain, byId: actor.personId, together });
  });
