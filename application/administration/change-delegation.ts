import type { Bilingual } from '#domain/bilingual.ts';
import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { shortens } from '#domain/calendar/period.ts';
import { DomainError } from '#domain/errors.ts';
import { stoppingFault } from '#domain/permissions/administration.ts';
import type { Tx } from '#prisma/client.ts';
import {
  findDelegation,
  type KeptDelegation,
  publishDelegation as publish,
  revokeDelegation as revoke,
  suspendDelegation as suspend,
} from '#prisma/repositories/administration/delegations.ts';
import { lockPerson, removeHolding } from '#prisma/repositories/administration/holdings.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import type { Deps, NotifyingDeps } from '../dependencies.ts';
import {
  actorNow,
  type Change,
  mayChangeRightsOf,
  mustAdminister,
  mustNotHaveBegun,
  notInPast,
  readHeld,
  traceChange,
} from './change.ts';
import { type DelegationNotice, fromTo, noticeOfDelegation } from './notice-of-delegation.ts';
import { refuse } from './powers/power.ts';

/**
 * Records where and when a delegation was published. It is in force only from that day, which
 * cannot precede its confirmation by the second administrator.
 * @throws {DomainError} publication-in-future, not-found, own-right, delegation-published,
 * delegation-revoked, publication-before-confirmation
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
 * Revokes a delegation from now on, and notifies the other person that it binds.
 * @throws {DomainError} not-found, own-right, delegation-revoked
 */
export async function revokeDelegation(
  { database, mailDomain }: NotifyingDeps,
  change: Change,
  { id }: { readonly id: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    const found = await delegationToStop(tx, change, id);
    if (found.revokedOn !== null) throw new DomainError('delegation-revoked');
    await revoke(tx, id, change.at);
    await traceChange(tx, change, {
      chain: found.delegateId,
      verb: 'delegation.revoke',
      subject: `delegation:${id}`,
      before: factsOf(found),
      after: { revokedAt: change.at.toISOString() },
    });
    await notifyBound(tx, change, found, { message: 'delegation-revoked', occasion: `delegation:${id}`, mailDomain });
  });
}

/**
 * Suspends a delegation between two days, and notifies the other person that it binds. A suspension
 * under way can be prolonged, never shortened.
 * @throws {DomainError} period-in-past, period-upside-down, not-found, own-right,
 * delegation-revoked, suspension-shortened
 */
export async function suspendDelegation(
  { database, mailDomain }: NotifyingDeps,
  change: Change,
  { id, from, until }: { readonly id: string; readonly from: CivilDate; readonly until: CivilDate },
): Promise<void> {
  const { at, reason } = change;
  notInPast(from, at);
  if (until < from) throw new DomainError('period-upside-down');
  await database.transaction(async (tx) => {
    const found = await delegationToStop(tx, change, id);
    if (found.revokedOn !== null) throw new DomainError('delegation-revoked');
    // A repeated request changes nothing and notifies nobody.
    if (found.suspended?.from === from && found.suspended.until === until && found.suspensionReason === reason) return;
    if (shortens({ from, until }, found.suspended, parisDay(at))) throw new DomainError('suspension-shortened');
    await suspend(tx, id, { from, until, reason });
    await traceChange(tx, change, {
      ...{ chain: found.delegateId, verb: 'delegation.suspend', subject: `delegation:${id}` },
      before: { ...found.suspended },
      after: { from, until },
    });
    const occasion = `delegation:${id}:${at.toISOString()}`;
    await notifyBound(
      tx,
      change,
      found,
      { message: 'delegation-suspended', occasion, mailDomain },
      fromTo(from, until),
    );
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

const heldDelegation = (tx: Tx, id: string): Promise<KeptDelegation> =>
  readHeld(
    () => findDelegation(tx, id),
    ({ delegateId }) => lockPerson(tx, delegateId),
  );

async function delegationToStop(tx: Tx, change: Change, id: string): Promise<KeptDelegation> {
  const found = await heldDelegation(tx, id);
  const { delegator, delegateId, structurePath } = found;
  const bound = { delegatorId: delegator.personId, delegateId, structurePath };
  refuse(stoppingFault(await actorNow(tx, change), bound, parisDay(change.at)));
  return found;
}

/** Notifies the people that a delegation binds, except the one who acted. */
async function notifyBound(
  tx: Tx,
  { actor }: Change,
  found: KeptDelegation,
  notice: Omit<DelegationNotice, 'recipients'>,
  days?: Bilingual,
): Promise<void> {
  const recipients = [found.delegatorRef.id, found.delegateRef.id].filter((id) => id !== actor.personId);
  await notify(tx, noticeOfDelegation(found, { ...notice, recipients }, days));
}

async function delegation(tx: Tx, change: Change, id: string): Promise<KeptDelegation> {
  const found = await heldDelegation(tx, id);
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
