import { parisDay } from '../../../domain/calendar/civil-date.ts';
import { DomainError } from '../../../domain/errors.ts';
import { SYSTEM_CHAIN } from '../../../domain/evidence/audit.ts';
import { within } from '../../../domain/permissions/actor.ts';
import { gainingOpinions, gainingRights, moveGivesPower } from '../../../prisma/repositories/administration/power.ts';
import { lockTree, moveStructure } from '../../../prisma/repositories/administration/structures.ts';
import { structureAt, traceChange } from '../change.ts';
import type { Power } from './power.ts';

/** Which structure goes, with all that is below it, under which other. */
export interface MoveAsked {
  readonly id: string;
  readonly parentId: string;
}

/**
 * A move gives every right that is held where the structure goes over what is moved; and its opinions to a supérieur of both
 * places, when those who stood nearer stay behind. Whoever administers only the branch
 * cannot take it away from those above: they are the ones who move it.
 */
export const movePower: Power<MoveAsked> = {
  kind: 'move',
  subject: ({ id }) => ({ personId: null, structureId: id, facts: {} }),
  lock: (tx) => lockTree(tx),
  async weigh(tx, { id, parentId }, at) {
    const moved = await structureAt(tx, id);
    const parent = await structureAt(tx, parentId);
    const from = moved.parentId === null ? moved : await structureAt(tx, moved.parentId);
    const day = parisDay(at);
    const path = `${parent.path}${id}/`;
    // Below what is moved the same people stand nearer as before: who gains there gains here.
    const gainerIds = [
      ...(await gainingRights(tx, { before: from.id, after: parentId, day })),
      ...(await gainingOpinions(tx, { before: moved.path, after: path, subject: { structureId: id }, day })),
    ];
    const sensitive = await moveGivesPower(tx, moved.path, path);
    return { from: from.path, to: parent.path, personIds: [], gainerIds, sensitive };
  },
  async check(tx, { id, parentId }) {
    const moved = await structureAt(tx, id);
    const parent = await structureAt(tx, parentId);
    if (moved.parentId === null) throw new DomainError('structure-root');
    if (within(parent.path, moved.path)) throw new DomainError('structure-loop');
    if (parent.closedOn !== null) throw new DomainError('structure-closed');
  },
  async write(tx, change, { id, parentId }, { proposalId }) {
    const moved = await structureAt(tx, id);
    await moveStructure(tx, moved, await structureAt(tx, parentId));
    await traceChange(tx, change, {
      ...{ chain: SYSTEM_CHAIN, verb: 'structure.move', subject: `structure:${id}` },
      before: { parentId: moved.parentId },
      after: { parentId, ...(proposalId !== null && { proposalId }) },
    });
    return id;
  },
};
