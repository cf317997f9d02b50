import { checkFault, type DocumentKind } from '../../domain/account/without-address.ts';
import { parisDay } from '../../domain/calendar/civil-date.ts';
import { DomainError } from '../../domain/errors.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { insertCheck } from '../../prisma/repositories/account/identity-checks.ts';
import { lockPerson } from '../../prisma/repositories/administration/holdings.ts';
import { findIdentity, personPlace } from '../../prisma/repositories/people/persons.ts';
import { actorNow } from '../administration/change.ts';
import type { Deps } from '../dependencies.ts';
import type { ActsOnAccount } from './administered-account.ts';

/**
 * Keeps that a person without a professional address came, and showed a document: its kind alone.
 * @throws {DomainError} not-found, own-account, has-address
 */
export const recordIdentityCheck = (
  { database }: Pick<Deps, 'database'>,
  { actor, at }: ActsOnAccount,
  { personId, documentKind }: { readonly personId: string; readonly documentKind: DocumentKind },
): Promise<void> =>
  database.transaction(async (tx) => {
    await lockPerson(tx, personId);
    const day = parisDay(at);
    const place = await personPlace(tx, personId, day);
    const identity = await findIdentity(tx, personId);
    if (place === null || identity === null) throw new DomainError('not-found');
    const fault = checkFault(await actorNow(tx, { actor }), place, day);
    if (fault !== null) throw new DomainError(fault);
    if (identity.workEmail !== null) throw new DomainError('has-address');
    const id = await insertCheck(tx, { personId, byId: actor.personId, documentKind, at });
    await appendAudit(tx, {
      ...{ chain: personId, at, actorId: actor.personId, verb: 'identity.check', subject: `identity-check:${id}` },
      payload: { documentKind },
    });
  });
