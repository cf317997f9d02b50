import type { CivilDate, Period } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { endHolding, removeHolding } from '#prisma/repositories/administration/holdings.ts';
import {
  createOpening,
  findOpening,
  lockOpenings,
  type OpeningFacts,
  openingsOf,
} from '#prisma/repositories/administration/openings.ts';
import { currentVersionId } from '#prisma/repositories/circuits/circuits.ts';
import type { Deps } from '../dependencies.ts';
import {
  administeredStructure,
  type Change,
  mustAdminister,
  mustEndWell,
  mustFit,
  mustNotHaveBegun,
  notInPast,
  readHeld,
  traceChange,
} from './change.ts';

/**
 * Opens or closes a kind (« * »: all kinds) to a structure and everything below it, and returns the
 * id of the opening. Requests under way are never affected.
 * @throws {DomainError} period-in-past, not-found, kind-unknown, period-upside-down,
 * period-overlaps, structure-closed
 */
export const openKind = (
  { database }: Pick<Deps, 'database'>,
  change: Change,
  opening: Period & { readonly kind: string; readonly structureId: string; readonly open: boolean },
): Promise<string> =>
  database.transaction(async (tx) => {
    const { kind, structureId } = opening;
    notInPast(opening.from, change.at);
    await lockOpenings(tx, kind);
    const structure = await administeredStructure(tx, change, structureId);
    const isKnown = kind === '*' || (await currentVersionId(tx, kind)) !== null;
    if (!isKnown) throw new DomainError('kind-unknown');
    mustFit(opening, await openingsOf(tx, kind, structureId), structure);
    const id = await createOpening(tx, opening);
    await traceChange(tx, change, { ...traceOf(id), verb: 'opening.create', after: { ...opening } });
    return id;
  });

/**
 * Sets the last day of an opening.
 * @throws {DomainError} not-found, period-over, period-upside-down
 */
export async function endOpening(
  { database }: Pick<Deps, 'database'>,
  change: Change,
  { id, until }: { readonly id: string; readonly until: CivilDate },
): Promise<void> {
  await database.transaction(async (tx) => {
    const found = await administered(tx, change, id);
    mustEndWell(found, until, change.at);
    await endHolding(tx, 'kindOpening', id, until);
    await traceChange(tx, change, { ...traceOf(id), verb: 'opening.end', before: factsOf(found), after: { until } });
  });
}

/**
 * Removes an opening that never began.
 * @throws {DomainError} not-found, period-began
 */
export async function removeOpening(
  { database }: Pick<Deps, 'database'>,
  change: Change,
  { id }: { readonly id: string },
): Promise<void> {
  await database.transaction(async (tx) => {
    const found = await administered(tx, change, id);
    mustNotHaveBegun(found, change.at);
    await removeHolding(tx, 'kindOpening', id);
    await traceChange(tx, change, { ...traceOf(id), verb: 'opening.remove', before: factsOf(found) });
  });
}

const traceOf = (id: string) => ({ chain: SYSTEM_CHAIN, subject: `opening:${id}` });

const factsOf = ({ kind, structureId, open, from, until }: OpeningFacts) => ({ kind, structureId, open, from, until });

async function administered(tx: Tx, change: Change, id: string): Promise<OpeningFacts> {
  const found = await readHeld(
    () => findOpening(tx, id),
    ({ kind }) => lockOpenings(tx, kind),
  );
  await mustAdminister(tx, change, found.structurePath);
  return found;
}
