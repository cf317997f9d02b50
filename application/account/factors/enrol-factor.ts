import { generateSecret, generateURI } from 'otplib';
import { mustHaveSecondFactor } from '#domain/account/second-factor.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
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

/** What a person needs to set up an authenticator. */
export interface Enrolment {
  /** In base 32, to be typed. */
  readonly secret: string;
  /** otpauth:// address, to be scanned as a QR code. */
  readonly uri: string;
  /** Comes back with the first code: until then nothing is stored. */
  readonly ticket: string;
}

/**
 * Begins to enrol an authenticator: its secret counts for nothing until its first code is given.
 * @throws {DomainError} proof-expected, and those of a refused code or password
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
 * Enrols the authenticator that showed the right code, in place of any former one, and gives the
 * session its second factor.
 * @returns the recovery codes, which are shown only this once
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
 * Removes an account's authenticator.
 * @throws {DomainError} factor-needed where one of its owner's rights requires a second factor,
 * step-up-unavailable without an authenticator, and those of a refused code
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
 * Makes new recovery codes in place of the former ones.
 * @throws {DomainError} step-up-unavailable without an authenticator, and those of a refused code
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

/** Returns the number of recovery codes left; null without an authenticator. */
export async function recoveryCodesLeft(
  { database, factors }: Pick<FactorDeps, 'database' | 'factors'>,
  userId: string,
): Promise<number | null> {
  const factor = await findFactor(database.prisma, userId);
  return factor === null ? null : (JSON.parse(factors.open(factor.backupCodes, userId)) as unknown[]).length;
}
