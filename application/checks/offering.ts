import { parisDay } from '#domain/calendar/civil-date.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import { isOfferedTo } from '#domain/situation/status.ts';
import type { Tx } from '#prisma/client.ts';
import { statusOn } from '#prisma/repositories/people/situation.ts';

/**
 * Returns a function that tells whether a kind is offered to this agent at this instant, by their
 * status.
 */
export async function offeredTo(tx: Tx, agentId: string, at: Date) {
  const status = await statusOn(tx, agentId, parisDay(at));
  return ({ offeredTo: statuses = [] }: CircuitManifest): boolean => isOfferedTo(statuses, status);
}

/**
 * Checks that a kind is offered to the agent, for any author and any way of filing, on screen or on
 * paper.
 * @throws {DomainError} not-offered
 */
export async function mustBeOfferedTo(tx: Tx, manifest: CircuitManifest, agentId: string, at: Date): Promise<void> {
  if ((manifest.offeredTo ?? []).length === 0) return;
  if (!(await offeredTo(tx, agentId, at))(manifest)) throw new DomainError('not-offered');
}
