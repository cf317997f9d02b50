import { type CivilDate, type Period, parisDay } from '#domain/calendar/civil-date.ts';
import { endFault, eveOf, overlap } from '#domain/calendar/period.ts';
import { DomainError } from '#domain/errors.ts';
import type { AuditVerb } from '#domain/evidence/audit.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canAdminister, canChangeRightsOf, canSuspend } from '#domain/permissions/administration.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import { personExists } from '#prisma/repositories/administration/directory.ts';
import { findStructure, type StructureFacts } from '#prisma/repositories/administration/structures.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';

/** Context of every change made by an administrator: who asks, when, and why. */
export interface Change {
  readonly actor: Actor;
  readonly at: Date;
  /** Recorded in the audit trail, not on the changed row. */
  readonly reason: string;
}

/**
 * Person id of commands run beside the portal, which are no user: the audit trail names the portal
 * as their author.
 */
export const INSTALLATION_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Returns the author of a change with their current rights, not those read when the request came
 * in: a right that ended while the change waited for a lock no longer counts.
 */
export const actorNow = async (tx: Tx, { actor }: Pick<Change, 'actor'>): Promise<Actor> =>
  actor.personId === INSTALLATION_ID ? actor : actorFacts(tx, actor.personId);

/** Returns the author's id as rows keep it; null for a command of the installation. */
export const authorOf = ({ actor }: Pick<Change, 'actor'>): string | null =>
  actor.personId === INSTALLATION_ID ? null : actor.personId;

/** Appends a change to the audit trail, in the change's own transaction. */
export const traceChange = (
  tx: Tx,
  change: Change,
  trace: {
    readonly chain: string;
    readonly verb: AuditVerb;
    readonly subject: string;
    readonly before?: Prisma.InputJsonObject;
    readonly after?: Prisma.InputJsonObject;
  },
) => {
  const { chain, verb, subject, before, after } = trace;
  const { at, reason } = change;
  const payload = { ...(before && { before }), ...(after && { after }), reason };
  return appendAudit(tx, { chain, at, actorId: authorOf(change), verb, subject, payload });
};

/**
 * Returns a structure that the administrator may change. One outside their scope is reported as
 * missing.
 * @throws {DomainError} not-found
 */
export async function administeredStructure(tx: Tx, change: Change, structureId: string): Promise<StructureFacts> {
  const structure = await structureAt(tx, structureId);
  await mustAdminister(tx, change, structure.path);
  return structure;
}

/**
 * Returns a structure by its id.
 * @throws {DomainError} not-found
 */
export async function structureAt(tx: Tx, id: string): Promise<StructureFacts> {
  const structure = await findStructure(tx, id);
  if (structure === null) throw new DomainError('not-found');
  return structure;
}

/**
 * Locks the subject of a change and reads it again, since another transaction may have changed or
 * removed it meanwhile.
 * @throws {DomainError} not-found
 */
export async function readHeld<Kept>(
  read: () => Promise<Kept | null>,
  hold: (asked: Kept) => Promise<void>,
): Promise<Kept> {
  const asked = await read();
  if (asked === null) throw new DomainError('not-found');
  await hold(asked);
  const found = await read();
  if (found === null) throw new DomainError('not-found');
  return found;
}

/**
 * Checks that the author administers the structure, and returns them with their current rights.
 * Call it once the subject of the change is locked.
 * @throws {DomainError} not-found
 */
export async function mustAdminister(tx: Tx, change: Change, structurePath: string | null): Promise<Actor> {
  const now = await actorNow(tx, change);
  const may = structurePath !== null && canAdminister(now, structurePath, parisDay(change.at));
  if (!may) throw new DomainError('not-found');
  return now;
}

/**
 * Checks that the author may change the rights of these people: nobody changes their own.
 * @throws {DomainError} own-right, not-found
 */
export async function mayChangeRightsOf(tx: Tx, { actor }: Change, ...personIds: string[]): Promise<void> {
  if (!canChangeRightsOf(actor, personIds)) throw new DomainError('own-right');
  for (const id of personIds) if (!(await personExists(tx, id))) throw new DomainError('not-found');
}

/**
 * Checks that the author may record or end another person's absence. It suspends every « supérieur
 * » right of that person, so the author must administer all of them.
 * @throws {DomainError} superior-elsewhere
 */
export function mustSuspend(actor: Actor, other: Actor, absence: Period, day: CivilDate): void {
  if (actor.personId !== other.personId && !canSuspend(actor, other, absence, day))
    throw new DomainError('superior-elsewhere');
}

/**
 * Checks that a period is in order, overlaps none of the others and ends before its structure
 * closes.
 * @throws {DomainError} period-upside-down, period-overlaps, structure-closed
 */
export function mustFit(period: Period, others: readonly Period[], structure?: StructureFacts): void {
  if (period.until !== null && period.until < period.from) throw new DomainError('period-upside-down');
  const closedOn = structure?.closedOn ?? null;
  if (closedOn !== null && (period.until === null || period.until > closedOn))
    throw new DomainError('structure-closed');
  const met = others.find((other) => overlap(period, other));
  if (met)
    throw new DomainError('period-overlaps', { from: met.from, ...(met.until !== null && { until: met.until }) });
}

/**
 * Checks that a period begins today or later, as rights, delegations and openings must.
 * @throws {DomainError} period-in-past
 */
export function notInPast(from: CivilDate, at: Date): void {
  if (from < parisDay(at)) throw new DomainError('period-in-past');
}

/**
 * Moves the first day of a period to today if it has passed: a proposal may be confirmed after the
 * day that it asked for.
 */
export function fromToday<Given extends Period>(given: Given, at: Date): Given {
  const today = parisDay(at);
  return given.from < today ? { ...given, from: today } : given;
}

/**
 * Checks that a period can end on that day, yesterday at the earliest.
 * @throws {DomainError} period-over, period-upside-down
 */
export function mustEndWell(period: Period, until: CivilDate, at: Date): void {
  const fault = endFault(period, until, eveOf(parisDay(at)));
  if (fault !== null) throw new DomainError(fault);
}

/**
 * Checks that a period has not begun: what was in force is ended, not removed.
 * @throws {DomainError} period-began
 */
export function mustNotHaveBegun(period: Period, at: Date): void {
  if (period.from <= parisDay(at)) throw new DomainError('period-began');
}
