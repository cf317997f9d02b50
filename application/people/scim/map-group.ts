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
 * Says which right the members of a group have; what it gave before ends. From then on each is given it in the name of whoever
 * mapped it, or waits for two administrators.
 * @throws {DomainError} forbidden, not-found, top-only; last-administrators, of a member whose former right goes on
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
    // One whose former right cannot end keeps nobody else waiting.
    await syncGroup(deps, id, { token: null, at });
  }
}

/**
 * The group gives nothing any more, and what it gave ends; asked again, what could not end before.
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
