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

/** More people than one transaction moves are moved before, by an import. */
const MERGED_AT_ONCE = 500;

/** Which structure goes, with all that is below it, under which other. */
export interface MoveAsked {
  readonly id: string;
  readonly parentId: string;
  /** It does not go under the other but into it, and closes. */
  readonly merge?: true;
}

/**
 * A move gives every right that is held where the structure goes over what is moved; and its opinions to a supérieur of both
 * places, when those who stood nearer stay behind. Whoever administers only the branch
 * cannot take it away from those above: they are the ones who move it. So does a merger, which ends with the structure closed
 * under the one that takes it over.
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
    // Below what is moved the same people stand nearer as before: who gains there gains here.
    const gainerIds = [
      ...(await gainingRights(tx, { before: from.id, after: parentId, day })),
      ...(await gainingOpinions(tx, { before: moved.path, after: path, subject: { structureId: id }, day })),
    ];
    const sensitive = await moveGivesPower(tx, moved.path, path);
    // Nobody merges the structure where they are posted, nor one that they have rights on.
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
