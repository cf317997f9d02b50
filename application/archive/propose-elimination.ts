import { overSince } from '#domain/archive/retention.ts';
import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canProposeElimination, eliminationBar } from '#domain/permissions/elimination.ts';
import type { Tx } from '#prisma/client.ts';
import {
  actsOfElimination,
  decideElimination,
  type EliminatedAct,
  type Elimination,
  eliminableActs,
  findElimination,
  insertElimination,
  retentionVersion,
} from '#prisma/repositories/acts/eliminations.ts';
import type { RegisteredChoice } from '#prisma/repositories/acts/registry.ts';
import { retentions } from '#prisma/repositories/acts/retention.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import type { Deps } from '../dependencies.ts';
import { traceElimination } from './trace-elimination.ts';

/** Maximum number of acts in a proposal: as many as a person can look through before approving. */
export const MAX_ELIMINATED = 1_000;

interface ToEliminate {
  readonly actId: string;
  readonly keptUntil: CivilDate;
  readonly years: number;
}

/** Filters the sealed acts that are due for elimination and not proposed yet. */
export const eliminable = (tx: Tx, acts: readonly RegisteredChoice[], day: CivilDate): Promise<ToEliminate[]> =>
  dueActs(
    tx,
    acts.filter(({ sealed, proposed }) => sealed && !proposed),
    day,
  );

/**
 * Filters the acts whose retention is over, that are to be destroyed, and that nothing needs any
 * more.
 */
async function dueActs(
  tx: Tx,
  acts: readonly Pick<RegisteredChoice, 'actId' | 'signedAt' | 'kind'>[],
  day: CivilDate,
): Promise<ToEliminate[]> {
  const retention = await retentions(tx, day);
  const over = acts.flatMap(({ actId, signedAt, kind }) => {
    const said = retention(kind);
    const keptUntil = overSince(signedAt, said, { fate: 'destroy', day });
    return said === null || keptUntil === null ? [] : [{ actId, keptUntil, years: said.years }];
  });
  const needless = await eliminableActs(
    tx,
    over.map(({ actId }) => actId),
  );
  return over.filter(({ actId }) => needless.has(actId));
}

/**
 * Maps the acts of a proposal that are due on a day, by that day's rules, to the years for which
 * each was kept.
 */
export async function stillDue(
  tx: Tx,
  acts: readonly EliminatedAct[],
  day: CivilDate,
): Promise<ReadonlyMap<string, number>> {
  const signed = acts.map(({ actId, kind, signedOn }) => ({
    actId,
    kind,
    signedAt: new Date(`${signedOn}T12:00:00Z`),
  }));
  return new Map((await dueActs(tx, signed, day)).map(({ actId, years }) => [actId, years]));
}

/**
 * Proposes acts for elimination; another person decides.
 * @throws {DomainError} elimination-empty, elimination-too-many
 */
export async function proposeElimination(
  { database }: Pick<Deps, 'database'>,
  proposed: {
    readonly personId: string;
    readonly acts: readonly RegisteredChoice[];
    readonly reason: string;
    readonly at: Date;
  },
): Promise<{ readonly id: string; readonly acts: number }> {
  const { personId, reason, at } = proposed;
  return database.transaction(async (tx) => {
    const acts = await eliminable(tx, proposed.acts, parisDay(at));
    const gridNumber = await retentionVersion(tx);
    if (acts.length === 0 || gridNumber === null) throw new DomainError('elimination-empty');
    if (acts.length > MAX_ELIMINATED) throw new DomainError('elimination-too-many', { max: MAX_ELIMINATED });
    const id = await insertElimination(tx, { personId, reason, gridNumber, at, acts });
    await traceElimination(tx, { id, personId, at, verb: 'propose' }, { acts: acts.length, gridNumber, reason });
    return { id, acts: acts.length };
  });
}

/**
 * Returns a proposal, with its acts, to a person who may read it.
 * @throws {DomainError} not-found
 */
export async function readElimination(
  tx: Tx,
  { actor, id, at }: { readonly actor: Actor; readonly id: string; readonly at: Date },
  { hold = false } = {},
): Promise<{ readonly elimination: Elimination; readonly acts: EliminatedAct[] }> {
  const elimination = await findElimination(tx, id, { hold });
  const acts = elimination === null ? [] : await actsOfElimination(tx, id);
  if (elimination === null || !canProposeElimination(actor, acts, parisDay(at))) throw new DomainError('not-found');
  return { elimination, acts };
}

/**
 * Approves a proposal, which a worker then carries out, or refuses it with a remark. An approval
 * checks the rules again: every act must still be due today.
 * @throws {DomainError} not-found, elimination-own-proposal, elimination-decided,
 * elimination-outdated
 */
export async function decideOnElimination(
  { database }: Pick<Deps, 'database'>,
  asked: { readonly actor: Actor; readonly id: string; readonly remark: string | null; readonly at: Date },
): Promise<void> {
  const { actor, id, remark, at } = asked;
  const { personId } = actor;
  await database.transaction(async (tx) => {
    const { elimination, acts } = await readElimination(tx, asked, { hold: true });
    const bar = eliminationBar(actor, { ...elimination, acts }, parisDay(at));
    if (bar !== null) throw new DomainError(bar);
    if (elimination.state !== 'proposed') throw new DomainError('elimination-decided');
    if (remark === null) await mustStandStill(tx, acts, parisDay(at));
    await decideElimination(tx, { id, personId, state: remark === null ? 'approved' : 'refused', remark, at });
    if (remark === null) await enqueue(tx, { command: 'eliminate-acts', payload: { eliminationId: id } });
    const verb = remark === null ? 'approve' : 'refuse';
    await traceElimination(tx, { id, personId, at, verb }, { acts: acts.length, ...(remark !== null && { remark }) });
  });
}

async function mustStandStill(tx: Tx, acts: readonly EliminatedAct[], day: CivilDate): Promise<void> {
  const due = await stillDue(tx, acts, day);
  if (!acts.every(({ actId, years }) => due.get(actId) === years)) throw new DomainError('elimination-outdated');
}
