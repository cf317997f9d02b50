import { generateSecret, generateURI } from 'otplib';
import { parisDay } from '../../../domain/calendar/civil-date.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Actor } from '../../../domain/permissions/actor.ts';
import { mustHaveSecondFactor } from '../../../domain/permissions/second-factor.ts';
import { appendAudit } from '../../../prisma/audit.ts';
import { sealFactor } from '../../../prisma/factors.ts';
import { dropAuthenticator } from '../../../prisma/repositories/account/accounts.ts';
import {
  findFactor,
  putFactor,
  putRecoveryCodes,
  raiseSession,
  spendTimeStep,
} from '../../../prisma/repositories/account/factors.ts';
import type { SecretValues } from '../../../prisma/secret-values.ts';
import type { Deps } from '../../dependencies.ts';
import { notifyAccount } from '../notify-account.ts';
import { timeStepOf } from './one-time-code.ts';
import { type AccountOwner, type FreshProof, type IdentityChecks, mustBeThere } from './prove-session.ts';
import { newRecoveryCodes } from './recovery-codes.ts';

export interface FactorDeps extends Pick<Deps, 'database'> {
  /** Seals under FACTOR_KEY. */
  readonly factors: SecretValues;
  readonly identity: IdentityChecks;
  /** Domain of the mails that tell of it. */
  readonly mailDomain: string;
}

/** Time to read a QR code, install an application and type what it shows. */
const ENROLMENT_MS = 20 * 60_000;

/** What an authenticator is shown. */
export interface Enrolment {
  /** Base 32, for who types it. */
  readonly secret: string;
  /** otpauth://, for who scans it. */
  readonly uri: string;
  /** Comes back with the first code: nothing is kept before. */
  readonly ticket: string;
}

const ticketOwner = (userId: string): string => `enrolment:${userId}`;

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
  const { personId, userId, sessionId, at } = owner;
  const secret = `base32:${openTicket(deps, owner, ticket)}`;
  const timeStep = await timeStepOf(secret, code, at);
  if (timeStep === null) throw new DomainError('code-wrong');
  const recoveryCodes = newRecoveryCodes();
  await database.transaction(async (tx) => {
    const replaced = (await findFactor(tx, userId)) !== null;
    await putFactor(tx, userId, sealFactor(factors, userId, { secret, recoveryCodes }), at);
    await spendTimeStep(tx, userId, timeStep);
    await raiseSession(tx, sessionId);
    const event = { chain: personId, at, actorId: personId, subject: `account:${userId}` };
    await appendAudit(tx, { ...event, verb: 'factor.enrol', payload: { method: 'totp', replaced } });
    await tellOf(deps, tx, owner, replaced ? 'replaced' : 'enrolled');
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
  const { personId, userId, at, actor } = owner;
  if (mustHaveSecondFactor(actor, parisDay(at))) throw new DomainError('factor-needed');
  if ((await findFactor(deps.database.prisma, userId)) === null) throw new DomainError('step-up-unavailable');
  await mustBeThere(deps, owner, proof);
  await deps.database.transaction(async (tx) => {
    await dropAuthenticator(tx, userId);
    const event = { chain: personId, at, actorId: personId, subject: `account:${userId}` };
    await appendAudit(tx, { ...event, verb: 'factor.remove', payload: { method: 'totp' } });
    await tellOf(deps, tx, owner, 'removed');
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
  const { personId, userId, at } = owner;
  if ((await findFactor(database.prisma, userId)) === null) throw new DomainError('step-up-unavailable');
  await mustBeThere(deps, owner, proof);
  const codes = newRecoveryCodes();
  await database.transaction(async (tx) => {
    await putRecoveryCodes(tx, userId, factors.seal(JSON.stringify(codes), userId));
    const event = { chain: personId, at, actorId: personId, subject: `account:${userId}` };
    await appendAudit(tx, { ...event, verb: 'recovery-codes.make', payload: { count: codes.length } });
    await tellOf(deps, tx, owner, 'codes');
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

/** What an enrolment began with, in the hands of who enrols: nothing is kept until it ends. */
export const sealTicket = ({ factors }: FactorDeps, { userId, at }: AccountOwner, secret: string): string =>
  factors.seal(JSON.stringify({ secret, until: at.getTime() + ENROLMENT_MS }), ticketOwner(userId));

/** @throws {DomainError} enrolment-late for a ticket that is old, another's or made up */
export function openTicket({ factors }: FactorDeps, { userId, at }: AccountOwner, ticket: string): string {
  try {
    const { secret, until } = JSON.parse(factors.open(ticket, ticketOwner(userId))) as {
      secret: string;
      until: number;
    };
    if (until > at.getTime()) return secret;
  } catch {
    // Said below.
  }
  throw new DomainError('enrolment-late');
}

const CHANGES = {
  enrolled: { fr: 'une application d’authentification est enregistrée', en: 'an authenticator was registered' },
  replaced: { fr: 'l’application d’authentification est remplacée', en: 'the authenticator was replaced' },
  removed: { fr: 'l’application d’authentification est retirée', en: 'the authenticator was removed' },
  'passkey-enrolled': { fr: 'une clé d’accès est enregistrée', en: 'a passkey was registered' },
  'passkey-removed': { fr: 'une clé d’accès est retirée', en: 'a passkey was removed' },
  codes: { fr: 'de nouveaux codes de secours sont faits', en: 'new recovery codes were made' },
} as const;

export function tellOf(
  { mailDomain }: FactorDeps,
  tx: Parameters<typeof notifyAccount>[0],
  { personId, at }: AccountOwner,
  change: keyof typeof CHANGES,
): Promise<void> {
  const occasion = `factor:${change}:${at.toISOString()}`;
  return notifyAccount(tx, {
    ...{ personId, message: 'account-factor-changed', occasion, words: CHANGES[change], at, mailDomain },
  });
}
