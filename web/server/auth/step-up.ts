import { verifyPassword } from 'better-auth/crypto';
import { codeShown, PERIOD_SECONDS, timeStepOf } from '#application/account/factors/one-time-code.ts';
import { type PasskeyAnswer, usePasskey } from '#application/account/factors/passkeys.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { passwordHash } from '#prisma/repositories/account/accounts.ts';
import { findFactor } from '#prisma/repositories/account/factors.ts';
import { lockGuard, type StepUpGuard, spendTimeStep, writeTries } from '#prisma/repositories/account/step-up-guard.ts';
import type { SecretValues } from '#prisma/secret-values.ts';

/** Wrong codes before the account waits, and for how long. */
const TRIES = 5;
const LOCK_MINUTES = 15;
const STEPS_OF_A_DAY = 86_400 / PERIOD_SECONDS;

type Wrong = 'code-wrong' | 'password-wrong' | 'passkey-refused';

export type CodeVerdict =
  | 'right'
  | { code: Wrong; left: number }
  | { code: 'code-locked'; minutes: number }
  | { code: 'code-replayed' };

export interface StepUp {
  /** Checks a one-time code, and spends it. Concurrent checks of one account go one at a time. */
  check(tx: Tx, userId: string, code: string, at: Date): Promise<CodeVerdict>;
  /**
   * The same at the door: spends a code for signatures too, but a wrong one does not lock them: whoever knows the password
   * alone would hold the signer back. The door counts by itself.
   */
  spend(tx: Tx, userId: string, code: string, at: Date): Promise<'right' | 'code-wrong' | 'code-replayed'>;
  /** What the authenticator shows now, to whom a right code was given: better-auth then looks at it a second time. */
  shown(tx: Tx, userId: string): Promise<string>;
  /**
   * Checks what a passkey of the account answered to a challenge that was spent: its owner recognised, not only touched.
   * What does not prove it counts with wrong codes, and locks alike.
   */
  checkPasskey(tx: Tx, userId: string, answer: PasskeyAnswer, at: Date): Promise<CodeVerdict>;
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
  /** Its authenticator's secret. @throws {DomainError} step-up-unavailable without one */
  async function secretOf(tx: Tx, userId: string): Promise<string> {
    const factor = await findFactor(tx, userId);
    if (!factor) throw new DomainError('step-up-unavailable');
    return factors.open(factor.secret, userId);
  }
  /** Spends the code's step, so that it serves once, at the door or at a signature; the guard is held. */
  async function spendStep(tx: Tx, { userId, lastTimeStep }: StepUpGuard, code: string, at: Date) {
    const timeStep = await timeStepOf(await secretOf(tx, userId), code, at);
    if (timeStep === null) return 'code-wrong';
    // A step that is not near was spent by a clock that was ahead, and went back.
    if (BigInt(timeStep) <= lastTimeStep && lastTimeStep <= BigInt(timeStep + STEPS_OF_A_DAY)) return 'code-replayed';
    await spendTimeStep(tx, userId, timeStep);
    return 'right';
  }
  return {
    check: (tx, userId, code, at) => guarded(tx, userId, at, (guard) => spendStep(tx, guard, code, at)),
    spend: async (tx, userId, code, at) => spendStep(tx, await lockGuard(tx, userId), code, at),
    shown: async (tx, userId) => codeShown(await secretOf(tx, userId), new Date()),
    checkPasskey: (tx, userId, answer, at) =>
      guarded(tx, userId, at, async () =>
        (await usePasskey(tx, answer, { at, ownerId: userId })) === null ? 'passkey-refused' : 'right',
      ),
    async checkPassword(tx, userId, password, at) {
      if ((await findFactor(tx, userId)) !== null) throw new DomainError('code-expected');
      return guarded(tx, userId, at, async () => {
        const hash = await passwordHash(tx, userId);
        if (hash === null) throw new DomainError('step-up-unavailable');
        return (await verifyPassword({ hash, password })) ? 'right' : 'password-wrong';
      });
    },
  };
}

/** Judges what an account gives, unless it waits; a right try makes up for the wrong ones, the last wrong one locks. */
async function guarded(
  tx: Tx,
  userId: string,
  at: Date,
  judge: (guard: StepUpGuard) => Promise<'right' | 'code-replayed' | Wrong>,
): Promise<CodeVerdict> {
  const guard = await lockGuard(tx, userId);
  if (isLocked(guard, at)) return locked(guard.lockedUntil, at);
  const verdict = await judge(guard);
  if (verdict === 'code-replayed') return { code: verdict };
  if (verdict !== 'right') return wrong(tx, guard, verdict, at);
  await writeTries(tx, userId, { failedAttempts: 0, lockedUntil: null });
  return 'right';
}

/** Never for longer than a lock lasts, twice over: the clock was ahead then, and went back. */
const isLocked = (guard: StepUpGuard, at: Date): guard is StepUpGuard & { lockedUntil: Date } =>
  guard.lockedUntil !== null &&
  guard.lockedUntil > at &&
  guard.lockedUntil.getTime() <= at.getTime() + 2 * LOCK_MINUTES * 60_000;

/** Counts one more wrong try; the last one locks. */
async function wrong(tx: Tx, guard: StepUpGuard, code: Wrong, at: Date): Promise<CodeVerdict> {
  const failed = (guard.lockedUntil ? 0 : guard.failedAttempts) + 1;
  const lockedUntil = failed >= TRIES ? new Date(at.getTime() + LOCK_MINUTES * 60_000) : null;
  await writeTries(tx, guard.userId, { failedAttempts: failed, lockedUntil });
  return lockedUntil ? locked(lockedUntil, at) : { code, left: TRIES - failed };
}

const locked = (until: Date, at: Date): CodeVerdict => ({
  code: 'code-locked',
  minutes: Math.ceil((until.getTime() - at.getTime()) / 60_000),
});
