import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canAdminister } from '#domain/permissions/administration.ts';
import { type Tx, within } from '#prisma/client.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { heldBy, tasksOf } from '#prisma/repositories/people/holdings-of.ts';
import { endWaiting } from '#prisma/repositories/people/provisioned.ts';
import { departHere } from '#prisma/repositories/people/scim.ts';
import { administeredAccount, mustBeAbove } from '../account/administered-account.ts';
import { closeHeld } from '../account/shut-account.ts';
import { actorNow, authorOf, type Change, traceChange } from '../administration/change.ts';
import { revokeDelegation } from '../administration/change-delegation.ts';
import { takeAway } from '../administration/end-holding.ts';
import { withdrawProposed } from '../administration/powers/withdraw-proposal.ts';
import type { NotifyingDeps } from '../dependencies.ts';
import { endAssistancesOf } from '../signing/name-assistant.ts';

/**
 * Records that a person leaves today, all or nothing. Their account is closed and its sessions end;
 * their posts end today and their rights yesterday; delegations that they gave or received, and
 * assistances at a signing desk in either direction, are revoked; the tasks that they hold are
 * given back; provisioned rights that wait for them are set aside, proposals about them withdrawn,
 * and directories see them as inactive. Nothing is erased. Called again, it does nothing more.
 * @throws {DomainError} not-found, own-account, administrator-above, departs-elsewhere, own-gain,
 * last-administrators
 */
export const depart = (
  deps: NotifyingDeps,
  change: Change,
  { personId }: { readonly personId: string },
): Promise<void> =>
  deps.database.transaction(async (tx) => {
    const { at } = change;
    const day = parisDay(at);
    const account = await administeredAccount(tx, change, personId);
    await mustBeAbove(tx, change, personId);
    const actor = await actorNow(tx, change);
    const held = await heldBy(tx, personId, day);
    if (!held.every(({ path }) => canAdminister(actor, path, day))) throw new DomainError('departs-elsewhere');
    const here = { ...deps, database: within(tx) };
    if (account !== null) await closeHeld(tx, deps, change, account);
    for (const { name, id, from } of held) {
      if (name === 'delegation') await revokeDelegation(here, change, { id });
      else await takeAway(here, change, { name, id, from });
    }
    const assisted = await endAssistancesOf(tx, deps, { personId: actor.personId, at }, personId);
    const tasks = await tasksOf(tx, personId);
    for (const { requestId, taskKey } of tasks)
      await enqueue(tx, { command: 'assign-task', payload: { requestId, taskKey, personId: null } });
    const waited = await endWaiting(tx, personId, { at, byId: authorOf(change), reason: change.reason });
    const withdrawn = await withdrawProposed(tx, change, { personId });
    const isListed = await departHere(tx, personId, at);
    const isOut = (account === null || account.closedAt !== null) && !isListed;
    if (isOut && held.length + assisted + tasks.length + waited + withdrawn === 0) return;
    await trace(tx, change, personId, { held: held.length, tasks: tasks.length, waited, withdrawn });
  });

const trace = (tx: Tx, change: Change, personId: string, after: Record<string, number>) =>
  traceChange(tx, change, { chain: personId, verb: 'person.depart', subject: `person:${personId}`, after });
