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

/** A desk that one may not prepare is as if it did not exist. */
async function mustPrepare(
  tx: Tx,
  { personId, signatoryId, at }: Preparing,
  may: (personId: string, desk: DeskFacts) => boolean,
): Promise<void> {
  const desk = { signatoryId, assistantIds: await assistantsOn(tx, signatoryId, parisDay(at)) };
  if (!may(personId, desk)) throw new DomainError('not-found');
}

/**
 * The desk of a signatory, for whoever prepares it.
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
 * A fold of it: no value that forms mark sensitive, neither that a closed document was given, nor an act about whoever reads it.
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
 * What was prepared of a fold; of the notes, one's own, and all of them for the signatory.
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
 * Puts acts of a fold first, in that order; none: they come by what is due again. Acts that an assistant does not see keep their
 * places. The same again changes nothing.
 * @throws {DomainError} not-found where the desk is not one's to prepare, or one of the acts does not wait there; bad-request for
 * one that stands twice
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
    // The desk is the signatory's: they have all of it by what is due again, what is put aside too.
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
 * Puts an act aside for its signatory, with the reason that they read, or takes up again what one put aside; it waits as before.
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
 * Leaves a note of an act to its signatory, in place of one's note before; an empty one takes it away.
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
    // That there is one, never what it says: it goes once the act waits no more.
    const event = { chain: agentId, at, actorId: personId, verb: 'desk.note', subject: `task:${taskKey}` } as const;
    await appendAudit(tx, { ...event, payload: { signatoryId, kept: sealed !== null } });
  });
}

/** Does something to an act that waits for the signatory whom one assists. */
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
