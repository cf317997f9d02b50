import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { isTop } from '#domain/permissions/actor.ts';
import { canManageTokens } from '#domain/permissions/people.ts';
import type { Role } from '#domain/permissions/role.ts';
import type { Tx } from '#prisma/client.ts';
import { type GroupRow, lockGroup, mapGroup as write } from '#prisma/repositories/people/scim.ts';
import { actorNow, type Change, structureAt, traceChange } from '../../administration/change.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { endRights, syncGroup } from './sync-group.ts';

/**
 * Maps a group to the right that its members have; ends the right that it gave before. From then on
 * each member gets the right in the name of the administrator who mapped it, or it waits for two
 * administrators.
 * @throws {DomainError} forbidden, not-found, top-only; last-administrators, for a member whose
 * former right continues
 */
export async function mapGroup(
  deps: NotifyingDeps,
  change: Change,
  { id, role, structureId }: { readonly id: string; readonly role: Role; readonly structureId: string },
): Promise<void> {
  const { actor, at, reason } = change;
  const former = await deps.database.transaction(async (tx) => {
    const group = await mappable(tx, change, id);
    const { path } = await structureAt(tx, structureId);
    if (role === 'analyste' && !isTop(path)) throw new DomainError('top-only');
    await write(tx, id, { role, structureId, mappedById: actor.personId, mappedAt: at, mapReason: reason });
    await trace(tx, change, group, 'scim.group-map', { role, structureId });
    return group;
  });
  const isOther = former.role !== role || former.structureId !== structureId;
  try {
    if (isOther) await endRights(deps, former, at);
  } finally {
    // A member whose former right cannot end does not delay the others.
    await syncGroup(deps, id, { token: null, at });
  }
}

/**
 * Unmaps a group: it gives nothing any more, and what it gave ends. Called again, it ends what
 * could not end before.
 * @throws {DomainError} forbidden, not-found, last-administrators
 */
export async function unmapGroup(deps: NotifyingDeps, change: Change, { id }: { readonly id: string }): Promise<void> {
  const former = await deps.database.transaction(async (tx) => {
    const group = await mappable(tx, change, id);
    await write(tx, id, null);
    await trace(tx, change, group, 'scim.group-unmap', {});
    return group;
  });
  await endRights(deps, former, change.at);
}

async function mappable(tx: Tx, change: Change, id: string): Promise<GroupRow> {
  if (!canManageTokens(await actorNow(tx, change), parisDay(change.at))) throw new DomainError('forbidden');
  const group = await lockGroup(tx, id);
  if (group === null) throw new DomainError('not-found');
  return group;
}

const trace = (
  tx: Tx,
  change: Change,
  { id, role, structureId }: GroupRow,
  verb: 'scim.group-map' | 'scim.group-unmap',
  after: Record<string, string>,
) =>
  traceChange(tx, change, {
    ...{ chain: SYSTEM_CHAIN, verb, subject: `scim-group:${id}`, after },
    ...(role !== null && structureId !== null && { before: { role, structureId } }),
  });
