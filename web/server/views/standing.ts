import type { Versions } from '#application/versions.ts';
import { dayAt } from '#domain/calendar/civil-date.ts';
import { type CircuitManifest, stepOf } from '#domain/circuit/manifest.ts';
import { same } from '#domain/formats/in-words.ts';
import { canSeeDecisions } from '#domain/permissions/request.ts';
import { requestState } from '#domain/request/request.ts';
import type { Tx } from '#prisma/client.ts';
import { type OpenTask, type RequestRow, standingOf } from '#prisma/repositories/requests/requests.ts';
import type { PersonRef } from '#web/contract/common.ts';
import type { Holder, RequestState, RequestSummary } from '#web/contract/requests/requests.ts';

/** Where one request stands for one reader: its state, and who holds it. */
export interface Standing {
  readonly state: RequestState;
  readonly hands: Holder[];
  /** The reader is the agent, and nothing is sealed yet: what was decided, and even that a refusal is being signed, is not theirs to know. */
  readonly redacted: boolean;
  /** The task that waits for the reader; the oldest when there are several. */
  readonly taskKey: string | null;
}

/** The name of a step in both languages. */
export const stepName = (manifest: CircuitManifest, elementId: string) =>
  manifest.texts.elements[elementId] ?? stepOf(manifest, elementId)?.name ?? same(elementId);

/** Derives where some requests stand, for a reader, in one query however many they are. */
export async function standings(
  tx: Tx,
  versions: Versions,
  rows: readonly RequestRow[],
  readerId: string,
): Promise<Map<string, Standing>> {
  const { openTasks, signatures } = await standingOf(
    tx,
    rows.map(({ id }) => id),
  );
  const found = new Map<string, Standing>();
  for (const row of rows) {
    const { manifest } = await versions.get(row.versionId);
    const tasks = openTasks.filter(({ requestId }) => requestId === row.id);
    const signed = signatures.filter(({ requestId }) => requestId === row.id);
    const state = requestState({
      outcome: row.outcome,
      started: row.instanceKey !== null,
      openTasks: tasks,
      signatures: signed,
    });
    const redacted = isRedacted(
      manifest,
      row,
      readerId,
      signed.some(({ sealed }) => sealed),
    );
    found.set(row.id, {
      state,
      redacted,
      hands: tasks.map((task) => holderOf(manifest, { ...task, clock: row.clock }, redacted)),
      taskKey: tasks.find(({ waitsFor }) => waitsFor.includes(readerId))?.key ?? null,
    });
  }
  return found;
}

function isRedacted(manifest: CircuitManifest, row: RequestRow, readerId: string, sealed: boolean): boolean {
  if (row.agentId !== readerId) return false;
  const { agentId, filedById, onPaper } = row;
  const facts = {
    agentId,
    filedById,
    onPaper,
    startedBy: null,
    structurePath: row.structurePath,
    closed: row.closedAt !== null,
    sealed,
    answerAsked: row.answerAsked,
    signs: manifest.steps.some(({ decision }) => decision === 'signature'),
  };
  const unused = { holderIds: [], decidedByIds: [], signed: false, withdrawalPending: false };
  return !canSeeDecisions({ personId: readerId, habilitations: [] }, { ...facts, ...unused }, '');
}

/**
 * What the agent is shown of a step while nothing is sealed: a signature is the first one drawn, and whatever follows a
 * decision at a signature is that signature still, in no one's name.
 */
function holderOf(manifest: CircuitManifest, task: OpenTask & Pick<RequestRow, 'clock'>, redacted: boolean): Holder {
  const signature = manifest.steps.find((step) => step.decision === 'signature');
  const hidden = redacted && (task.decision === 'signature' || task.afterSignature);
  const elementId = hidden && signature ? signature.elementId : task.elementId;
  return {
    elementId,
    step: stepName(manifest, elementId),
    role: hidden && signature?.role ? signature.role : task.role,
    people: redacted && task.afterSignature ? [] : [...task.people],
    since: task.createdAt.toISOString(),
    dueOn: task.dueAt && dayAt(task.clock, task.dueAt),
  };
}

export const personRef = (row: { agentId: string; firstName: string; lastName: string }): PersonRef => ({
  id: row.agentId,
  firstName: row.firstName,
  lastName: row.lastName,
});

const filedBy = ({ filedById, filedByFirstName, filedByLastName }: RequestRow): PersonRef | null =>
  filedById === null ? null : { id: filedById, firstName: filedByFirstName ?? '', lastName: filedByLastName ?? '' };

/** A line of the list of requests. */
export async function requestSummary(versions: Versions, row: RequestRow, standing: Standing): Promise<RequestSummary> {
  const { manifest } = await versions.get(row.versionId);
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: manifest.title,
    agent: personRef(row),
    filedBy: filedBy(row),
    onPaper: row.onPaper,
    structureName: row.structureName,
    filedAt: row.filedAt.toISOString(),
    state: standing.state,
    hands: standing.hands,
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}

/** Summaries of some requests, in their order. */
export async function requestSummaries(tx: Tx, versions: Versions, rows: readonly RequestRow[], readerId: string) {
  const found = await standings(tx, versions, rows, readerId);
  return Promise.all(
    rows.map((row) =>
      requestSummary(versions, row, found.get(row.id) ?? { state: 'filed', hands: [], redacted: true, taskKey: null }),
    ),
  );
}
