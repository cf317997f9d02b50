import { generate, verify } from 'otplib';

/** Time that a one-time code stays the current one. */
export const PERIOD_SECONDS = 30;

/**
 * better-auth reads « base32:… » as base 32 and any other secret as its own characters; so do we.
 */
const keyOf = (secret: string): string | Uint8Array =>
  secret.startsWith('base32:') ? secret.slice('base32:'.length).toUpperCase() : new TextEncoder().encode(secret);

/**
 * Returns the half-minute step that a code belongs to, one step before or after `at` included,
 * since clocks differ and people type slowly; null: none. Does not tell whether the code was used
 * before.
 */
export async function timeStepOf(secret: string, code: string, at: Date): Promise<number | null> {
  const epoch = Math.floor(at.getTime() / 1000);
  const result = await verify({ secret: keyOf(secret), token: code, epoch, epochTolerance: PERIOD_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}

/** Returns the code of the half minute of `at`. */
export const codeShown = (secret: string, at: Date): Promise<string> =>
  generate({ secret: keyOf(secret), epoch: Math.floor(at.getTime() / 1000) });
