import type { Tx } from '../../client.ts';

/** What keeps somebody from guessing at the second factor of an account. */
export interface StepUpGuard {
  readonly userId: string;
  /** The last step of one-time codes that was used: neither it nor one before it serves again. */
  readonly lastTimeStep: bigint;
  /** Wrong tries since the last right one, or the last lock. */
  readonly failedAttempts: number;
  readonly lockedUntil: Date | null;
}

/** The guard of an account, held until the transaction ends: concurrent checks go one at a time. */
export async function lockGuard(tx: Tx, userId: string): Promise<StepUpGuard> {
  await tx.stepUpGuard.createMany({ data: [{ userId }], skipDuplicates: true });
  await tx.$queryRaw`select 1 as locked from step_up_guard where user_id = ${userId} for update`;
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

/** The same for an authenticator that was just enrolled: what was wrong with another one counts no more. */
export async function beginTimeSteps(tx: Tx, userId: string, timeStep: number): Promise<void> {
  await tx.$executeRaw`
    insert into step_up_guard (user_id, last_time_step) values (${userId}, ${BigInt(timeStep)})
    on conflict (user_id) do update set last_time_step = excluded.last_time_step, failed_attempts = 0, locked_until = null`;
}
