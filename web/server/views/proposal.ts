import { isRole } from '../../../domain/permissions/role.ts';
import type { listProposals } from '../../../prisma/repositories/administration/proposals.ts';
import type { ProposalRow } from '../../contract/administration.ts';

type Line = Awaited<ReturnType<typeof listProposals>>['items'][number];

/** A proposal for whoever may answer it. `refusal`: why the reader may not confirm it. */
export function proposalView(line: Line, readerId: string, refusal: string | null): ProposalRow {
  const { facts, proposedAt, answeredAt, ...said } = line;
  const text = (key: string): string | null => (typeof facts[key] === 'string' ? facts[key] : null);
  const role = text('role');
  return {
    ...said,
    role: role !== null && isRole(role) ? role : null,
    byRight: facts.byRight === true,
    merge: facts.merge === true,
    from: text('from'),
    until: text('until'),
    reference: text('reference'),
    matters: Array.isArray(facts.matters) ? facts.matters.map(String) : [],
    quality: text('quality'),
    workEmail: text('workEmail'),
    proposedAt: proposedAt.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
    mine: line.proposedBy.id === readerId,
    refusal,
  };
}
