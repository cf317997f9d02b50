import { generateSecret, generateURI } from 'otplib';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { mustHaveSecondFactor } from '#domain/permissions/second-factor.ts';
import { sealFactor } from '#prisma/factors.ts';
import { dropAuthenticator } from '#prisma/repositories/account/accounts.ts';
import { findFactor, putFactor, putRecoveryCodes } from '#prisma/repositories/account/factors.ts';
import { raiseSession } from '#prisma/repositories/account/sessions.ts';
import { beginTimeSteps } from '#prisma/repositories/account/step-up-guard.ts';
import { openTicket, sealTicket } from './enrolment-ticket.ts';
import { type FactorDeps, recordFactorChange } from './factor-change.ts';
import { timeStepOf } from './one-time-code.ts';
import { type AccountOwner, type FreshProof, mustBeThere } from './prove-session.ts';
import { newRecoveryCodes } from './recovery-codes.ts';

/** What an authenticator is shown. */
export interface Enrolment {
  /** Base 32, for who types it. */
  readonly secret: string;
  /** otpauth://, for who scans it. */
  readonly uri: string;
  /** Comes back with the first code: nothing is kept before. */
  readonly ticket: string;
}

/**
 * Begins: a secret that counts for nothing until its first code is given.
 * @throws {DomainError} proof-expected, and why a code or a password was not taken
 */
export async function beginEnrolment(
  deps: FactorDeps,
  owner: AccountOwner & { readonly email: string },
  proof: FreshProof,
): Promise<Enrolment> {
  await mustBeThere(deps, owner, proof);
  const secret = generateSecret();
  return {
    secret,
    uri: generateURI({ issuer: 'Harmonie', label: owner.email, secret }),
    ticket: sealTicket(deps, owner, secret),
  };
}

/**
 * The authenticator shows the right code: it is the account's from now on, instead of any other; the session has two
 * factors. Answers the recovery codes, which are shown this once.
 * @throws {DomainError} enrolment-late, code-wrong
 */
export async function enrolFactor(
  deps: FactorDeps,
  owner: AccountOwner,
  { ticket, code }: { readonly ticket: string; readonly code: string },
): Promise<readonly string[]> {
  const { database, factors } = deps;
  const { userId, sessionId, at } = owner;
  const secret = `base32:${openTicket(deps, owner, ticket)}`;
  const timeStep = await timeStepOf(secret, code, at);
  if (timeStep === null) throw new DomainError('code-wrong');
  const recoveryCodes = newRecoveryCodes();
  await database.transaction(async (tx) => {
    const replaced = (await findFactor(tx, userId)) !== null;
    await putFactor(tx, userId, sealFactor(factors, userId, { secret, recoveryCodes }), at);
    await beginTimeSteps(tx, userId, timeStep);
    await raiseSession(tx, sessionId);
    await recordFactorChange(tx, deps, owner, {
      change: replaced ? 'replaced' : 'enrolled',
      payload: { method: 'totp', replaced },
    });
  });
  return recoveryCodes;
}

/**
 * Takes the authenticator away.
 * @throws {DomainError} factor-needed where a right asks for one, step-up-unavailable without one, and why the code was
 * not taken
 */
export async function removeFactor(
  deps: FactorDeps,
  owner: AccountOwner & { readonly actor: Actor },
  proof: FreshProof,
): Promise<void> {
  const { userId, at, actor } = owner;
  if (mustHaveSecondFactor(actor, parisDay(at))) throw new DomainError('factor-needed');
  if ((await findFactor(deps.database.prisma, userId)) === null) throw new DomainError('step-up-unavailable');
  await mustBeThere(deps, owner, proof);
  await deps.database.transaction(async (tx) => {
    await dropAuthenticator(tx, userId);
    await recordFactorChange(tx, deps, owner, { change: 'removed', payload: { method: 'totp' } });
  });
}

/**
 * Makes new recovery codes; those of before are worth nothing.
 * @throws {DomainError} step-up-unavailable without an authenticator, and why the code was not taken
 */
export async function makeRecoveryCodes(
  deps: FactorDeps,
  owner: AccountOwner,
  proof: FreshProof,
): Promise<readonly string[]> {
  const { database, factors } = deps;
  const { userId } = owner;
  if ((await findFactor(database.prisma, userId)) === null) throw new DomainError('step-up-unavailable');
  await mustBeThere(deps, owner, proof);
  const codes = newRecoveryCodes();
  await database.transaction(async (tx) => {
    await putRecoveryCodes(tx, userId, factors.seal(JSON.stringify(codes), userId));
    await recordFactorChange(tx, deps, owner, { change: 'codes', payload: { count: codes.length } });
  });
  return codes;
}

/** How many recovery codes are left; null without an authenticator. */
export async function recoveryCodesLeft(
  { database, factors }: Pick<FactorDeps, 'database' | 'factors'>,
  userId: string,
): Promise<number | null> {
  const factor = await findFactor(database.prisma, userId);
  return factor === null ? null : (JSON.parse(factors.open(factor.backupCodes, userId)) as unknown[]).length;
}
