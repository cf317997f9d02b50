import { type CivilDate, dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { type Tx, within } from '#prisma/client.ts';
import { delegationsOn, heldThere, postedThere } from '#prisma/repositories/administration/absorbed.ts';
import type { Change } from './change.ts';
import { removeDelegation, revokeDelegation } from './change-delegation.ts';
import { closeStructure } from './close-structure.ts';
import { createPosting } from './create-posting.ts';
import { type HeldName, stopBy } from './end-holding.ts';

/**
 * Merges a structure into another one and closes it: today is its last day. Ends the rights and
 * delegations held there, since the same roles held on the other structure apply from now on; posts
 * its people in the other one from tomorrow, in the same quality. The post of a person who may sign
 * is proposed, like any such post. Requests filed there stay attached to the closed structure: by
 * the tree, those who hold rights above it handle them.
 * @throws {DomainError} not-found, own-right, own-gain, last-administrators, structure-in-use
 */
export async function absorbStructure(
  tx: Tx,
  change: Change,
  { id, intoId, mailDomain }: { readonly id: string; readonly intoId: string; readonly mailDomain: string },
): Promise<void> {
  const deps = { database: within(tx), mailDomain };
  const last = parisDay(change.at);
  const end = ({ id: held, from }: { id: string; from: CivilDate }, name: HeldName) =>
    stopBy(deps, change, { name, id: held, from, until: last });
  for (const { id: delegation, from } of await delegationsOn(tx, id, last))
    await (from > last ? removeDelegation : revokeDelegation)(deps, change, { id: delegation });
  for (const right of await heldThere(tx, id, last)) await end(right, 'habilitation');
  for (const post of await postedThere(tx, id, last)) {
    await end(post, 'posting');
    const { personId, quality, grade, until } = post;
    const from = post.from > last ? post.from : dayAfter(last, { days: 1 });
    await createPosting(deps, change, { personId, structureId: intoId, quality, grade, from, until });
  }
  await closeStructure(deps, change, { id, on: last, told: false });
}
