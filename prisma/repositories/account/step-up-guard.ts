import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';

/** Limits guesses at the second factor of an account. */
export interface StepUpGuard {
  readonly userId: string;
  /**
   * The last time step of one-time codes that was used: neither it nor an earlier one is accepted
   * again.
   */
  readonly lastTimeStep: bigint;
  /** Wrong tries since the last right one, or the last lock. */
  readonly failedAttempts: number;
  readonly lockedUntil: Date | null;
}

const held = statement((given: { userId: string }) =>
  db.selectFrom('step_up_guard').select('user_id').where('user_id', '=', given.userId).forUpdate(),
);

/** Locks the guard of an account until the transaction ends: concurrent checks go one at a time. */
export async function lockGuard(tx: Tx, userId: string): Promise<StepUpGuard> {
  await tx.stepUpGuard.createMany({ data: [{ userId }], skipDuplicates: true });
  await held.all(tx, { userId });
  return tx.stepUpGuard.findUniqueOrThrow({ where: { userId } });
}

/** Records how many tries were wrong, and until when the next ones wait. */
export async function writeTries(
  tx: Tx,
  userId: string,
  tries: Pick<StepUpGuard, 'failedAttempts' | 'lockedUntil'>,
): Promise<void> {
  await tx.stepUpGuard.update({ where: { userId }, data: tries, select: { userId: true } });
}

/** Records the time step of a one-time code that was used. */
export async function spendTimeStep(tx: Tx, userId: string, timeStep: number): Promise<void> {
  await tx.stepUpGuard.update({
    where: { userId },
    data: { lastTimeStep: BigInt(timeStep) },
    select: { userId: true },
  });
}

const begun = statement((given: { userId: string; timeStep: bigint }) =>
  db
    .insertInto('step_up_guard')
    .values({ user_id: given.userId, last_time_step: given.timeStep })
    .onConflict((guard) =>
      guard.column('user_id').doUpdateSet((eb) => ({
        last_time_step: eb.ref('excluded.last_time_step'),
        failed_attempts: 0,
        locked_until: null,
      })),
    ),
);

/**
 * Records the first time step of an authenticator just enrolled, and forgets the wrong tries with
 * another one.
 */
export async function beginTimeSteps(tx: Tx, userId: string, timeStep: number): Promise<void> {
  await begun.run(tx, { userId, timeStep: BigInt(timeStep) });
}
