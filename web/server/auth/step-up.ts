import { verifyPassword } from 'better-auth/crypto';
import { verify } from 'otplib';
import { DomainError } from '../../../domain/errors.ts';
import type { Tx } from '../../../prisma/client.ts';
import type { SecretValues } from '../../../prisma/secret-values.ts';

/** Wrong codes before the account waits, and for how long. */
const TRIES = 5;
const LOCK_MINUTES = 15;
const PERIOD_SECONDS = 30;
const STEPS_OF_A_DAY = 86_400 / PERIOD_SECONDS;

export type CodeVerdict =
  | 'right'
  | { code: 'code-wrong'; left: number }
  | { code: 'password-wrong'; left: number }
  | { code: 'code-locked'; minutes: number }
  | { code: 'code-replayed' };

export interface StepUp {
  /** Checks a one-time code, and spends it. Concurrent checks of one account go one at a time. */
  check(tx: Tx, userId: string, code: string, at: Date): Promise<CodeVerdict>;
  /**
   * Checks the password of an account without a second factor. Wrong ones count with wrong codes, and lock alike.
   * @throws {DomainError} code-expected for an account that has a second factor
   */
  checkPassword(tx: Tx, userId: string, password: string, at: Date): Promise<CodeVerdict>;
}

/**
 * The second factor, checked here rather than by better-auth: it would take the same code twice and never lock. The
 * shared secret is the one better-auth keeps, sealed under FACTOR_KEY.
 */
export function createStepUp(factors: SecretValues): StepUp {
  /** better-auth reads « base32:… » as base 32 and anything else as the secret's own characters; so do we. */
  async function secretOf(tx: Tx, userId: string): Promise<string | Uint8Array> {
    const factor = await tx.twoFactor.findFirst({ where: { userId, verified: true }, select: { secret: true } });
    if (!factor) throw new DomainError('step-up-unavailable');
    const secret = factors.open(factor.secret, userId);
    return secret.startsWith('base32:')
      ? secret.slice('base32:'.length).toUpperCase()
      : new TextEncoder().encode(secret);
  }
  return {
    async check(tx, userId, code, at) {
      const secret = await secretOf(tx, userId);
      const guard = await lockGuard(tx, userId);
      if (isLocked(guard, at)) return locked(guard.lockedUntil, at);
      const result = await verify({
        secret,
        token: code,
        epoch: Math.floor(at.getTime() / 1000),
        // One step either way: clocks differ, and people type slowly.
        epochTolerance: PERIOD_SECONDS,
      });
      if (result.valid && 'timeStep' in result) {
        const { timeStep } = result;
        // A step that is not near was spent by a clock that was ahead, and went back.
        if (BigInt(timeStep) <= guard.lastTimeStep && guard.lastTimeStep <= BigInt(timeStep + STEPS_OF_A_DAY))
          return { code: 'code-replayed' };
        await tx.stepUpGuard.update({
          where: { userId },
          data: { lastTimeStep: BigInt(timeStep), failedAttempts: 0, lockedUntil: null },
        });
        return 'right';
      }
      return wrong(tx, guard, 'code-wrong', at);
    },
    async checkPassword(tx, userId, password, at) {
      if ((await tx.twoFactor.count({ where: { userId } })) > 0) throw new DomainError('code-expected');
      const guard = await lockGuard(tx, userId);
      if (isLocked(guard, at)) return locked(guard.lockedUntil, at);
      const account = await tx.account.findFirst({
        where: { userId, providerId: 'credential' },
        select: { password: true },
      });
      if (!account?.password) throw new DomainError('step-up-unavailable');
      if (!(await verifyPassword({ hash: account.password, password }))) return wrong(tx, guard, 'password-wrong', at);
      await tx.stepUpGuard.update({ where: { userId }, data: { failedAttempts: 0, lockedUntil: null } });
      return 'right';
    },
  };
}

type Guard = Awaited<ReturnType<typeof lockGuard>>;

async function lockGuard(tx: Tx, userId: string) {
  await tx.stepUpGuard.createMany({ data: [{ userId }], skipDuplicates: true });
  await tx.$queryRaw`select 1 as locked from step_up_guard where user_id = ${userId} for update`;
  return tx.stepUpGuard.findUniqueOrThrow({ where: { userId } });
}

/** Never for longer than a lock lasts, twice over: the clock was ahead then, and went back. */
const isLocked = (guard: Guard, at: Date): guard is Guard & { lockedUntil: Date } =>
  guard.lockedUntil !== null &&
  guard.lockedUntil > at &&
  guard.lockedUntil.getTime() <= at.getTime() + 2 * LOCK_MINUTES * 60_000;

/** Counts one more wrong try; the last one locks. */
async function wrong(tx: Tx, guard: Guard, code: 'code-wrong' | 'password-wrong', at: Date): Promise<CodeVerdict> {
  const failed = (guard.lockedUntil ? 0 : guard.failedAttempts) + 1;
  const lockedUntil = failed >= TRIES ? new Date(at.getTime() + LOCK_MINUTES * 60_000) : null;
  const { userId } = guard;
  await tx.stepUpGuard.update({ where: { userId }, data: { failedAttempts: failed, lockedUntil } });
  return lockedUntil ? locked(lockedUntil, at) : { code, left: TRIES - failed };
}

const locked = (until: Date, at: Date): CodeVerdict => ({
  code: 'code-locked',
  minutes: Math.ceil((until.getTime() - at.getTime()) / 60_000),
});
