import { DomainError } from '#domain/errors.ts';
import {
  addMembers,
  externalGroup,
  type GroupRow,
  insertGroup,
  lockGroup,
  lockScim,
  writeGroup,
} from '#prisma/repositories/people/scim.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { dropMembers, type Speaking, syncGroup } from './sync-group.ts';

/** A group as its directory describes it now. */
export interface GroupSaid {
  readonly displayName: string;
  readonly externalId: string | null;
  readonly members: readonly string[];
}

/** A change of a group that a directory asks for. */
export interface GroupAsked extends Speaking {
  /** Null: a new group. */
  readonly id: string | null;
  readonly version: number | null;
  readonly said: (row: GroupRow | null) => GroupSaid;
}

/**
 * Brings a group to the state that a directory describes. A new group gives nothing until an
 * administrator maps it; members of a mapped group are given its right, those who leave lose it. A
 * member whose user is not known yet is kept, and given the right when the user comes.
 * @throws {DomainError} not-found, scim-version, scim-taken; last-administrators, for a member who
 * cannot be taken out while the others were
 */
export async function putGroup(deps: NotifyingDeps, asked: GroupAsked): Promise<GroupRow> {
  const { at } = asked;
  const { id, displayName, gone } = await deps.database.transaction(async (tx) => {
    await lockScim(tx);
    const row = asked.id === null ? null : await lockGroup(tx, asked.id);
    if (asked.id !== null && row === null) throw new DomainError('not-found');
    if (row !== null && asked.version !== null && asked.version !== row.version) throw new DomainError('scim-version');
    const { displayName, externalId, members } = asked.said(row);
    const other = externalId === null ? null : await externalGroup(tx, externalId);
    if (other !== null && other.id !== row?.id) throw new DomainError('scim-taken', { what: 'externalId' });
    const groupId = row?.id ?? (await insertGroup(tx, { externalId, displayName, at }));
    const there = new Set(row?.members ?? []);
    const wanted = new Set(members);
    const come = [...wanted].filter((value) => !there.has(value));
    const gone = [...there].filter((value) => !wanted.has(value));
    const isSame = row?.displayName === displayName && row.externalId === externalId;
    if (row !== null && (!isSame || come.length + gone.length > 0))
      await writeGroup(tx, groupId, { displayName, externalId, at });
    await addMembers(tx, groupId, come);
    return { id: groupId, displayName, gone };
  });
  try {
    await dropMembers(deps, { id, displayName }, gone, at);
  } finally {
    await syncGroup(deps, id, asked);
  }
  return deps.database.transaction(async (tx) => {
    const row = await lockGroup(tx, id);
    if (row === null) throw new DomainError('not-found');
    return row;
  });
}

/**
 * Deletes a group: takes all its members out; its audit trail stays.
 * @throws {DomainError} not-found, last-administrators
 */
export async function deleteGroup(deps: NotifyingDeps, id: string, at: Date): Promise<void> {
  const group = await deps.database.transaction((tx) => lockGroup(tx, id));
  if (group === null) throw new DomainError('not-found');
  await dropMembers(deps, group, group.members, at);
  await deps.database.transaction((tx) => writeGroup(tx, id, { externalId: null, deletedAt: at, at }));
}
