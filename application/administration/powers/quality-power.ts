import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { signsOrWill } from '#domain/permissions/people.ts';
import { findPosting, lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { structureAt, traceChange } from '../change.ts';
import { mendQuality } from '../mend-quality.ts';
import { tellPostMended } from '../tell-post-mended.ts';
import type { Power } from './power.ts';

/** A corrected quality for a post. */
export interface QualityAsked {
  readonly personId: string;
  readonly structureId: string;
  readonly postingId: string;
  readonly quality: string;
}

/**
 * Correction of a quality. Acts print it beside a signatory's name, so a signatory's takes two
 * administrators, like any post of theirs.
 */
export const qualityPower: Power<QualityAsked> = {
  kind: 'quality',
  subject: ({ personId, structureId, postingId }) => ({ personId, structureId, facts: { postingId } }),
  lock: (tx, { personId }) => lockPerson(tx, personId),
  async weigh(tx, { personId, structureId }, at) {
    const { path } = await structureAt(tx, structureId);
    const sensitive = signsOrWill(await actorFacts(tx, personId), parisDay(at));
    return { from: path, to: path, personIds: [personId], gainerIds: [], sensitive };
  },
  async check(tx, { personId, postingId }) {
    if ((await findPosting(tx, postingId))?.personId !== personId) throw new DomainError('not-found');
  },
  async write(tx, change, { personId, postingId, quality }, { proposalId, mailDomain }) {
    const before = (await findPosting(tx, postingId))?.facts;
    if (before === undefined) throw new DomainError('not-found');
    await mendQuality(tx, { personId, postingId, quality, day: parisDay(change.at) });
    await traceChange(tx, change, {
      ...{ chain: personId, verb: 'posting.correct', subject: `posting:${postingId}`, before },
      after: { ...before, quality, ...(proposalId !== null && { proposalId }) },
    });
    await tellPostMended(tx, { personId, postingId, said: { quality }, mailDomain, at: change.at });
    return postingId;
  },
};
