import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import type { OperatedRequest } from '#domain/permissions/operations.ts';
import type { Tx } from '#prisma/client.ts';
import { findOperated, type OperatedRow } from '#prisma/repositories/operations/interventions.ts';

/** An operator's action on a request. */
export interface Intervention {
  readonly actor: Actor;
  readonly requestId: string;
  readonly at: Date;
}

/**
 * Returns a request on which an operator may act.
 * @param can the right that the action takes (domain/permissions/operations.ts)
 * @throws {DomainError} not-found, both for a missing request and for one that is not theirs to act
 * on
 */
export async function operatedRequest(
  tx: Tx,
  { actor, requestId, at }: Intervention,
  can: (actor: Actor, request: OperatedRequest, day: string) => boolean,
): Promise<OperatedRow> {
  const request = await findOperated(tx, requestId);
  if (request === null || !can(actor, request, parisDay(at))) throw new DomainError('not-found');
  return request;
}
