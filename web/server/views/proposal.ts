import { z } from 'zod';
import { isRole } from '#domain/permissions/role.ts';
import type { listProposals } from '#prisma/repositories/administration/proposals.ts';
import { PowerText, type ProposalRow } from '#web/contract/operations/administration.ts';

const Leaving = z.object({ endedRights: z.array(z.string()) });

type Line = Awaited<ReturnType<typeof listProposals>>['items'][number];

/** What the facts of a power say, whatever its kind; null where they say nothing of it. */
export function powerSaid(facts: Line['facts']) {
  const text = (key: string): string | null => (typeof facts[key] === 'string' ? facts[key] : null);
  const role = text('role');
  return {
    role: role !== null && isRole(role) ? role : null,
    byRight: facts.byRight === true,
    powerReference: text('powerReference'),
    inNameOf: text('inNameOf'),
    appointment: PowerText.shape.appointment.safeParse(facts.appointment).data ?? null,
    merge: facts.merge === true,
    from: text('from'),
    until: text('until'),
    reference: text('reference'),
    quality: text('quality'),
    leaving: Leaving.safeParse(facts.leaving).data?.endedRights.length ?? null,
    workEmail: text('workEmail'),
  };
}

/** A proposal for whoever may answer it. `refusal`: why the reader may not confirm it. */
export function proposalView(line: Line, readerId: string, refusal: string | null): ProposalRow {
  const { facts, proposedAt, answeredAt, ...said } = line;
  return {
    ...said,
    ...powerSaid(facts),
    matters: Array.isArray(facts.matters) ? facts.matters.map(String) : [],
    proposedAt: proposedAt.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
    mine: line.proposedBy.id === readerId,
    refusal,
  };
}
