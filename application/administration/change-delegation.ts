import { type CivilDate, parisDay } from '../../domain/calendar/civil-date.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Tx } from '../../prisma/client.ts';
import {
  findDelegation,
  type KeptDelegation,
  publishDelegation as publish,
  revokeDelegation as revoke,
} from '../../prisma/repositories/administration/delegations.ts';
import { lockPerson, removeHolding } from '../../prisma/repositories/administration/holdings.ts';
import type { Deps } from '../dependencies.ts';
import { type Change, mayChangeRightsOf, mustAdminister, mustNotHaveBegun, readHeld, traceChange } from './change.ts';

/**
 * Records where and when a delegation was published: it is in force from then on only, and was published once two had
 * agreed to it.
 * @throws {DomainError} publication-in-future, not-found, own-right, delegation-published, delegation-revoked,
 * publication-before-confirmation
 */
export async function publishDelegation(
  { database }: Pick<Deps, 'database'>,
  change: Change,
  { id, ...after }: { readonly id: string; readonly publishedOn: CivilDate; readonly publication: string },
): Promise<void> {
  if (after.publishedOn > parisDay(change.at)) throw new DomainError('publication-in-future');
  await database.transaction(async (tx) => {
    const { publishedOn, revokedOn, confirmedOn, delegateId: chain } = await delegation(tx, change, id);
    if (publishedOn !== null) throw new DomainError('delegation-published');
    if (revokedOn !== null) throw new DomainError('delegation-revoked');
    if (confirmedOn !== null && after.publishedOn < confirmedOn)
      throw new DomainError('publication-before-confirmation', { day: confirmedOn });
    await publish(tx, id, after.publishedOn, after.publication);
    await traceChange(tx, change, { chain, verb: 'delegation.publish', subject: `delegation:${id}`, after });
  });
}

/**
 * Revokes a delegation, from now on.
 * @throws {DomainError} not-found, own-right, delegation-revoked
 */
export async function revokeDelegation(
  { database }: Pick<Deps, 'database'>,
  change: Change,
  { id }: { readonly id: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    const found = await delegation(tx, change, id);
    if (found.revokedOn !== null) throw new DomainError('delegation-revoked');
    await revoke(tx, id, change.at);
    await traceChange(tx, change, {
      chain: found.delegateId,
      verb: 'delegation.revoke',
      subject: `delegation:${id}`,
      before: factsOf(found),
      after: { revokedAt: change.at.toISOString() },
    });
  });
}

/**
 * Removes a delegation that never began.
 * @throws {DomainError} not-found, own-right, period-began
 */
export async function removeDelegation(
  { database }: Pick<Deps, 'database'>,
  change: Change,
  { id }: { readonly id: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    const found = await delegation(tx, change, id);
    mustNotHaveBegun(found, change.at);
    await removeHolding(tx, 'delegation', id);
    const trace = { chain: found.delegateId, subject: `delegation:${id}`, before: factsOf(found) };
    await traceChange(tx, change, { ...trace, verb: 'delegation.remove' });
  });
}

async function delegation(tx: Tx, change: Change, id: string): Promise<KeptDelegation> {
  const found = await readHeld(
    () => findDelegation(tx, id),
    ({ delegateId }) => lockPerson(tx, delegateId),
  );
  await mustAdminister(tx, change, found.structurePath);
  await mayChangeRightsOf(tx, change, found.delegateId, found.delegator.personId);
  return found;
}

const factsOf = ({ reference, delegator, matters, structureId, from, until, publishedOn }: KeptDelegation) => ({
  reference,
  delegatorId: delegator.personId,
  matters: [...matters],
  structureId,
  from,
  until,
  publishedOn,
});
