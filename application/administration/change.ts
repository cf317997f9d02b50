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

/** What every change of an administrator begins with: who asks, when, and why. */
export interface Change {
  readonly actor: Actor;
  readonly at: Date;
  /** Goes to the journal, not to the thing. */
  readonly reason: string;
}

/** Whoever runs a command beside the portal, and is no person of it: the journal says that the portal did it. */
export const INSTALLATION_ID = '00000000-0000-0000-0000-000000000000';

/**
 * Whoever asks, with the rights they have by now, not those that were read at the door: a right that ended while this one
 * waited for its turn gives nothing.
 */
export const actorNow = async (tx: Tx, { actor }: Pick<Change, 'actor'>): Promise<Actor> =>
  actor.personId === INSTALLATION_ID ? actor : actorFacts(tx, actor.personId);

/** Who did it, as rows keep it. */
export const authorOf = ({ actor }: Pick<Change, 'actor'>): string | null =>
  actor.personId === INSTALLATION_ID ? null : actor.personId;

/** Writes the trace of a change in its transaction. */
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
 * The structure, when the administrator may change what is there. Elsewhere it is as if it did not exist.
 * @throws {DomainError} not-found
 */
export async function administeredStructure(tx: Tx, change: Change, structureId: string): Promise<StructureFacts> {
  const structure = await structureAt(tx, structureId);
  await mustAdminister(tx, change, structure.path);
  return structure;
}

/** @throws {DomainError} not-found */
export async function structureAt(tx: Tx, id: string): Promise<StructureFacts> {
  const structure = await findStructure(tx, id);
  if (structure === null) throw new DomainError('not-found');
  return structure;
}

/**
 * What a change is about, once it is held: read anew, for another one may have changed or removed it meanwhile.
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
 * Asked once what it is about is held. Answers whoever asks with the rights they have by now.
 * @throws {DomainError} not-found
 */
export async function mustAdminister(tx: Tx, change: Change, structurePath: string | null): Promise<Actor> {
  const now = await actorNow(tx, change);
  const may = structurePath !== null && canAdminister(now, structurePath, parisDay(change.at));
  if (!may) throw new DomainError('not-found');
  return now;
}

/** @throws {DomainError} own-right, not-found */
export async function mayChangeRightsOf(tx: Tx, { actor }: Change, ...personIds: string[]): Promise<void> {
  if (!canChangeRightsOf(actor, personIds)) throw new DomainError('own-right');
  for (const id of personIds) if (!(await personExists(tx, id))) throw new DomainError('not-found');
}

/**
 * An absence suspends every right of « supérieur » of that person: whoever records or ends another one's administers all
 * of them.
 * @throws {DomainError} superior-elsewhere
 */
export function mustSuspend(actor: Actor, other: Actor, absence: Period, day: CivilDate): void {
  if (actor.personId !== other.personId && !canSuspend(actor, other, absence, day))
    throw new DomainError('superior-elsewhere');
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

/** @throws {DomainError} period-in-past: rights, delegations and openings begin today or later */
export function notInPast(from: CivilDate, at: Date): void {
  if (from < parisDay(at)) throw new DomainError('period-in-past');
}

/** What was proposed before and is given today begins today. */
export function fromToday<Given extends Period>(given: Given, at: Date): Given {
  const today = parisDay(at);
  return given.from < today ? { ...given, from: today } : given;
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
