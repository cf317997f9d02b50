import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canSeeRequest, type RequestFacts } from '#domain/permissions/request.ts';
import type { Tx } from '#prisma/client.ts';
import { findRequestAndFacts, type RequestRow } from '#prisma/repositories/requests/requests.ts';

/** A request that the reader may see, with the facts that their rights are judged on. */
export interface SeenRequest {
  readonly row: RequestRow;
  readonly facts: RequestFacts;
}

/**
 * Returns a request to a person who may see it.
 * @throws {DomainError} not-found, both for a missing request and for one that they may not know of
 */
export async function seeRequest(tx: Tx, actor: Actor, id: string, at: Date): Promise<SeenRequest> {
  const found = await findRequestAndFacts(tx, id);
  if (found === null || !canSeeRequest(actor, found.facts, parisDay(at))) throw new DomainError('not-found');
  return found;
}
