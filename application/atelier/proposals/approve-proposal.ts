import { parisDay } from '../../../domain/calendar/civil-date.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { OutboxId } from '../../../domain/operations/outbox-command.ts';
import { approvalBar } from '../../../domain/permissions/atelier.ts';
import { markPublishing } from '../../../prisma/repositories/atelier.ts';
import { enqueue } from '../../../prisma/repositories/outbox.ts';
import { actorFacts } from '../../../prisma/repositories/people/people.ts';
import { decideProposal } from '../../../prisma/repositories/proposals.ts';
import type { Deps } from '../../dependencies.ts';
import { type Answering, awaitedProposal, traceProposal } from './proposal.ts';

/**
 * Approves a proposal: its publication is asked of the workers, which check it again and publish those very bytes. They may be
 * away, or the engine: it is kept and goes by itself; until then the draft cannot be changed.
 * @throws {DomainError} not-found, circuit-proposal-ended, forbidden, circuit-own-proposal, circuit-touched,
 *   circuit-proposer-left
 */
export async function approveProposal(
  { database }: Pick<Deps, 'database'>,
  answering: Answering,
): Promise<{ readonly commandId: OutboxId<'publish-circuit'> }> {
  return database.transaction(async (tx) => {
    const { actor, at } = answering;
    const { proposal, draft } = await awaitedProposal(tx, answering.proposalId);
    const proposer = await actorFacts(tx, proposal.proposedBy);
    const bar = approvalBar(actor, { ...proposal, proposer }, parisDay(at));
    if (bar !== null) throw new DomainError(bar);
    await decideProposal(tx, proposal.id, { state: 'approved', by: actor.personId, at });
    const { kind, id: proposalId } = proposal;
    const commandId = await enqueue(tx, {
      command: 'publish-circuit',
      payload: { kind, draftId: draft.id, proposalId },
    });
    await markPublishing(tx, draft.id, commandId);
    await traceProposal(tx, answering, 'circuit.proposal-approve', proposal, { proposedBy: proposal.proposedBy });
    return { commandId };
  });
}
