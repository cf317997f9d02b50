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

/** What a person holds for a period; all three are ended and removed in the same way. */
export type HeldName = 'posting' | 'habilitation' | 'absence';

interface HeldThing {
  readonly name: HeldName;
  readonly id: string;
}

/**
 * Sets the last day of a holding in force. The audit trail keeps its former facts.
 * @param judgedAs the person whose rights allow the change, when somebody else asked for it; null:
 * its author
 * @throws {DomainError} not-found, own-right, superior-elsewhere, period-over, period-upside-down,
 * own-gain, last-administrators
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
 * Removes a holding that never began.
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
 * Takes a holding away today: a post ends today; a right ended yesterday, or ends today if it began
 * today. One that begins later is removed.
 * @throws {DomainError} as `endHolding` and `removeHolding` do
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
 * Ends a holding on that day, or on its first day if it began later; removes one that has not
 * begun.
 * @throws {DomainError} as `endHolding` and `removeHolding` do
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

/**
 * Checks that ending a supérieur's right does not give their decisions to the author of the change.
 * @throws {DomainError} own-gain
 */
async function mustNotGainOpinions(tx: Tx, { actor, at }: Change, { personId, facts }: Holding): Promise<void> {
  if (facts.role !== 'superieur') return;
  if (gainsOpinionsOf(actor, await actorFacts(tx, personId), parisDay(at))) throw new DomainError('own-gain');
}

/**
 * Checks that a right can end: enough administrators remain, and its author gains no decision by
 * it.
 * @throws {DomainError} own-gain, last-administrators
 */
async function mustEndRight(tx: Tx, change: Change, held: Holding): Promise<void> {
  await mustNotGainOpinions(tx, change, held);
  const { personId, structurePath, facts } = held;
  if (facts.role !== 'administrateur' || structurePath === null) return;
  await lockAdministrators(tx);
  const others = await otherAdministrators(tx, { personId, structurePath });
  if (!canEndAdministrator(others)) throw new DomainError('last-administrators', { others });
}

/** Locks and returns a holding, with the change as made by an author with their current rights. */
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
  // Nobody changes a right of their own; an absence is not a right.
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
