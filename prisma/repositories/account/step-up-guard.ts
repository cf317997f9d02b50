import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';

/** What keeps somebody from guessing at the second factor of an account. */
export interface StepUpGuard {
  readonly userId: string;
  /** The last step of one-time codes that was used: neither it nor one before it serves again. */
  readonly lastTimeStep: bigint;
  /** Wrong tries since the last right one, or the last lock. */
  readonly failedAttempts: number;
  readonly lockedUntil: Date | null;
}

const held = statement((given: { userId: string }) =>
  db.selectFrom('step_up_guard').select('user_id').where('user_id', '=', given.userId).forUpdate(),
);

/** The guard of an account, held until the transaction ends: concurrent checks go one at a time. */
export async function lockGuard(tx: Tx, userId: string): Promise<StepUpGuard> {
  await tx.stepUpGuard.createMany({ data: [{ userId }], skipDuplicates: true });
  await held.all(tx, { userId });
  return tx.stepUpGuard.findUniqueOrThrow({ where: { userId } });
}

/** Writes how many tries were wrong, and until when the next ones wait. */
export async function writeTries(
  tx: Tx,
  userId: string,
  tries: Pick<StepUpGuard, 'failedAttempts' | 'lockedUntil'>,
): Promise<void> {
  await tx.stepUpGuard.update({ where: { userId }, data: tries, select: { userId: true } });
}

/** A step of one-time codes was used. */
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

/** The same for an authenticator that was just enrolled: what was wrong with another one counts no more. */
export async function beginTimeSteps(tx: Tx, userId: string, timeStep: number): Promise<void> {
  await begun.run(tx, { userId, timeStep: BigInt(timeStep) });
}
