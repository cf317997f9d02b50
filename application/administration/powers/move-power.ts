import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { within } from '#domain/permissions/actor.ts';
import { peopleThere } from '#prisma/repositories/administration/absorbed.ts';
import { gainingOpinions, gainingRights, moveGivesPower } from '#prisma/repositories/administration/power.ts';
import { lockTree, moveStructure, usesAfter } from '#prisma/repositories/administration/structures.ts';
import { absorbStructure } from '../absorb-structure.ts';
import { structureAt, traceChange } from '../change.ts';
import { tellReorganised } from '../tell-reorganised.ts';
import type { Power } from './power.ts';

/** Maximum of posts that one transaction moves; beyond it, an import moves people first. */
const MERGED_AT_ONCE = 500;

/** A structure to move with everything below it, and its new parent. */
export interface MoveAsked {
  readonly id: string;
  readonly parentId: string;
  /** Merges the structure into the other one, and closes it. */
  readonly merge?: true;
}

/**
 * Move of a structure. Every right held on its new parents applies to what is moved, and opinions
 * may pass to a supérieur of both places when those nearer stay behind. An administrator of the
 * branch alone cannot take it away from those above: they must move it themselves. A merger is a
 * move that ends with the structure closed under the one that absorbs it.
 */
export const movePower: Power<MoveAsked> = {
  kind: 'move',
  subject: ({ id }) => ({ personId: null, structureId: id, facts: {} }),
  lock: (tx) => lockTree(tx),
  async weigh(tx, { id, parentId, merge }, at) {
    const moved = await structureAt(tx, id);
    const parent = await structureAt(tx, parentId);
    const from = moved.parentId === null ? moved : await structureAt(tx, moved.parentId);
    const day = parisDay(at);
    const path = `${parent.path}${id}/`;
    // Below what is moved the same people stay nearest, so gains are the same as at its top.
    const gainerIds = [
      ...(await gainingRights(tx, { before: from.id, after: parentId, day })),
      ...(await gainingOpinions(tx, { before: moved.path, after: path, subject: { structureId: id }, day })),
    ];
    const sensitive = await moveGivesPower(tx, moved.path, path);
    // Nobody merges a structure where they are posted or hold rights.
    const personIds = merge ? await peopleThere(tx, id, day) : [];
    return { from: from.path, to: parent.path, personIds, gainerIds, sensitive };
  },
  async check(tx, { id, parentId, merge }, at) {
    const moved = await structureAt(tx, id);
    const parent = await structureAt(tx, parentId);
    if (moved.parentId === null) throw new DomainError('structure-root');
    if (within(parent.path, moved.path)) throw new DomainError('structure-loop');
    if (parent.closedOn !== null) throw new DomainError('structure-closed');
    if (!merge) return;
    if (moved.closedOn !== null) throw new DomainError('structure-closed');
    const { below, postings } = await usesAfter(tx, id, parisDay(at));
    if (below > 0) throw new DomainError('structure-in-use', { below, postings: 0, rights: 0 });
    if (postings > MERGED_AT_ONCE) throw new DomainError('structure-too-large', { max: MERGED_AT_ONCE, postings });
  },
  async write(tx, change, { id, parentId, merge }, { proposalId, mailDomain }) {
    const moved = await structureAt(tx, id);
    if (moved.parentId !== parentId) await moveStructure(tx, moved, await structureAt(tx, parentId));
    await traceChange(tx, change, {
      ...{ chain: SYSTEM_CHAIN, verb: merge ? 'structure.merge' : 'structure.move', subject: `structure:${id}` },
      before: { parentId: moved.parentId },
      after: { parentId, ...(proposalId !== null && { proposalId }) },
    });
    if (merge) await absorbStructure(tx, change, { id, intoId: parentId, mailDomain });
    await tellReorganised(tx, { structureId: id, change: merge ? 'merge' : 'move', intoId: parentId });
    return id;
  },
};
