import { parisDay } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { fault } from '#domain/people/import-cells.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canLaunchBatch } from '#domain/permissions/starting.ts';
import { appendAudit } from '#prisma/audit.ts';
import { within } from '#prisma/client.ts';
import { createDraft } from '#prisma/repositories/drafts/drafts.ts';
import { lockSituation } from '#prisma/repositories/people/locks.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import {
  type ActBatch,
  type ActLineToDo,
  actLinesIn,
  countActLines,
  faultReadyLines,
  lockActBatch,
  lockReadyLine,
  setActBatch,
  writeActOutcomes,
} from '#prisma/repositories/requests/act-batches.ts';
import { fileRequest } from '../requests/file-request.ts';
import { type BatchDeps, draftOfLine, whyNot } from './act-of-line.ts';
import { beside } from './beside.ts';

/** Acts filed in a turn. */
const AT_ONCE = 40;

/**
 * Files some acts of a launched batch, each in a transaction of its own with the outcome of its
 * line: stopped half-way, it resumes where it was. One that fails is marked as faulty, and the
 * others go on. Once none is left, the batch is done.
 */
export async function runActBatch(deps: BatchDeps, batch: ActBatch): Promise<void> {
  const { database, versions, now } = deps;
  const actor = await actorFacts(database.prisma, batch.madeById);
  const startedBy = (await versions.get(batch.versionId)).manifest.startedBy ?? null;
  if (!canLaunchBatch(actor, { madeById: batch.madeById, startedBy }, parisDay(now())))
    await faultReadyLines(database.prisma, batch.id, fault('right-lost'));
  const lines = await actLinesIn(database.prisma, batch.id, { state: 'ready', max: AT_ONCE });
  if (lines.length === 0) return ended(deps, batch);
  await beside(lines, (line) => fileOne(deps, batch, line));
  await setActBatch(database.prisma, batch.id, { touchedAt: now() });
}

async function fileOne(deps: BatchDeps, batch: ActBatch, { line, agentId }: ActLineToDo): Promise<void> {
  const { database, now } = deps;
  if (agentId === null) throw new Error(`act batch ${batch.id}: line ${line} names nobody`);
  // Read at that very moment: rights may end while the batch runs.
  const actor = await actorFacts(database.prisma, batch.madeById);
  const at = now();
  try {
    await database.transaction(async (tx) => {
      const held = await lockReadyLine(tx, batch.id, line);
      if (held === null) return;
      // If two batches reach the same agent at once, the second finds the first one's act under
      // way.
      await lockSituation(tx, agentId);
      const inTx = { ...deps, database: within(tx) };
      const requestId = await filed(inTx, batch, { actor, agentId, said: held.said, at });
      await writeActOutcomes(tx, batch.id, 'ready', [{ line, state: 'filed', agentId, faults: [], requestId }]);
    });
  } catch (error) {
    const { faults } = await whyNot(deps, batch, { actor, agentId, line, at }, error);
    await writeActOutcomes(database.prisma, batch.id, 'ready', [
      { line, state: 'fault', agentId, faults, requestId: null },
    ]);
  }
}

/** Begins and files the act as for a single agent; returns the id of the request. */
async function filed(
  deps: BatchDeps,
  batch: ActBatch,
  asked: { readonly actor: Actor; readonly agentId: string; readonly said: ActLineToDo['said']; readonly at: Date },
): Promise<string> {
  const { actor, at } = asked;
  const draft = await createDraft(deps.database.prisma, { ...(await draftOfLine(deps, batch, asked)), at });
  return (await fileRequest(deps, { actor, draftId: draft.id, at })).requestId;
}

const ended = ({ database, now }: BatchDeps, { id, kind, madeById }: ActBatch): Promise<void> =>
  database.transaction(async (tx) => {
    if ((await lockActBatch(tx, id))?.state !== 'asked') return;
    const { filed, fault: faults } = await countActLines(tx, id);
    const at = now();
    await setActBatch(tx, id, { state: 'done', endedAt: at, touchedAt: at });
    const event = {
      chain: SYSTEM_CHAIN,
      at,
      actorId: madeById,
      verb: 'act-batch.end',
      subject: `act-batch:${id}`,
    } as const;
    await appendAudit(tx, { ...event, payload: { kind, filed, faults } });
  });
