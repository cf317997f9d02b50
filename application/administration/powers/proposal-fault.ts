import { parisDay } from '#domain/calendar/civil-date.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { confirmingFault } from '#domain/permissions/administration.ts';
import type { Tx } from '#prisma/client.ts';
import { findProposal } from '#prisma/repositories/administration/proposals.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import type { Change } from '../change.ts';
import { powerOf } from './powers.ts';

/**
 * Returns why this administrator may not confirm a proposal today; null: they may.
 * `confirmProposal` checks again.
 */
export async function proposalFault(
  tx: Tx,
  { actor, at }: Omit<Change, 'reason'>,
  id: string,
): Promise<ErrorCode | null> {
  const proposal = await findProposal(tx, id);
  if (proposal === null) return 'not-found';
  const given = await powerOf(proposal.kind).weigh(tx, proposal.facts, at);
  return confirmingFault(actor, await actorFacts(tx, proposal.proposedById), given, parisDay(at));
}
