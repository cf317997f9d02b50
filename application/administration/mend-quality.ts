import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { officeEndOf } from '#domain/decision/delegation.ts';
import { officeOf } from '#domain/decision/office.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { delegationsNotOver } from '#prisma/repositories/administration/delegations.ts';
import { requalify } from '#prisma/repositories/administration/holdings.ts';
import { postsOf } from '#prisma/repositories/people/holdings-of.ts';

/**
 * Writes other words for a quality, in all the posts of that office: in one of them alone they would make two offices of it, and
 * end its delegations. They join no office to another that would give a delegation its power back: that takes two.
 * @throws {DomainError} delegation-revived
 */
export async function mendQuality(
  tx: Tx,
  asked: { readonly personId: string; readonly postingId: string; readonly quality: string; readonly day: CivilDate },
): Promise<void> {
  const { personId, postingId, quality, day } = asked;
  const posts = await postsOf(tx, personId);
  const mended = posts.find(({ id }) => id === postingId);
  if (mended === undefined) throw new DomainError('not-found');
  const ends = await endsOfDelegations(tx, personId, day);
  await requalify(
    tx,
    officeOf(posts, mended).map(({ id }) => id),
    quality,
  );
  for (const [id, end] of await endsOfDelegations(tx, personId, day)) {
    const before = ends.get(id) ?? null;
    if (before !== null && (end === null || end > before)) throw new DomainError('delegation-revived');
  }
}

/** With which day of an office each delegation that the person gave or received ends, if it does. */
async function endsOfDelegations(tx: Tx, personId: string, day: CivilDate): Promise<Map<string, CivilDate | null>> {
  const delegations = await delegationsNotOver(tx, personId, day);
  return new Map(delegations.map((one) => [one.id, officeEndOf(one, one.delegate)]));
}
