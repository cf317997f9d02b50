import type { CircuitSheet } from '../../../domain/circuit.ts';
import type { DecisionKind } from '../../../domain/decision.ts';
import { type RequestStateFacts, requestState } from '../../../domain/request.ts';
import type { Tx } from '../../../prisma/client.ts';
import { type OpenTask, type RequestRow, standingOf } from '../../../prisma/repositories/requests.ts';
import type { PersonRef } from '../../contract/common.ts';
import type { Hand, RequestState, RequestSummary } from '../../contract/requests.ts';
import type { Versions } from '../circuits/versions.ts';

/** Where one request stands: its state, and whose hand it is in. */
export interface Standing {
  readonly state: RequestState;
  readonly hands: Hand[];
  readonly openTasks: readonly OpenTask[];
}

const UNNAMED = (elementId: string) => ({ fr: elementId, en: elementId });

/** The name of a step in both languages. */
export const stepName = (sheet: CircuitSheet, elementId: string) =>
  sheet.texts.elements[elementId] ??
  sheet.steps.find((step) => step.elementId === elementId)?.name ??
  UNNAMED(elementId);

/** Derives the standing of some requests at once. */
export async function standings(
  tx: Tx,
  versions: Versions,
  rows: readonly RequestRow[],
): Promise<(row: RequestRow) => Promise<Standing>> {
  const { openTasks, signatures } = await standingOf(
    tx,
    rows.map(({ id }) => id),
  );
  return async (row) => {
    const tasks = openTasks.filter(({ requestId }) => requestId === row.id);
    const { sheet } = await versions.get(row.versionId);
    const facts: RequestStateFacts = {
      outcome: row.outcome,
      started: row.started,
      openTasks: tasks.map(({ decision }) => ({ decision: decision as DecisionKind })),
      signatures: signatures.filter(({ requestId }) => requestId === row.id),
    };
    return { state: requestState(facts), hands: tasks.map((task) => handOf(sheet, task)), openTasks: tasks };
  };
}

const handOf = (sheet: CircuitSheet, task: OpenTask): Hand => ({
  elementId: task.elementId,
  step: stepName(sheet, task.elementId),
  role: task.role,
  people: [...task.people],
  since: task.createdAt.toISOString(),
  dueAt: task.dueAt?.toISOString() ?? null,
});

export const personRef = (row: { agentId: string; firstName: string; lastName: string }): PersonRef => ({
  id: row.agentId,
  firstName: row.firstName,
  lastName: row.lastName,
});

/** A line of the list of requests. */
export async function requestSummary(versions: Versions, row: RequestRow, standing: Standing): Promise<RequestSummary> {
  const { sheet } = await versions.get(row.versionId);
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: sheet.title,
    agent: personRef(row),
    structureName: row.structureName,
    filedAt: row.filedAt.toISOString(),
    state: standing.state,
    hands: standing.hands,
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}
