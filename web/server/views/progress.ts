import type { z } from 'zod';
import type { CircuitSheet } from '../../../domain/circuit.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Tx } from '../../../prisma/client.ts';
import { type EventRow, eventsOf, tasksOf } from '../../../prisma/repositories/requests.ts';
import type { ProgressEntry, ProgressView } from '../../contract/requests.ts';
import type { Versions } from '../circuits/versions.ts';
import { circuitStep } from './kind.ts';
import { scalarParams } from './params.ts';
import type { SeenRequest } from './request.ts';
import { shownElement, standings, stepName } from './standing.ts';

/** The progress tab: dated steps, who has the hand, and what to light on the diagram. */
export async function progressView(
  tx: Tx,
  versions: Versions,
  readerId: string,
  { row }: SeenRequest,
): Promise<ProgressView> {
  const [{ sheet }, found, events, tasks] = await Promise.all([
    versions.get(row.versionId),
    standings(tx, versions, [row], readerId),
    eventsOf(tx, row.id),
    tasksOf(tx, row.id),
  ]);
  const standing = found.get(row.id);
  if (!standing) throw new DomainError('not-found');
  const { veiled } = standing;
  const shownEvents = veiled ? events.filter((event) => !tellsTooMuch(event)) : events;
  const active = new Set(standing.hands.map(({ elementId }) => elementId));
  const done = doneElements(sheet, shownEvents, tasks, veiled);
  const stateOf = (elementId: string) => {
    if (active.has(elementId)) return 'current' as const;
    if (done.has(elementId)) return 'done' as const;
    return row.closedAt === null ? ('to-come' as const) : ('skipped' as const);
  };
  return {
    state: standing.state,
    hands: standing.hands,
    entries: shownEvents.map((event) => entryOf(sheet, event, veiled)),
    steps: sheet.steps.map((step) => ({ ...circuitStep(step), state: stateOf(step.elementId) })),
    dueAt: row.closedAt === null ? (row.dueAt?.toISOString() ?? null) : null,
    activeElements: [...active],
    doneElements: [...done].filter((elementId) => !active.has(elementId)),
    waitingForEngine: !row.started && row.closedAt === null,
  };
}

/** Before the seal, an agent reads that steps were passed; not that an act or a refusal is being drafted or signed. */
const tellsTooMuch = ({ kind, detail }: EventRow): boolean =>
  kind === 'drafted' || (kind === 'decision' && scalarParams(detail).decision === 'signature');

function entryOf(sheet: CircuitSheet, event: EventRow, veiled: boolean): z.infer<typeof ProgressEntry> {
  const byReaderOrPortal = event.kind !== 'decision' || !veiled;
  const { outcome: _, template: __, ...discreet } = scalarParams(event.detail);
  const { firstName, lastName, actorId } = event;
  const isComplement = discreet.decision === 'complement';
  return {
    id: event.id,
    at: event.at.toISOString(),
    kind: event.kind,
    elementId: event.elementId,
    step: event.elementId === null ? null : stepName(sheet, event.elementId),
    actor:
      (byReaderOrPortal || isComplement) && actorId !== null && firstName !== null && lastName !== null
        ? { id: actorId, firstName, lastName }
        : null,
    params: veiled && event.kind === 'decision' ? discreet : scalarParams(event.detail),
  };
}

/** What was passed: where events were written, where people acted, and where it all began. */
function doneElements(
  sheet: CircuitSheet,
  events: readonly EventRow[],
  tasks: readonly { elementId: string; state: string }[],
  veiled: boolean,
): Set<string> {
  const done = new Set<string>();
  const start = sheet.steps.find(({ type }) => type === 'start');
  if (start) done.add(start.elementId);
  for (const { elementId } of events) if (elementId !== null) done.add(elementId);
  for (const { elementId, state } of tasks) if (state === 'completed') done.add(elementId);
  if (!veiled) return done;
  const hidden = sheet.steps.filter(({ decision }) => decision === 'signature').map(({ elementId }) => elementId);
  for (const elementId of hidden) done.delete(elementId);
  return new Set([...done].map((elementId) => shownElement(sheet, elementId, veiled)));
}
