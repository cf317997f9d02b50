import type { CircuitSheet } from '../../../domain/circuit.ts';
import type { Tx } from '../../../prisma/client.ts';
import { type EventRow, tasksOf } from '../../../prisma/repositories/requests.ts';
import type { EngineReader } from '../dependencies.ts';
import { scalarParams } from './params.ts';

/** An element that the request went through, or is at. */
export interface Passage {
  readonly elementId: string;
  readonly at: Date;
  readonly state: 'done' | 'active';
}

/** A page does not wait long for the engine: what the portal wrote down is nearly as good. */
const TIMEOUT_MS = 1_500;

/**
 * Where a request went. The engine knows best; when it is away, the portal's own events and tasks say the steps that
 * people acted at.
 */
export async function passages(
  { tx, engine }: { tx: Tx; engine: EngineReader },
  sheet: CircuitSheet,
  request: { id: string; instanceKey: string | null; filedAt: Date },
  events: readonly EventRow[],
): Promise<Passage[]> {
  const told = request.instanceKey === null ? null : await fromEngine(engine, request.instanceKey);
  if (told) return told;
  const start = sheet.steps.find(({ type }) => type === 'start');
  const tasks = await tasksOf(tx, request.id);
  return [
    ...(start ? [{ elementId: start.elementId, at: request.filedAt, state: 'done' as const }] : []),
    ...events.flatMap(({ elementId, at }) => (elementId === null ? [] : [{ elementId, at, state: 'done' as const }])),
    ...tasks.flatMap(({ elementId, state, createdAt }) =>
      state === 'completed' ? [{ elementId, at: createdAt, state: 'done' as const }] : [],
    ),
  ];
}

async function fromEngine(engine: EngineReader, instanceKey: string): Promise<Passage[] | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), TIMEOUT_MS);
  });
  const asked = engine.searchElementInstances(instanceKey).catch(() => null);
  const instances = await Promise.race([asked, late]).finally(() => clearTimeout(timer));
  if (instances === null || instances.length === 0) return null;
  return instances.flatMap(({ elementId, state, startDate }): Passage[] => {
    const at = new Date(startDate);
    if (state === 'COMPLETED') return [{ elementId: String(elementId), at, state: 'done' }];
    return state === 'ACTIVE' ? [{ elementId: String(elementId), at, state: 'active' }] : [];
  });
}

/** When something was first decided at a signature; null before. */
export function firstSignatureAt(events: readonly EventRow[]): Date | null {
  return events.find(isSignature)?.at ?? null;
}

export const isSignature = ({ kind, detail }: EventRow): boolean =>
  kind === 'decision' && scalarParams(detail).decision === 'signature';
