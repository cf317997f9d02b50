import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canWithdrawElimination } from '#domain/permissions/elimination.ts';
import { decideElimination } from '#prisma/repositories/acts/eliminations.ts';
import type { Deps } from '../dependencies.ts';
import { readElimination } from './propose-elimination.ts';
import { traceElimination } from './trace-elimination.ts';

/**
 * Withdraws one's own proposal of elimination while nobody has decided; its acts may be proposed
 * again.
 * @throws {DomainError} not-found, forbidden, elimination-decided
 */
export async function withdrawElimination(
  { database }: Pick<Deps, 'database'>,
  asked: { readonly actor: Actor; readonly id: string; readonly at: Date },
): Promise<void> {
  const { actor, id, at } = asked;
  const { personId } = actor;
  await database.transaction(async (tx) => {
    const { elimination, acts } = await readElimination(tx, asked, { hold: true });
    if (!canWithdrawElimination(actor, elimination)) throw new DomainError('forbidden');
    if (elimination.state !== 'proposed') throw new DomainError('elimination-decided');
    await decideElimination(tx, { id, personId, state: 'withdrawn', remark: null, at });
    await traceElimination(tx, { id, personId, at, verb: 'withdraw' }, { acts: acts.length });
  });
}
