import { symmetricDecrypt } from 'better-auth/crypto';
import { verify } from 'otplib';
import { DomainError } from '../../../domain/errors.ts';
import type { Database, Tx } from '../../../prisma/client.ts';

/** Wrong codes before the account waits, and for how long. */
const TRIES = 5;
const LOCK_MINUTES = 15;
const PERIOD_SECONDS = 30;

export type CodeVerdict =
  | 'right'
  | { code: 'code-wrong'; left: number }
  | { code: 'code-locked'; minutes: number }
  | { code: 'code-replayed' };

export interface StepUp {
  available(userId: string): Promise<boolean>;
  /** Checks a one-time code, and spends it. Concurrent checks of one account go one at a time. */
  check(tx: Tx, userId: string, code: string, at: Date): Promise<CodeVerdict>;
}

/**
 * The second factor, checked here rather than by better-auth: it would take the same code twice and never lock. The
 * shared secret is the one better-auth keeps, encrypted with the portal's own.
 */
export function createStepUp({ prisma }: Database, key: string): StepUp {
  return {
    available: async (userId) => (await prisma.twoFactor.count({ where: { userId } })) > 0,
    async check(tx, userId, code, at) {
      const factor = await tx.twoFactor.findFirst({ where: { userId }, select: { secret: true } });
      if (!factor) throw new DomainError('step-up-unavailable');
      await tx.stepUpGuard.createMany({ data: [{ userId }], skipDuplicates: true });
      await tx.$queryRaw`select 1 as locked from step_up_guard where user_id = ${userId} for update`;
      const guard = await tx.stepUpGuard.findUniqueOrThrow({ where: { userId } });
      if (guard.lockedUntil && guard.lockedUntil > at) return locked(guard.lockedUntil, at);
      const result = await verify({
        secret: await secretOf(key, factor.secret),
        token: code,
        epoch: Math.floor(at.getTime() / 1000),
        // One step either way: clocks differ, and people type slowly.
        epochTolerance: PERIOD_SECONDS,
      });
      if (result.valid && 'timeStep' in result) {
        if (BigInt(result.timeStep) <= guard.lastTimeStep) return { code: 'code-replayed' };
        await tx.stepUpGuard.update({
          where: { userId },
          data: { lastTimeStep: BigInt(result.timeStep), failedAttempts: 0, lockedUntil: null },
        });
        return 'right';
      }
      const failed = (guard.lockedUntil ? 0 : guard.failedAttempts) + 1;
      const lockedUntil = failed >= TRIES ? new Date(at.getTime() + LOCK_MINUTES * 60_000) : null;
      await tx.stepUpGuard.update({ where: { userId }, data: { failedAttempts: failed, lockedUntil } });
      return lockedUntil ? locked(lockedUntil, at) : { code: 'code-wrong', left: TRIES - failed };
    },
  };
}

const locked = (until: Date, at: Date): CodeVerdict => ({
  code: 'code-locked',
  minutes: Math.ceil((until.getTime() - at.getTime()) / 60_000),
});

/** better-auth reads « base32:… » as base 32 and anything else as the secret's own characters; so do we. */
async function secretOf(key: string, kept: string): Promise<string | Uint8Array> {
  const secret = await symmetricDecrypt({ key, data: kept });
  return secret.startsWith('base32:') ? secret.slice('base32:'.length).toUpperCase() : new TextEncoder().encode(secret);
}
