import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { officeEndOf } from '#domain/power/delegation.ts';
import { officeOf } from '#domain/power/office.ts';
import type { Tx } from '#prisma/client.ts';
import { delegationsNotOver } from '#prisma/repositories/administration/delegations.ts';
import { requalify } from '#prisma/repositories/administration/holdings.ts';
import { postsOf } from '#prisma/repositories/people/holdings-of.ts';

/**
 * Rewrites a quality in all the posts of the same office: changed in only one of them, it would
 * split the office in two and end its delegations. Refused if the new words join two offices so
 * that a delegation regains its power: that takes two administrators.
 * @throws {DomainError} not-found, delegation-revived
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

/**
 * Maps each delegation that the person gave or received to the last day of the office that ends it,
 * null if none does.
 */
async function endsOfDelegations(tx: Tx, personId: string, day: CivilDate): Promise<Map<string, CivilDate | null>> {
  const delegations = await delegationsNotOver(tx, personId, day);
  return new Map(delegations.map((one) => [one.id, officeEndOf(one, one.delegate)]));
}
