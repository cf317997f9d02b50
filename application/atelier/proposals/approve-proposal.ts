import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { OutboxId } from '#domain/outbox/outbox-command.ts';
import { markPublishing } from '#prisma/repositories/circuits/atelier.ts';
import { decideProposal } from '#prisma/repositories/circuits/proposals.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import type { Deps } from '../../dependencies.ts';
import { barTo } from './bar-to.ts';
import { type Answering, awaitedProposal, traceProposal } from './proposal.ts';

/**
 * Approves a proposal and queues its publication: workers check it again and publish those very
 * bytes. The order is kept while workers or the engine are away; until it is done, the draft cannot
 * be changed.
 * @throws {DomainError} not-found, circuit-proposal-ended, forbidden, circuit-own-proposal,
 * circuit-touched, circuit-proposer-left, circuit-parts-changed
 */
export async function approveProposal(
  { database }: Pick<Deps, 'database'>,
  answering: Answering,
): Promise<{ readonly commandId: OutboxId<'publish-circuit'> }> {
  return database.transaction(async (tx) => {
    const { actor, at } = answering;
    const { proposal, draft } = await awaitedProposal(tx, answering.proposalId);
    const bar = await barTo(tx, actor, { proposal, draft, day: parisDay(at) });
    if (bar !== null) throw new DomainError(bar);
    await decideProposal(tx, proposal.id, { state: 'approved', by: actor.personId, at });
    const { of, kind, id: proposalId } = proposal;
    const payload = { of, kind, draftId: draft.id, proposalId };
    const commandId = await enqueue(tx, { command: 'publish-circuit', payload });
    await markPublishing(tx, draft.id, commandId);
    await traceProposal(tx, answering, 'circuit.proposal-approve', proposal, { proposedBy: proposal.proposedBy });
    return { commandId };
  });
}
