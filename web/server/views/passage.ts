import type { Versions } from '#application/versions.ts';
import { type Passage, passagesOf, type Recorded } from '#domain/request/progress.ts';
import { readEventDetail } from '#domain/request/request-event.ts';
import type { Tx } from '#prisma/client.ts';
import { type EventRow, wayOf } from '#prisma/repositories/requests/progress.ts';
import type { RequestRow } from '#prisma/repositories/requests/requests.ts';

const TASK_STATES: Readonly<Record<string, Recorded['state']>> = { completed: 'done', canceled: 'left' };
const STEP_STATES: Readonly<Record<string, Recorded['state']>> = { done: 'done', left: 'left' };

/**
 * Where a request went and is: what was written down of it, and what the diagram says of the way between.
 * @param nameNow what the version that it follows calls the place of a step or a task
 */
export async function passages(
  { tx, versions }: { tx: Tx; versions: Versions },
  request: Pick<RequestRow, 'id' | 'versionId' | 'filedAt' | 'closedAt'>,
  events: readonly EventRow[],
  nameNow: (place: string) => string = (place) => place,
): Promise<Passage[]> {
  const [{ manifest }, flows, { tasks, steps }] = await Promise.all([
    versions.get(request.versionId),
    versions.flows(request.versionId),
    wayOf(tx, request.id),
  ]);
  const closed = request.closedAt !== null;
  const start = manifest.steps.find(({ type }) => type === 'start');
  const reached = (elementId: string, at: Date, state: Recorded['state']): Recorded => ({ elementId, at, state });
  const written: Recorded[] = [
    ...tasks.map(({ elementId, state, createdAt }) =>
      reached(nameNow(elementId), createdAt, TASK_STATES[state] ?? 'active'),
    ),
    ...steps.map(({ elementId, beganAt, state }) =>
      reached(nameNow(elementId), beganAt, STEP_STATES[state] ?? 'active'),
    ),
  ]
    // Closed, nothing is being done any more: what was left of a withdrawn request was never finished.
    .map((each) => (closed && each.state === 'active' ? { ...each, state: 'left' as const } : each));
  const known: Recorded[] = [
    ...(start ? [reached(start.elementId, request.filedAt, 'done')] : []),
    // What was written of a step itself counts more than an event that names it.
    ...events.flatMap(({ elementId, at }) =>
      elementId === null || written.some((each) => each.elementId === elementId)
        ? []
        : [reached(elementId, at, 'done')],
    ),
    ...written,
  ];
  return passagesOf(flows, known, closed);
}

/** When something was first decided at a signature; null before. */
export function firstSignatureAt(events: readonly EventRow[]): Date | null {
  return events.find(isSignature)?.at ?? null;
}

/** Whether somebody decided at a signature; what cannot be read may have been one. */
export const isSignature = ({ kind, detail }: EventRow): boolean =>
  kind === 'decision' && (readEventDetail('decision', detail)?.decision ?? 'signature') === 'signature';
