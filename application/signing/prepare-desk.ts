import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { assistsAt, type DeskFacts, preparesDesk } from '#domain/permissions/assistant.ts';
import { type DeskFilters, readFoldId } from '#domain/signing/desk.ts';
import { type Preparation, placesAround } from '#domain/signing/preparation.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { personName } from '#prisma/repositories/people/people.ts';
import {
  assistantsOn,
  keepNote,
  placeActs,
  placesIn,
  preparable,
  preparationOf,
  putAside,
  takeUp,
} from '#prisma/repositories/signing/preparation.ts';
import type { Deps } from '../dependencies.ts';
import type { Versions } from '../versions.ts';
import { readDesk, type SeenDesk } from './read-desk.ts';
import { FOLD_MAX, foldFor } from './read-fold.ts';

/** Who prepares whose desk, and when. */
export interface Preparing {
  readonly personId: string;
  readonly signatoryId: string;
  readonly at: Date;
}

/**
 * Checks that a person may prepare a desk; reports any other desk as missing.
 * @throws {DomainError} not-found
 */
async function mustPrepare(
  tx: Tx,
  { personId, signatoryId, at }: Preparing,
  may: (personId: string, desk: DeskFacts) => boolean,
): Promise<void> {
  const desk = { signatoryId, assistantIds: await assistantsOn(tx, signatoryId, parisDay(at)) };
  if (!may(personId, desk)) throw new DomainError('not-found');
}

/**
 * Returns the desk of a signatory to a person who prepares it.
 * @throws {DomainError} not-found
 */
export async function readPreparedDesk(
  parts: Pick<Deps, 'database'> & { readonly versions: Versions },
  preparing: Preparing,
  aside: boolean,
): Promise<SeenDesk & { readonly signatory: { firstName: string; lastName: string } }> {
  const { prisma } = parts.database;
  await mustPrepare(prisma, preparing, preparesDesk);
  const { personId: assistantId, signatoryId: personId, at } = preparing;
  const signatory = await personName(prisma, personId);
  if (signatory === null) throw new DomainError('not-found');
  return {
    ...(await readDesk(parts, { personId, assistantId, kind: 'signature', filters: { aside }, at })),
    signatory,
  };
}

/**
 * Returns a fold of that desk, without sensitive values, whether closed documents were given, or
 * acts about the reader.
 * @throws {DomainError} not-found
 */
export async function readPreparedFold(
  parts: Pick<Deps, 'database'> & { readonly versions: Versions },
  preparing: Preparing,
  { id, filters }: { readonly id: string; readonly filters: DeskFilters },
) {
  await mustPrepare(parts.database.prisma, preparing, preparesDesk);
  const { personId: assistantId, signatoryId: personId, at } = preparing;
  return foldFor(parts, { personId, assistantId, id, filters, at });
}

/**
 * Returns what was prepared of a fold; an assistant gets their own notes, the signatory all of
 * them.
 * @throws {DomainError} not-found
 */
export async function readPreparation(
  { database: { prisma }, secrets }: Pick<Deps, 'database' | 'secrets'>,
  preparing: Preparing,
  { id, filters }: { readonly id: string; readonly filters: DeskFilters },
): Promise<Preparation> {
  await mustPrepare(prisma, preparing, preparesDesk);
  const { personId, signatoryId } = preparing;
  const { notes, ...found } = await preparationOf(prisma, foldAsked(preparing, id, filters), personId);
  const opened = notes.map(({ sealed, ...note }) => ({ ...note, text: secrets.open(sealed, signatoryId) }));
  return { ...found, notes: opened };
}

const foldAsked = ({ personId, signatoryId, at }: Preparing, id: string, filters: DeskFilters) => {
  const { structureId, due, aside } = filters;
  const asked = { ...readFoldId(id), personId: signatoryId, structureId, due, aside, at, max: FOLD_MAX };
  return personId === signatoryId ? asked : { ...asked, assistantId: personId };
};

/**
 * Puts acts of a fold first, in that order; an empty list restores the order by due date. Acts that
 * the assistant does not see keep their places. Does nothing if the order is the same.
 * @throws {DomainError} not-found if the person may not prepare the desk, or one of the acts does
 * not wait there; bad-request for one given twice
 */
export async function orderFold(
  { database }: Pick<Deps, 'database'>,
  preparing: Preparing,
  { id, taskKeys }: { readonly id: string; readonly taskKeys: readonly string[] },
): Promise<void> {
  const { personId, signatoryId, at } = preparing;
  if (new Set(taskKeys).size < taskKeys.length) throw new DomainError('bad-request');
  const fold = foldAsked(preparing, id, { aside: false });
  await database.transaction(async (tx) => {
    await mustPrepare(tx, preparing, preparesDesk);
    const placed = await placesIn(tx, fold);
    // The signatory resets the whole order, including acts set aside.
    const isTheirs = ({ isShown }: (typeof placed)[number]) => isShown || personId === signatoryId;
    const before = placed.filter(isTheirs).map(({ taskKey }) => taskKey);
    if (before.join() === taskKeys.join()) return;
    const seen = await preparable(tx, { signatoryId, byId: personId, fold, taskKeys });
    if (seen.length < taskKeys.length) throw new DomainError('not-found');
    const kept = placed.filter((one) => !isTheirs(one) && !taskKeys.includes(one.taskKey)).map(({ place }) => place);
    const places = placesAround(kept, taskKeys);
    await placeActs(tx, { signatoryId, byId: personId, places, before, at });
    const event = {
      chain: signatoryId,
      at,
      actorId: personId,
      verb: 'desk.order',
      subject: `desk:${signatoryId}`,
    } as const;
    await appendAudit(tx, { ...event, payload: { fold: id, count: taskKeys.length } });
  });
}

/**
 * Sets an act aside for its signatory, with the reason that they read, or takes up one that the
 * same assistant set aside. The act still waits for its other holders.
 * @throws {DomainError} not-found, bad-request without a reason
 */
export async function asideForSignatory(
  { database }: Pick<Deps, 'database'>,
  preparing: Preparing,
  { taskKey, aside, reason }: { readonly taskKey: string; readonly aside: boolean; readonly reason: string },
): Promise<void> {
  if (aside && reason === '') throw new DomainError('bad-request');
  await onAct(database, preparing, taskKey, async (tx, agentId) => {
    const { personId, signatoryId, at } = preparing;
    const act = { taskKey, signatoryId, byId: personId };
    if (!(await (aside ? putAside(tx, { ...act, reason, at }) : takeUp(tx, act)))) return;
    const verb = aside ? 'act.set-aside' : 'act.take-up';
    const event = { chain: agentId, at, actorId: personId, subject: `task:${taskKey}`, verb } as const;
    await appendAudit(tx, { ...event, payload: { signatoryId } });
  });
}

/**
 * Leaves a note on an act for its signatory, replacing one's former note; an empty text removes it.
 * @throws {DomainError} not-found
 */
export async function noteForSignatory(
  { database, secrets }: Pick<Deps, 'database' | 'secrets'>,
  preparing: Preparing,
  { taskKey, text }: { readonly taskKey: string; readonly text: string },
): Promise<void> {
  await onAct(database, preparing, taskKey, async (tx, agentId) => {
    const { personId, signatoryId, at } = preparing;
    const sealed = text === '' ? null : secrets.seal(text, signatoryId);
    if (!(await keepNote(tx, { taskKey, signatoryId, byId: personId }, { sealed, at }))) return;
    // Records that there is a note, never its text, which is deleted once the act no longer waits.
    const event = { chain: agentId, at, actorId: personId, verb: 'desk.note', subject: `task:${taskKey}` } as const;
    await appendAudit(tx, { ...event, payload: { signatoryId, kept: sealed !== null } });
  });
}

/**
 * Changes an act that waits for the signatory whom the person assists.
 * @throws {DomainError} not-found
 */
async function onAct(
  database: Deps['database'],
  preparing: Preparing,
  taskKey: string,
  act: (tx: Tx, agentId: string) => Promise<void>,
): Promise<void> {
  const { personId: byId, signatoryId } = preparing;
  await database.transaction(async (tx) => {
    await mustPrepare(tx, preparing, assistsAt);
    const [found] = await preparable(tx, { signatoryId, byId, taskKeys: [taskKey] });
    if (found === undefined) throw new DomainError('not-found');
    await act(tx, found.agentId);
  });
}
