import { type Period, parisDay } from '../../../domain/calendar/civil-date.ts';
import { eveOf } from '../../../domain/calendar/period.ts';
import { DomainError } from '../../../domain/errors.ts';
import { personExists } from '../../../prisma/repositories/administration/directory.ts';
import { createPosting, lockPerson, postingsOf } from '../../../prisma/repositories/administration/holdings.ts';
import {
  delegatesOf,
  gainingOpinions,
  gainingRights,
  postingTakesTwo,
} from '../../../prisma/repositories/administration/power.ts';
import { postingOn } from '../../../prisma/repositories/people/people.ts';
import { comeBackHere } from '../../../prisma/repositories/people/scim.ts';
import { fromToday, mustFit, structureAt, traceChange } from '../change.ts';
import type { Power } from './power.ts';

/** A post to give: where, in what quality, for a while. */
export interface PostingAsked extends Period {
  readonly personId: string;
  readonly structureId: string;
  readonly quality: string;
  readonly grade: string;
}

/**
 * A post brings a person's file to those who have rights where it is, their requests to who signs and pays there; and the
 * power to sign back to whoever has that right and left office, with their delegates.
 */
export const postingPower: Power<PostingAsked> = {
  kind: 'posting',
  subject: ({ personId, structureId }) => ({ personId, structureId, facts: {} }),
  lock: (tx, { personId }) => lockPerson(tx, personId),
  async weigh(tx, posting, at) {
    const { personId, structureId } = posting;
    const day = parisDay(at);
    const { path } = await structureAt(tx, structureId);
    // Where they come from, not where they are today: they may have been sent elsewhere in between.
    const before = (await postingOn(tx, personId, eveOf(posting.from)))?.structure ?? null;
    const opinions = before && {
      before: before.path,
      after: path,
      subject: { personId },
      day: fromToday(posting, at).from,
    };
    const gainerIds = [
      ...(await delegatesOf(tx, personId, day)),
      ...(await gainingRights(tx, { before: before?.id ?? null, after: structureId, day })),
      ...(opinions === null ? [] : await gainingOpinions(tx, opinions)),
    ];
    const sensitive = await postingTakesTwo(tx, posting, day);
    return { from: path, to: path, personIds: [personId], gainerIds, sensitive };
  },
  async check(tx, posting) {
    const { personId, structureId } = posting;
    if (!(await personExists(tx, personId))) throw new DomainError('not-found');
    mustFit(posting, await postingsOf(tx, personId), await structureAt(tx, structureId));
  },
  async write(tx, change, posting, { proposalId }) {
    const id = await createPosting(tx, { ...posting, proposalId });
    if (posting.until === null || posting.until >= parisDay(change.at))
      await comeBackHere(tx, posting.personId, change.at);
    const { personId: chain, ...facts } = posting;
    const after = { ...facts, ...(proposalId !== null && { proposalId }) };
    await traceChange(tx, change, { chain, verb: 'posting.create', subject: `posting:${id}`, after });
    return id;
  },
};
