import { verifyPassword } from 'better-auth/crypto';
import { codeShown, PERIOD_SECONDS, timeStepOf } from '../../../application/account/factors/one-time-code.ts';
import { counterProved, type RelyingParty } from '../../../application/account/factors/passkeys.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Tx } from '../../../prisma/client.ts';
import { findFactor } from '../../../prisma/repositories/account/factors.ts';
import { findPasskey, recordPasskeyUse } from '../../../prisma/repositories/account/passkeys.ts';
import type { SecretValues } from '../../../prisma/secret-values.ts';

/** Wrong codes before the account waits, and for how long. */
const TRIES = 5;
const LOCK_MINUTES = 15;
const STEPS_OF_A_DAY = 86_400 / PERIOD_SECONDS;

export type CodeVerdict =
  | 'right'
  | { code: 'code-wrong'; left: number }
  | { code: 'password-wrong'; left: number }
  | { code: 'passkey-refused'; left: number }
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
  checkPasskey(
    tx: Tx,
    userId: string,
    given: { readonly party: RelyingParty; readonly challenge: string; readonly response: { readonly id: string } },
    at: Date,
  ): Promise<CodeVerdict>;
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
  /** Spends the code's step, so that it serves once, at the door or at a signature; the guard is held. */
  async function spendStep(tx: Tx, { guard, code, at }: { guard: Guard; code: string; at: Date }) {
    const { userId, lastTimeStep } = guard;
    const factor = await findFactor(tx, userId);
    if (!factor) throw new DomainError('step-up-unavailable');
    const timeStep = await timeStepOf(factors.open(factor.secret, userId), code, at);
    if (timeStep === null) return 'code-wrong';
    // A step that is not near was spent by a clock that was ahead, and went back.
    if (BigInt(timeStep) <= lastTimeStep && lastTimeStep <= BigInt(timeStep + STEPS_OF_A_DAY)) return 'code-replayed';
    await tx.stepUpGuard.update({ where: { userId }, data: { lastTimeStep: BigInt(timeStep) } });
    return 'right';
  }
  return {
    async check(tx, userId, code, at) {
      const guard = await lockGuard(tx, userId);
      if (isLocked(guard, at)) return locked(guard.lockedUntil, at);
      const verdict = await spendStep(tx, { guard, code, at });
      if (verdict === 'code-wrong') return wrong(tx, guard, 'code-wrong', at);
      if (verdict === 'code-replayed') return { code: verdict };
      await tx.stepUpGuard.update({ where: { userId }, data: { failedAttempts: 0, lockedUntil: null } });
      return 'right';
    },
    async shown(tx, userId) {
      const factor = await findFactor(tx, userId);
      if (!factor) throw new DomainError('step-up-unavailable');
      return codeShown(factors.open(factor.secret, userId), new Date());
    },
    spend: async (tx, userId, code, at) => spendStep(tx, { guard: await lockGuard(tx, userId), code, at }),
    async checkPasskey(tx, userId, { party, challenge, response }, at) {
      const guard = await lockGuard(tx, userId);
      if (isLocked(guard, at)) return locked(guard.lockedUntil, at);
      const passkey = await findPasskey(tx, response.id);
      const counter = passkey?.userId === userId ? await counterProved(passkey, { party, challenge, response }) : null;
      if (passkey === null || counter === null || !(await recordPasskeyUse(tx, passkey, { counter, at })))
        return wrong(tx, guard, 'passkey-refused', at);
      await tx.stepUpGuard.update({ where: { userId }, data: { failedAttempts: 0, lockedUntil: null } });
      return 'right';
    },
    async checkPassword(tx, userId, password, at) {
      if ((await findFactor(tx, userId)) !== null) throw new DomainError('code-expected');
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
async function wrong(
  tx: Tx,
  guard: Guard,
  code: 'code-wrong' | 'password-wrong' | 'passkey-refused',
  at: Date,
): Promise<CodeVerdict> {
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
