import { createHash } from 'node:crypto';
import { type EngineErrorType, readIncident, saysItsCause } from './incident.ts';

/** What distinguishes one cause from another. */
export interface Stopped {
  /** The kind of the request; the process's id if the portal does not know it. */
  readonly circuit: string;
  /** Where it is stopped, by its place in the whole circuit (domain/circuit/blocks/block.ts). */
  readonly place: string;
  readonly errorType: EngineErrorType;
  readonly errorMessage: string;
}

/**
 * Returns the group of an incident: same circuit in any version, same step, same type of error and
 * same message. Messages of our own steps are compared by their cause; the engine's, without what
 * differs from one request to the next.
 * @returns a name of 32 hexadecimal characters
 */
export function incidentGroup({ circuit, place, errorType, errorMessage }: Stopped): string {
  const { cause, params } = readIncident({ errorType, errorMessage });
  // A stated cause is complete: its params are codes.
  const why = saysItsCause(errorMessage) ? Object.entries(params).sort() : withoutOccurrence(errorMessage);
  const told = [circuit, place, errorType, cause, why];
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 32);
}

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const INSTANT = /\b\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?/g;
/** Keys of the engine are long; a short number may be the error itself. */
const KEY = /\b\d{6,}\b/g;

/**
 * Strips identifiers, instants and keys from a message: they differ from one occurrence to the
 * next.
 */
export const withoutOccurrence = (message: string): string =>
  message.replace(UUID, '…').replace(INSTANT, '…').replace(KEY, '…');
