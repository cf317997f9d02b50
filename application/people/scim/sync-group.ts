import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { isRole } from '#domain/permissions/role.ts';
import { type Tx, within } from '#prisma/client.ts';
import { findHabilitation } from '#prisma/repositories/administration/holdings.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { endProvisioned, lockProvisioned } from '#prisma/repositories/people/provisioned.ts';
import {
  type GroupRow,
  lockGroup,
  lockMember,
  type MemberRow,
  membersOf,
  removeMember,
  rightOfProvisioned,
  type TokenFacts,
  writeMember,
} from '#prisma/repositories/people/scim.ts';
import type { Change } from '../../administration/change.ts';
import { takeAway } from '../../administration/end-holding.ts';
import { giveHabilitation } from '../../administration/give-habilitation.ts';
import { withdrawProposed } from '../../administration/powers/withdraw-proposal.ts';
import type { Deps, NotifyingDeps } from '../../dependencies.ts';
import { actorOf } from '../imports/import-deps.ts';
import { PROPOSED, provision } from '../imports/provision.ts';

/** Who asks: a directory by its token, or an administrator who maps a group. */
export interface Speaking {
  readonly token: TokenFacts | null;
  readonly at: Date;
}

/**
 * Gives each member of a group the right that it is mapped to, judged by the rights of the
 * administrator who mapped it. Nobody receives one by their own mapping or token; what takes two
 * administrators waits. Each member is a transaction, and a fault is kept beside their name. Called
 * again, it handles those who remain.
 */
export async function syncGroup(deps: NotifyingDeps, groupId: string, speaking: Speaking): Promise<void> {
  for (const { value, personId, givenId, provisionedId } of await membersOf(deps.database.prisma, groupId)) {
    if (personId === null || givenId !== null || provisionedId !== null) continue;
    await giveMember(deps, groupId, value, speaking).catch(async (error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
      await writeMember(deps.database.prisma, groupId, value, { fault: error.code });
    });
  }
}

const giveMember = (deps: NotifyingDeps, groupId: string, value: string, { token, at }: Speaking): Promise<void> =>
  deps.database.transaction(async (tx) => {
    const group = await lockGroup(tx, groupId);
    const member = await lockMember(tx, groupId, value);
    if (group === null || member?.personId == null || member.givenId !== null || member.provisionedId !== null) return;
    const { role, structureId, mappedById, displayName } = group;
    if (role === null || structureId === null || mappedById === null || !isRole(role)) return;
    const { personId } = member;
    if (token !== null && token.madeById === personId) throw new DomainError('own-right');
    const change = { actor: await actorFacts(tx, mappedById), at, reason: `Groupe SCIM « ${displayName} »` };
    const wait = provision({ source: 'scim', batchId: null });
    const right = { personId, structureId, role, byRight: false, from: parisDay(at), until: null };
    const given = await giveHabilitation({ ...deps, database: within(tx), wait }, change, right);
    // Somebody already proposed the same right.
    if ('proposalId' in given && given.proposalId === PROPOSED) throw new DomainError('proposal-waiting');
    const became = 'id' in given ? { givenId: given.id } : { provisionedId: given.proposalId };
    await writeMember(tx, groupId, value, { ...became, fault: null });
  });

type Named = Pick<GroupRow, 'id' | 'displayName'>;

/**
 * Takes members out of a group and ends the right that it gave them, or sets aside one that waits,
 * even if proposed.
 * @throws {DomainError} last-administrators, for a member who stays with their right; the others
 * are out
 */
export const dropMembers = (
  deps: Pick<Deps, 'database'>,
  group: Named,
  values: readonly string[],
  at: Date,
): Promise<void> => endEach(deps, group, values, at, (tx, value) => removeMember(tx, group.id, value));

/**
 * Ends what the group gave its members, who stay in it.
 * @throws {DomainError} last-administrators, for a member who keeps their right; the others have
 * lost theirs
 */
export async function endRights(deps: Pick<Deps, 'database'>, group: Named, at: Date): Promise<void> {
  const values = (await membersOf(deps.database.prisma, group.id)).map(({ value }) => value);
  const nothing = { givenId: null, provisionedId: null, fault: null };
  await endEach(deps, group, values, at, (tx, value) => writeMember(tx, group.id, value, nothing));
}

/**
 * Ends the right of each member in a transaction of its own. A fault is kept beside the member's
 * name, and the first one is thrown once all were handled.
 */
async function endEach(
  { database }: Pick<Deps, 'database'>,
  group: Named,
  values: readonly string[],
  at: Date,
  then: (tx: Tx, value: string) => Promise<void>,
): Promise<void> {
  let first: DomainError | null = null;
  for (const value of values)
    try {
      await database.transaction(async (tx) => {
        const member = await lockMember(tx, group.id, value);
        if (member === null) return;
        await endRightOf(tx, member, group, at);
        await then(tx, value);
      });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await writeMember(database.prisma, group.id, value, { fault: error.code });
      first ??= error;
    }
  if (first !== null) throw first;
}

async function endRightOf(
  tx: Tx,
  { givenId, provisionedId }: MemberRow,
  { displayName }: Pick<GroupRow, 'displayName'>,
  at: Date,
): Promise<void> {
  const reason = `Sorti du groupe SCIM « ${displayName} »`;
  const change: Change = { actor: await actorOf(tx, null), at, reason };
  const waiting = provisionedId === null ? null : await lockProvisioned(tx, provisionedId);
  if (waiting?.waits === true) {
    await endProvisioned(tx, waiting.id, { endedAt: at, endedById: null, endReason: reason });
    return;
  }
  // A right taken up either waits for its second administrator, or was confirmed at this very
  // moment and ends below.
  if (provisionedId !== null) await withdrawProposed(tx, change, { provisionedId });
  const id = givenId ?? (provisionedId === null ? null : await rightOfProvisioned(tx, provisionedId));
  const held = id === null ? null : await findHabilitation(tx, id);
  if (held === null || (held.until !== null && held.until <= parisDay(at))) return;
  await takeAway({ database: within(tx) }, change, { name: 'habilitation', id: held.id, from: held.from });
}
