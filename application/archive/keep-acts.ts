import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import type { Tx } from '#prisma/client.ts';
import { type EliminatedAct, keepActs } from '#prisma/repositories/acts/eliminations.ts';
import type { Deps } from '../dependencies.ts';
import { readElimination, stillDue } from './propose-elimination.ts';
import { traceElimination } from './trace-elimination.ts';

/**
 * Lists the approved acts of an elimination that must stay by the rules of a day: they are kept
 * longer, go to the archives, or something of their request is needed again. A request is
 * eliminated with all its acts or none; an approval may be months old.
 */
export async function heldActs(
  tx: Tx,
  acts: readonly EliminatedAct[],
  day: CivilDate,
): Promise<readonly EliminatedAct[]> {
  const approved = acts.filter(({ state }) => state === 'approved');
  const due = await stillDue(tx, approved, day);
  const held = new Set(approved.filter(({ actId }) => !due.has(actId)).map(({ requestId }) => requestId));
  return approved.filter(({ requestId }) => held.has(requestId));
}

/**
 * Ends an approved elimination for the acts that must stay: they are kept, and may be proposed
 * again. The others are still eliminated.
 * @throws {DomainError} not-found, elimination-none-held
 */
export async function keepHeldActs(
  { database }: Pick<Deps, 'database'>,
  asked: { readonly actor: Actor; readonly id: string; readonly at: Date },
): Promise<void> {
  const { actor, id, at } = asked;
  const { personId } = actor;
  await database.transaction(async (tx) => {
    const { acts } = await readElimination(tx, asked, { hold: true });
    const held = await heldActs(tx, acts, parisDay(at));
    const actIds = held.map(({ actId }) => actId);
    if (held.length === 0 || (await keepActs(tx, { id, personId, actIds, at })) === 0)
      throw new DomainError('elimination-none-held');
    await traceElimination(tx, { id, personId, at, verb: 'keep' }, { acts: held.map(({ number }) => number) });
  });
}
