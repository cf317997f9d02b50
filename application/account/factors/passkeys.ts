import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { mustHaveSecondFactor } from '#domain/account/second-factor.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import type { Tx } from '#prisma/client.ts';
import { findFactor } from '#prisma/repositories/account/factors.ts';
import {
  countPasskeys,
  dropPasskey,
  findPasskey,
  insertPasskey,
  type KeptPasskey,
  passkeysOf,
  recordPasskeyUse,
} from '#prisma/repositories/account/passkeys.ts';
import { raiseSession } from '#prisma/repositories/account/sessions.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import { openTicket, sealTicket } from './enrolment-ticket.ts';
import { type FactorDeps, recordFactorChange } from './factor-change.ts';
import { type AccountOwner, type FreshProof, mustBeThere } from './prove-session.ts';

/**
 * WebAuthn relying party: the host of the portal's address, and the pages that may ask for a
 * passkey.
 */
export interface RelyingParty {
  readonly id: string;
  readonly origins: readonly string[];
}

/** Loaded on demand: it takes some megabytes that few sign-ins need. */
const webauthn = () => import('@simplewebauthn/server');

/**
 * Returns the passkeys of an account that has at least one.
 * @throws {DomainError} step-up-unavailable without any
 */
export async function mustHavePasskeys(tx: Tx, userId: string) {
  const passkeys = await passkeysOf(tx, userId);
  if (passkeys.length === 0) throw new DomainError('step-up-unavailable');
  return passkeys;
}

/** Builds the WebAuthn options by which one of these passkeys signs the challenge. */
export const askToSign = async (
  party: RelyingParty,
  challenge: Buffer<ArrayBuffer>,
  passkeys: readonly Pick<KeptPasskey, 'credentialId'>[],
) =>
  (await webauthn()).generateAuthenticationOptions({
    rpID: party.id,
    userVerification: 'required',
    challenge,
    allowCredentials: passkeys.map(({ credentialId }) => ({ id: credentialId })),
  });

/**
 * Begins to register a passkey: returns the WebAuthn options, and the ticket that comes back with
 * the browser's answer.
 * @throws {DomainError} proof-expected, and those of a refused code or password
 */
export async function beginPasskey(
  deps: FactorDeps,
  owner: AccountOwner & { readonly email: string; readonly name: string },
  { party, proof }: { readonly party: RelyingParty; readonly proof: FreshProof },
) {
  await mustBeThere(deps, owner, proof);
  const { generateRegistrationOptions } = await webauthn();
  const kept = await passkeysOf(deps.database.prisma, owner.userId);
  const options = await generateRegistrationOptions({
    rpName: 'Harmonie',
    rpID: party.id,
    userID: new TextEncoder().encode(owner.userId),
    userName: owner.email,
    userDisplayName: owner.name,
    attestationType: 'none',
    excludeCredentials: kept.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { options, ticket: sealTicket(deps, owner, options.challenge) };
}

/**
 * Stores the passkey that the browser made. From now on it opens the account as two factors do, and
 * this session counts as opened by it.
 * @throws {DomainError} enrolment-late; passkey-refused for an answer that proves nothing, or
 * without verification of the user
 */
export async function enrolPasskey(
  deps: FactorDeps,
  owner: AccountOwner,
  given: { readonly party: RelyingParty; readonly ticket: string; readonly name: string; readonly response: unknown },
): Promise<void> {
  const { party, ticket, name } = given;
  const { userId, sessionId, at } = owner;
  const response = given.response as RegistrationResponseJSON;
  const expected = { expectedChallenge: openTicket(deps, owner, ticket), ...expectedBy(party) };
  const { verifyRegistrationResponse } = await webauthn();
  const proved = await verifyRegistrationResponse({ response, ...expected, requireUserVerification: true }).catch(
    () => null,
  );
  if (!proved?.verified || !proved.registrationInfo.userVerified) throw new DomainError('passkey-refused');
  const { credential, credentialBackedUp } = proved.registrationInfo;
  await deps.database.transaction(async (tx) => {
    const isNew = await insertPasskey(tx, {
      ...{ id: uuid7(at), userId, name, backedUp: credentialBackedUp, createdAt: at },
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: BigInt(credential.counter),
      transports: response.response.transports?.join(',') ?? null,
    });
    if (!isNew) throw new DomainError('passkey-refused');
    await raiseSession(tx, sessionId, 'passkey');
    await recordFactorChange(tx, deps, owner, {
      change: 'passkey-enrolled',
      payload: { method: 'passkey', replaced: false },
    });
  });
}

/**
 * Removes a passkey.
 * @throws {DomainError} not-found; factor-needed for the last factor of a person whose rights
 * require one; and those of a refused proof
 */
export async function removePasskey(
  deps: FactorDeps,
  owner: AccountOwner & { readonly actor: Actor },
  { passkeyId, proof }: { readonly passkeyId: string; readonly proof: FreshProof },
): Promise<void> {
  const { database } = deps;
  const { userId, at, actor } = owner;
  await mustBeThere(deps, owner, proof);
  await database.transaction(async (tx) => {
    if (!(await dropPasskey(tx, userId, passkeyId))) throw new DomainError('not-found');
    const isLast = (await findFactor(tx, userId)) === null && (await countPasskeys(tx, userId)) === 0;
    if (isLast && mustHaveSecondFactor(actor, parisDay(at))) throw new DomainError('factor-needed');
    await recordFactorChange(tx, deps, owner, { change: 'passkey-removed', payload: { method: 'passkey' } });
  });
}

/** A browser's answer to a challenge; a challenge serves only once. */
export interface PasskeyAnswer {
  readonly party: RelyingParty;
  readonly challenge: string;
  /** `id` names the passkey; the library reads the rest. */
  readonly response: { readonly id: string };
}

/**
 * Returns the account that a passkey opens, and records its use; null when the answer does not
 * prove that its owner was there and verified by their device (another key, challenge or site, or a
 * key that was only touched).
 * @param used.ownerId the account that the passkey must belong to; any account by default
 */
export async function usePasskey(
  tx: Tx,
  answer: PasskeyAnswer,
  used: { readonly at: Date; readonly ownerId?: string },
): Promise<string | null> {
  const { at, ownerId } = used;
  const passkey = await findPasskey(tx, answer.response.id);
  if (passkey === null || (ownerId !== undefined && passkey.userId !== ownerId)) return null;
  const counter = await counterProved(passkey, answer);
  if (counter === null) return null;
  return (await recordPasskeyUse(tx, passkey, { counter, at })) ? passkey.userId : null;
}

async function counterProved(kept: KeptPasskey, given: PasskeyAnswer): Promise<bigint | null> {
  const { verifyAuthenticationResponse } = await webauthn();
  const proved = await verifyAuthenticationResponse({
    response: given.response as unknown as AuthenticationResponseJSON,
    expectedChallenge: given.challenge,
    ...expectedBy(given.party),
    credential: {
      id: kept.credentialId,
      publicKey: Uint8Array.from(Buffer.from(kept.publicKey, 'base64url')),
      counter: Number(kept.counter),
    },
    requireUserVerification: true,
  }).catch(() => null);
  return proved?.verified && proved.authenticationInfo.userVerified
    ? BigInt(proved.authenticationInfo.newCounter)
    : null;
}

const expectedBy = ({ id, origins }: RelyingParty) => ({ expectedOrigin: [...origins], expectedRPID: id });
