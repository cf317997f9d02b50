import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { eveOf } from '#domain/calendar/period.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canEndAdministrator, gainsOpinionsOf } from '#domain/permissions/administration.ts';
import type { Tx } from '#prisma/client.ts';
import {
  endHolding as end,
  findAbsence,
  findHabilitation,
  findPosting,
  type Holding,
  lockPerson,
  removeHolding as remove,
} from '#prisma/repositories/administration/holdings.ts';
import { lockAdministrators, otherAdministrators } from '#prisma/repositories/administration/power.ts';
import { actorFacts, postingOn } from '#prisma/repositories/people/people.ts';
import type { Deps } from '../dependencies.ts';
import {
  type Change,
  mayChangeRightsOf,
  mustAdminister,
  mustEndWell,
  mustNotHaveBegun,
  mustSuspend,
  readHeld,
  traceChange,
} from './change.ts';

/** What a person holds for a while, ended or removed the same way whatever it is. */
export type HeldName = 'posting' | 'habilitation' | 'absence';

interface HeldThing {
  readonly name: HeldName;
  readonly id: string;
}

/**
 * Sets the last day of what is in force. The trace keeps what was there before. `judgedAs`: another one asked it, by whose rights it
 * is judged; null: whoever does it.
 * @throws {DomainError} not-found, own-right, superior-elsewhere, period-over, period-upside-down, own-gain,
 * last-administrators
 */
export async function endHolding(
  { database }: Pick<Deps, 'database'>,
  change: Change,
  { name, id, until }: HeldThing & { readonly until: CivilDate },
  judgedAs: Actor | null = null,
): Promise<void> {
  await database.transaction(async (tx) => {
    const { held, by } = await holding(tx, judged(change, judgedAs), { name, id });
    mustEndWell(held, until, change.at);
    if (name === 'habilitation') await mustEndRight(tx, by, held);
    await end(tx, name, id, until);
    const { personId: chain, facts: before } = held;
    const subject = `${name}:${id}`;
    await traceChange(tx, change, { chain, verb: `${name}.end`, subject, before, after: { ...before, until } });
  });
}

/**
 * Removes what never began.
 * @throws {DomainError} not-found, own-right, superior-elsewhere, period-began, own-gain
 */
export async function removeHolding(
  { database }: Pick<Deps, 'database'>,
  change: Change,
  { name, id }: HeldThing,
  judgedAs: Actor | null = null,
): Promise<void> {
  await database.transaction(async (tx) => {
    const { held, by } = await holding(tx, judged(change, judgedAs), { name, id });
    mustNotHaveBegun(held, change.at);
    if (name === 'habilitation') await mustNotGainOpinions(tx, by, held);
    await remove(tx, name, id);
    const { personId: chain, facts: before } = held;
    await traceChange(tx, change, { chain, verb: `${name}.remove`, subject: `${name}:${id}`, before });
  });
}

/**
 * Takes away today what is held: a post ends today, a right on the eve, or today when it began then; what begins later never
 * began.
 * @throws {DomainError} as ending and removing it do
 */
export function takeAway(
  deps: Pick<Deps, 'database'>,
  change: Change,
  held: HeldThing & { readonly from: CivilDate },
): Promise<void> {
  const day = parisDay(change.at);
  return stopBy(deps, change, { ...held, until: held.name === 'posting' ? day : eveOf(day) });
}

/**
 * Has what is held end by that day: on its first one where it began since, and what is to come never began.
 * @throws {DomainError} as ending and removing it do
 */
export async function stopBy(
  deps: Pick<Deps, 'database'>,
  change: Change,
  { name, id, from, until }: HeldThing & { readonly from: CivilDate; readonly until: CivilDate },
  judgedAs: Actor | null = null,
): Promise<void> {
  if (from > until && from > parisDay(change.at)) return removeHolding(deps, change, { name, id }, judgedAs);
  return endHolding(deps, change, { name, id, until: from > until ? from : until }, judgedAs);
}

const judged = (change: Change, judgedAs: Actor | null): Change => ({ ...change, actor: judgedAs ?? change.actor });

/** Whoever takes a supérieur's right away does not decide in their place. */
async function mustNotGainOpinions(tx: Tx, { actor, at }: Change, { personId, facts }: Holding): Promise<void> {
  if (facts.role !== 'superieur') return;
  if (gainsOpinionsOf(actor, await actorFacts(tx, personId), parisDay(at))) throw new DomainError('own-gain');
}

/** Ends a right that leaves nobody to act alone, and gives whoever ends it nothing more to decide. */
async function mustEndRight(tx: Tx, change: Change, held: Holding): Promise<void> {
  await mustNotGainOpinions(tx, change, held);
  const { personId, structurePath, facts } = held;
  if (facts.role !== 'administrateur' || structurePath === null) return;
  await lockAdministrators(tx);
  const others = await otherAdministrators(tx, { personId, structurePath });
  if (!canEndAdministrator(others)) throw new DomainError('last-administrators', { others });
}

/** What is changed, held; and the change by whoever asks, with the rights they have by now. */
async function holding(
  tx: Tx,
  change: Change,
  thing: HeldThing,
): Promise<{ readonly held: Holding; readonly by: Change }> {
  const held = await readHeld(
    () => find(tx, change, thing),
    ({ personId }) => lockPerson(tx, personId),
  );
  const { personId } = held;
  const actor = await mustAdminister(tx, change, held.structurePath);
  // Nobody touches a right of their own; an absence is none.
  if (thing.name === 'absence') mustSuspend(actor, await actorFacts(tx, personId), held, parisDay(change.at));
  else await mayChangeRightsOf(tx, change, personId);
  return { held, by: { ...change, actor } };
}

function find(tx: Tx, { at }: Change, { name, id }: HeldThing): Promise<Holding | null> {
  switch (name) {
    case 'posting':
      return findPosting(tx, id);
    case 'habilitation':
      return findHabilitation(tx, id);
    case 'absence':
      return findAbsence(
        tx,
        id,
        async (personId) => (await postingOn(tx, personId, parisDay(at)))?.structure.path ?? null,
      );
  }
}
