import { personalAddressFault } from '#domain/account/without-address.ts';
import { DomainError } from '#domain/errors.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { findAccount, writeAccountEmail } from '#prisma/repositories/account/accounts.ts';
import type { Check } from '#prisma/repositories/account/identity-checks.ts';
import { endLinksOf } from '#prisma/repositories/account/links.ts';
import { findMailed, type Identity, takenIdentity } from '#prisma/repositories/people/persons.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import { type Change, traceChange } from '../../administration/change.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { administeredAccount } from '../administered-account.ts';
import { mustBeLinkable } from '../links/guarded-link.ts';
import { notifyAccount } from '../notify-account.ts';

/**
 * Checks that an address may become that of the account of a person without a professional one.
 * @throws {DomainError} address-needed, address-of-work, address-taken
 */
export async function mustBePersonal(
  tx: Tx,
  asked: {
    readonly personId: string;
    readonly identity: Identity;
    readonly address: string;
    readonly checkerId: string;
    readonly at: Date;
  },
): Promise<void> {
  const { personId, identity, address, checkerId, at } = asked;
  await mustBeLinkable(tx, { id: personId, workEmail: identity.workEmail }, at);
  const checker = await findMailed(tx, checkerId);
  const fault = personalAddressFault(address, checker?.workEmail ?? null);
  if (fault !== null) throw new DomainError(fault);
  if ((await takenIdentity(tx, { ...identity, workEmail: address }, personId)).address)
    throw new DomainError('address-taken');
}

/**
 * Makes an address, typed by the person in front of two people, that of their account. If they had
 * ever signed in, or had another address, they are notified, at the former one too.
 */
export async function adoptAddress(
  tx: Tx,
  heard: {
    readonly personId: string;
    readonly address: string;
    readonly checks: readonly Check[];
    readonly byId: string;
    readonly at: Date;
    readonly mailDomain: string;
  },
): Promise<void> {
  const { personId, address, checks, byId, at, mailDomain } = heard;
  const former = (await findMailed(tx, personId))?.accountEmail ?? null;
  if (former === address) return;
  await writeAccountEmail(tx, personId, address, at);
  const [last] = checks;
  await appendAudit(tx, {
    ...{ chain: personId, at, actorId: byId, verb: 'account.address', subject: `person:${personId}` },
    payload: { checks: checks.map(({ id }) => id) },
  });
  const account = await findAccount(tx, { personId });
  if (account === null || (former === null && account.activatedAt === null)) return;
  // The former address may belong to somebody else: links mailed there end.
  await endLinksOf(tx, personId, at);
  const words = former === null ? ADDED : REPLACED;
  const message = 'account-address-changed';
  await notifyAccount(tx, { personId, message, occasion: `check:${last?.id}`, words, former, at, mailDomain });
}

/**
 * Forgets the personal address of an account at its owner's wish, and notifies them there a last
 * time.
 * @throws {DomainError} not-found, own-account, no-address
 */
export const forgetAddress = (
  { database, mailDomain }: NotifyingDeps,
  change: Change,
  { personId }: { readonly personId: string },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { at } = change;
    await administeredAccount(tx, change, personId);
    const former = (await findMailed(tx, personId))?.accountEmail ?? null;
    if (former === null) throw new DomainError('no-address');
    await writeAccountEmail(tx, personId, null, at);
    await endLinksOf(tx, personId, at);
    const message = 'account-address-changed';
    const occasion = `forgotten:${uuid7(at)}`;
    await notifyAccount(tx, { personId, message, occasion, words: TAKEN_AWAY, former, at, mailDomain });
    await traceChange(tx, change, { chain: personId, verb: 'account.address', subject: `person:${personId}` });
  });

/** Words of the notices. */
const ADDED = { fr: 'une adresse personnelle y est notée', en: 'a personal address is noted for it' };
const REPLACED = { fr: 'une autre adresse y est notée', en: 'another address is noted for it' };
const TAKEN_AWAY = { fr: 'son adresse personnelle n’y est plus', en: 'its personal address is no longer there' };
