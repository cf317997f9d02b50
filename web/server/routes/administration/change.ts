import { type CivilDate, type Period, parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { endFault, eveOf, overlap, type PeriodState, periodState } from '../../../../domain/period.ts';
import { canAdminister, canChangeRightsOf } from '../../../../domain/permissions/administration.ts';
import type { Tx } from '../../../../prisma/client.ts';
import { personExists } from '../../../../prisma/repositories/administration/directory.ts';
import type { ListQuery } from '../../../../prisma/repositories/administration/scope.ts';
import { findStructure, type StructureFacts } from '../../../../prisma/repositories/administration/structures.ts';
import type { SignedIn } from '../../auth/sessions.ts';

/** The door of all that an administrator keeps. */
export const administrator = { right: ['administrateur'], guard: 'administrator' } as const;

/** What every change of an administrator begins with: who asks, and when. */
export interface Change {
  readonly me: SignedIn;
  readonly at: Date;
}

/** The question of a list, as its repository reads it. */
export function listQuery<Q extends { page: number; pageSize: number }>(
  me: SignedIn,
  at: Date,
  query: Q,
): Q & ListQuery {
  return { ...query, administratorId: me.personId, day: parisDay(at) };
}

/** A page, as every list answers it. */
export const pageBody = <Row>(
  found: { items: Row[]; total: number },
  { page, pageSize }: { page: number; pageSize: number },
) => ({ ...found, page, pageSize });

/** With where the period stands. */
export const stateful = <Row extends Period>(row: Row, day: CivilDate): Row & { state: PeriodState } => ({
  ...row,
  state: periodState(row, day),
});

/**
 * The structure, when the administrator may change what is there. Elsewhere it is as if it did not exist.
 * @throws {DomainError} not-found
 */
export async function administeredStructure(tx: Tx, { me, at }: Change, structureId: string): Promise<StructureFacts> {
  const structure = await findStructure(tx, structureId);
  await mustAdminister({ me, at }, structure?.path ?? null);
  if (structure === null) throw new DomainError('not-found');
  return structure;
}

/** @throws {DomainError} not-found */
export async function mustAdminister({ me, at }: Change, structurePath: string | null): Promise<void> {
  const may = structurePath !== null && canAdminister(await me.actor(), structurePath, parisDay(at));
  if (!may) throw new DomainError('not-found');
}

/** @throws {DomainError} own-right, not-found */
export async function mayChangeRightsOf(tx: Tx, { me }: Change, ...personIds: string[]): Promise<void> {
  if (!canChangeRightsOf(await me.actor(), personIds)) throw new DomainError('own-right');
  for (const id of personIds) if (!(await personExists(tx, id))) throw new DomainError('not-found');
}

/** @throws {DomainError} period-upside-down, period-overlaps, structure-closed */
export function mustFit(period: Period, others: readonly Period[], structure?: StructureFacts): void {
  if (period.until !== null && period.until < period.from) throw new DomainError('period-upside-down');
  const closedOn = structure?.closedOn ?? null;
  if (closedOn !== null && (period.until === null || period.until > closedOn))
    throw new DomainError('structure-closed');
  const met = others.find((other) => overlap(period, other));
  if (met)
    throw new DomainError('period-overlaps', { from: met.from, ...(met.until !== null && { until: met.until }) });
}

/** @throws {DomainError} period-in-past: rights and openings begin today or later */
export function notInPast(from: CivilDate, at: Date): void {
  if (from < parisDay(at)) throw new DomainError('period-in-past');
}

/** @throws {DomainError} period-over, period-upside-down */
export function mustEndWell(period: Period, until: CivilDate, at: Date): void {
  const fault = endFault(period, until, eveOf(parisDay(at)));
  if (fault !== null) throw new DomainError(fault);
}

/** @throws {DomainError} period-began: what was in force is ended, not removed */
export function mustNotHaveBegun(period: Period, at: Date): void {
  if (period.from <= parisDay(at)) throw new DomainError('period-began');
}
