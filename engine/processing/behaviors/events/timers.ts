import { afterDuration, type Firing, firstFiring, instantOf } from '../../../expressions/when.ts';
import type { Lookup } from '../../../feel/index.ts';
import type { ExecutableElement } from '../../../model/executable.ts';
import { orFault } from '../../fault.ts';
import type { Turn } from '../../turn.ts';

/** When an event's timer fires first. */
export function firstFiringOf(turn: Turn, event: ExecutableElement, lookup: Lookup): Firing & { cycle: string } {
  const { timer } = event;
  if (timer === undefined) throw new Error(`Element '${event.id}' has no timer`);
  return orFault('EXTRACT_VALUE_ERROR', () => {
    const { value } = timer.expression.evaluateRaw(lookup, turn.now);
    switch (timer.kind) {
      case 'date':
        // 0 is no time at all
        return { dueAt: instantOf(value) || 1, repetitions: 0, cycle: '' };
      case 'duration':
        return { dueAt: afterDuration(value, turn.now), repetitions: 0, cycle: '' };
      case 'cycle':
        return { ...firstFiring(value, turn.now), cycle: String(value) };
    }
  });
}
