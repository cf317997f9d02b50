import { aboutGrid, type CircuitNotice } from '#domain/circuit/words/notice.ts';
import { DomainError } from '#domain/errors.ts';
import { type AuditVerb, SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import type { Grid } from '#domain/situation/grids/grid.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import { type GridProposalRow, lockGridProposal } from '#prisma/repositories/people/grid-proposals.ts';
import type { Deps } from '../../dependencies.ts';

/** Dependencies of use cases of grids; messages take their domain from the portal's address. */
export type GridDeps = Pick<Deps, 'database'> & { readonly baseUrl: string };

/** The analyst who acts, and when. */
export interface ByAnalyst {
  readonly actor: Actor;
  readonly at: Date;
}

/** An answer to a proposal: who gives it, and to which one. */
export type Answering = ByAnalyst & { readonly proposalId: string };

/**
 * Returns a proposal that awaits an answer, locked until the transaction ends.
 * @throws {DomainError} not-found, grid-proposal-ended
 */
export async function awaitedProposal(tx: Tx, proposalId: string): Promise<GridProposalRow> {
  const proposal = await lockGridProposal(tx, proposalId);
  if (proposal === null) throw new DomainError('not-found');
  if (proposal.state !== 'open') throw new DomainError('grid-proposal-ended', { state: proposal.state });
  return proposal;
}

/** Appends an event of a proposal to the audit trail. */
export const traceGrid = (
  tx: Tx,
  { actor, at }: ByAnalyst,
  verb: AuditVerb,
  { id, name }: Pick<GridProposalRow, 'id' | 'name'>,
  payload: Prisma.InputJsonObject = {},
): Promise<unknown> =>
  appendAudit(tx, {
    chain: SYSTEM_CHAIN,
    at,
    actorId: actor.personId,
    verb,
    subject: `grid-proposal:${id}`,
    payload: { name, ...payload },
  });

/** Notifies analysts of a change of a grid, in the portal and by mail. */
export const notifyOfGrid = (
  tx: Tx,
  baseUrl: string,
  message: CircuitNotice,
  { id, name, title }: Pick<GridProposalRow, 'id' | 'name'> & Pick<Grid, 'title'>,
  recipients: readonly string[],
): Promise<number> =>
  notify(tx, {
    message,
    subject: aboutGrid(name),
    occasion: id,
    detail: { gridFr: title.fr, gridEn: title.en },
    recipients,
    mailDomain: new URL(baseUrl).hostname,
  });
