import { parisDay } from '../../domain/calendar/civil-date.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Actor } from '../../domain/permissions/actor.ts';
import { canSeeRequest, type RequestFacts } from '../../domain/permissions/request.ts';
import type { Tx } from '../../prisma/client.ts';
import { findRequest, type RequestRow, requestFacts } from '../../prisma/repositories/requests/requests.ts';

/** A request that the reader may see, with what their rights are judged on. */
export interface SeenRequest {
  readonly row: RequestRow;
  readonly facts: RequestFacts;
}

/**
 * Reads a request for someone.
 * @throws {DomainError} not-found, for what does not exist as for what they may not know of
 */
export async function seeRequest(tx: Tx, actor: Actor, id: string, at: Date): Promise<SeenRequest> {
  const row = await findRequest(tx, id);
  const facts = row && (await requestFacts(tx, id));
  if (!row || !facts || !canSeeRequest(actor, facts, parisDay(at))) throw new DomainError('not-found');
  return { row, facts };
}
