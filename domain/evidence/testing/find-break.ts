import { type ChainBreak, type EvidenceEvent, type ForeignEvent, linkBreak } from '../evidence.ts';

/** Where a chain breaks first, and why; null when it holds. An extract may begin after the first event. */
export function findBreak(events: readonly (EvidenceEvent | ForeignEvent)[]): ChainBreak | null {
  let previous: EvidenceEvent | ForeignEvent | undefined;
  for (const event of events) {
    const reason = linkBreak(previous, event);
    if (reason !== null) return { sequence: event.sequence, reason };
    previous = event;
  }
  return null;
}
