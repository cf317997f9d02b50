import { createHash } from 'node:crypto';
import { type EngineErrorType, readIncident, saysItsCause } from './incident.ts';

/** What tells one cause from another. */
export interface Stopped {
  /** The kind of the request; the process's id where it is none of ours. */
  readonly circuit: string;
  /** Where it is stopped, as the whole circuit names it (domain/circuit/blocks/block.ts). */
  readonly place: string;
  readonly errorType: EngineErrorType;
  readonly errorMessage: string;
}

/**
 * The group that an incident is of: same circuit, whatever its version, same step, same type of error and same message. A step of
 * ours says its cause; what the engine says is compared without what differs from one request to the next.
 * @returns a name of 32 hexadecimal characters
 */
export function incidentGroup({ circuit, place, errorType, errorMessage }: Stopped): string {
  const { cause, params } = readIncident({ errorType, errorMessage });
  // A cause that was said is all there is to it: its params are codes.
  const why = saysItsCause(errorMessage) ? Object.entries(params).sort() : withoutOccurrence(errorMessage);
  const told = [circuit, place, errorType, cause, why];
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 32);
}

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const INSTANT = /\b\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?/g;
/** Keys of the engine are long; short numbers may be what is wrong. */
const KEY = /\b\d{6,}\b/g;

/** A message without identifiers, instants and keys, which tell one occurrence from the next. */
export const withoutOccurrence = (message: string): string =>
  message.replace(UUID, '…').replace(INSTANT, '…').replace(KEY, '…');
