import { checkFault, type DocumentKind } from '#domain/account/without-address.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { appendAudit } from '#prisma/audit.ts';
import { digestOfAddress, insertCheck } from '#prisma/repositories/account/identity-checks.ts';
import { lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { findIdentity, lockIdentities, personPlace } from '#prisma/repositories/people/persons.ts';
import { actorNow } from '../../administration/change.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import type { ActsOnAccount } from '../administered-account.ts';
import { adoptAddress, mustBePersonal } from './personal-address.ts';
import { checksOfAddress, validChecks } from './valid-checks.ts';

/**
 * Records that a person without a professional address came and showed a document; only the kind of
 * document is kept. A personal address typed there becomes that of their account once they have
 * typed the same one in front of a second person.
 * @throws {DomainError} not-found, own-account, has-address; of the personal address:
 * address-needed, address-of-work, address-taken
 */
export const recordIdentityCheck = (
  { database, mailDomain }: NotifyingDeps,
  { actor, at }: ActsOnAccount,
  seen: {
    readonly personId: string;
    readonly documentKind: DocumentKind;
    /** In lower case; null: none was given. */
    readonly address: string | null;
  },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { personId, documentKind, address } = seen;
    if (address !== null) await lockIdentities(tx);
    await lockPerson(tx, personId);
    const day = parisDay(at);
    const place = await personPlace(tx, personId, day);
    const identity = await findIdentity(tx, personId);
    if (place === null || identity === null) throw new DomainError('not-found');
    const fault = checkFault(await actorNow(tx, { actor }), place, day);
    if (fault !== null) throw new DomainError(fault);
    if (identity.workEmail !== null) throw new DomainError('has-address');
    if (address !== null) await mustBePersonal(tx, { personId, identity, address, checkerId: actor.personId, at });
    const addressDigest = address === null ? null : digestOfAddress(personId, address);
    const id = await insertCheck(tx, { personId, byId: actor.personId, documentKind, addressDigest, at });
    await appendAudit(tx, {
      ...{ chain: personId, at, actorId: actor.personId, verb: 'identity.check', subject: `identity-check:${id}` },
      payload: { documentKind, withAddress: address !== null },
    });
    if (address === null) return;
    const [last, before] = await checksOfAddress(tx, personId, await validChecks(tx, personId, at));
    if (last === undefined || before === undefined || last.addressDigest !== before.addressDigest) return;
    await adoptAddress(tx, { personId, address, checks: [last, before], byId: actor.personId, at, mailDomain });
  });
