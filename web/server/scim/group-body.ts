import { z } from 'zod';
import type { GroupSaid } from '#application/people/scim/put-group.ts';
import type { GroupRow } from '#prisma/repositories/people/scim.ts';
import { Plain } from '#web/contract/common.ts';
import type { PatchBody } from './patch.ts';
import { GROUP, ScimProblem } from './words.ts';

const Member = z.object({ value: Plain.min(1).max(200) });
const Members = z.array(Member).max(10_000);

export const GroupBody = z.object({
  displayName: Plain.trim().min(1).max(200),
  externalId: Plain.max(200).nullish(),
  members: Members.nullish(),
});
export type GroupBody = z.infer<typeof GroupBody>;

const values = (members: readonly { readonly value: string }[]): string[] => members.map(({ value }) => value);

export const groupSaid = ({ displayName, externalId = null, members }: GroupBody): GroupSaid => ({
  displayName,
  externalId,
  members: values(members ?? []),
});

/**
 * A group with the operations of a PATCH applied, in their order.
 * @throws {ScimProblem} invalidPath
 */
export function patchedGroup(row: GroupRow, { Operations }: PatchBody): GroupSaid {
  let { displayName, externalId } = row;
  const members = new Set(row.members);
  const apply = (op: 'add' | 'replace' | 'remove', name: string, value: unknown): void => {
    const [, one] = /^members\[value eq "([^"]{1,200})"\]$/i.exec(name) ?? [];
    if (one !== undefined && op === 'remove') members.delete(one);
    else if (name.toLowerCase() === 'members') {
      const given = value === undefined || value === null ? null : values(Members.parse(value));
      if (op === 'replace' || (op === 'remove' && given === null)) members.clear();
      for (const each of given ?? [])
        if (op === 'remove') members.delete(each);
        else members.add(each);
    } else if (name.toLowerCase() === 'displayname') displayName = GroupBody.shape.displayName.parse(value);
    else if (name.toLowerCase() === 'externalid') externalId = GroupBody.shape.externalId.parse(value) ?? null;
    else if (!/^(?:id|schemas|meta)$/i.test(name))
      throw new ScimProblem(400, 'That path is not understood.', 'invalidPath');
  };
  for (const { op, path, value } of Operations) {
    if (path !== undefined && path !== null) apply(op, path.trim(), value);
    else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) apply(op, name, inner);
    else throw new ScimProblem(400, 'Without a path, an operation has an object as its value.', 'invalidValue');
  }
  return { displayName, externalId, members: [...members] };
}

/** A group as a directory reads it. */
export function groupResource(row: GroupRow, base: string, { withMembers }: { readonly withMembers: boolean }) {
  return {
    schemas: [GROUP],
    id: row.id,
    ...(row.externalId !== null && { externalId: row.externalId }),
    displayName: row.displayName,
    ...(withMembers && { members: row.members.map((value) => ({ value, $ref: `${base}/Users/${value}` })) }),
    meta: {
      resourceType: 'Group',
      created: row.madeAt.toISOString(),
      lastModified: row.changedAt.toISOString(),
      location: `${base}/Groups/${row.id}`,
      version: `W/"${row.version}"`,
    },
  };
}
