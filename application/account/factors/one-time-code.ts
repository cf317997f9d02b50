import { generate, verify } from 'otplib';

export const PERIOD_SECONDS = 30;

/** better-auth reads « base32:… » as base 32 and anything else as the secret's own characters; so do we. */
const keyOf = (secret: string): string | Uint8Array =>
  secret.startsWith('base32:') ? secret.slice('base32:'.length).toUpperCase() : new TextEncoder().encode(secret);

/**
 * The step of half a minute whose code this is; null when it is of none around `at`. One step either way: clocks differ,
 * and people type slowly. Whether it was used before is not known here.
 */
export async function timeStepOf(secret: string, code: string, at: Date): Promise<number | null> {
  const epoch = Math.floor(at.getTime() / 1000);
  const result = await verify({ secret: keyOf(secret), token: code, epoch, epochTolerance: PERIOD_SECONDS });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}

/** The code of the half minute of `at`. */
export const codeShown = (secret: string, at: Date): Promise<string> =>
  generate({ secret: keyOf(secret), epoch: Math.floor(at.getTime() / 1000) });
