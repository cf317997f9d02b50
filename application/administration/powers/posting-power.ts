import { covers, type Period, parisDay } from '#domain/calendar/civil-date.ts';
import { eveOf } from '#domain/calendar/period.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { type Tx, within } from '#prisma/client.ts';
import { personExists } from '#prisma/repositories/administration/directory.ts';
import {
  createPosting,
  findHabilitation,
  findPosting,
  type Holding,
  lockPerson,
  postingsOf,
} from '#prisma/repositories/administration/holdings.ts';
import {
  delegatesOf,
  gainingOpinions,
  gainingRights,
  postingTakesTwo,
} from '#prisma/repositories/administration/power.ts';
import { postingOn } from '#prisma/repositories/people/people.ts';
import { comeBackHere } from '#prisma/repositories/people/scim.ts';
import { type Change, fromToday, mustEndWell, mustFit, structureAt, traceChange } from '../change.ts';
import { stopBy } from '../end-holding.ts';
import type { Power } from './power.ts';

/** A post to give: where, in what quality, for which period. */
export interface PostingAsked extends Period {
  readonly personId: string;
  readonly structureId: string;
  readonly quality: string;
  readonly grade: string;
  /**
   * Replaces the post held on the eve, which ends that day together with these rights; undefined:
   * replaces none.
   */
  readonly leaving?: { readonly endedRights: readonly string[] };
}

/**
 * A post. It shows a person's file to the holders of rights on the structure, sends their requests
 * to those who sign and pay there, and gives the power to sign back to a signatory who had left
 * office, and to their delegates.
 */
export const postingPower: Power<PostingAsked> = {
  kind: 'posting',
  subject: ({ personId, structureId }) => ({ personId, structureId, facts: {} }),
  lock: (tx, { personId }) => lockPerson(tx, personId),
  async weigh(tx, posting, at) {
    const { personId, structureId } = posting;
    const day = parisDay(at);
    const { path } = await structureAt(tx, structureId);
    // Where they come from, which may not be where they are today: they may be elsewhere in
    // between.
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
  async check(tx, posting, at) {
    const { personId, structureId, leaving } = posting;
    if (!(await personExists(tx, personId))) throw new DomainError('not-found');
    const eve = eveOf(posting.from);
    const others = (await postingsOf(tx, personId)).map((other) => {
      if (leaving === undefined || !covers(other, eve) || other.until === eve) return other;
      mustEndWell(other, eve, at);
      return { ...other, until: eve };
    });
    mustFit(posting, others, await structureAt(tx, structureId));
  },
  async write(tx, change, { leaving, ...posting }, { proposalId, proposer }) {
    if (leaving !== undefined) await leave(tx, change, { ...posting, ...leaving, judgedAs: proposer });
    const id = await createPosting(tx, { ...posting, proposalId });
    if (posting.until === null || posting.until >= parisDay(change.at))
      await comeBackHere(tx, posting.personId, change.at);
    const { personId: chain, ...facts } = posting;
    const after = { ...facts, ...(proposalId !== null && { proposalId }) };
    await traceChange(tx, change, { chain, verb: 'posting.create', subject: `posting:${id}`, after });
    return id;
  },
  confirmed: (posting, at) => (posting.leaving === undefined ? posting : fromToday(posting, at)),
};

/** Ends the post held on the eve of the new one, and the rights chosen to end with it. */
async function leave(
  tx: Tx,
  change: Change,
  left: Pick<PostingAsked, 'personId' | 'from'> & {
    readonly endedRights: readonly string[];
    readonly judgedAs: Actor | null;
  },
): Promise<void> {
  const { personId, from, endedRights, judgedAs } = left;
  const until = eveOf(from);
  const end = async (name: 'posting' | 'habilitation', held: Holding) => {
    if (held.until !== null && held.until <= until) return;
    await stopBy({ database: within(tx) }, change, { name, id: held.id, from: held.from, until }, judgedAs);
  };
  const post = await postingOn(tx, personId, until);
  const posted = post && (await findPosting(tx, post.id));
  if (posted !== null) await end('posting', posted);
  for (const id of endedRights) {
    const right = await findHabilitation(tx, id);
    // One that was removed meanwhile needs no end.
    if (right?.personId === personId) await end('habilitation', right);
  }
}
