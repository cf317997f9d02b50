import { unexpected } from '../../../expressions/expression.ts';
import { afterDuration, type Firing, firstFiring, instantOf } from '../../../expressions/when.ts';
import type { Lookup } from '../../../feel/index.ts';
import type { Value } from '../../../feel/values.ts';
import type { ExecutableElement } from '../../../model/executable.ts';
import { orFault } from '../../fault.ts';
import type { Turn } from '../../turn.ts';

const WANTED = { date: 'a date', duration: 'a duration', cycle: 'a cycle' } as const;

/** When an event's timer fires first. */
export function firstFiringOf(turn: Turn, event: ExecutableElement, lookup: Lookup): Firing & { cycle: string } {
  const { timer } = event;
  if (timer === undefined) throw new Error(`Element '${event.id}' has no timer`);
  return orFault('EXTRACT_VALUE_ERROR', () => {
    const { value, warnings } = timer.expression.evaluateRaw(lookup, turn.now);
    if (value === null) throw unexpected(timer.expression, value, WANTED[timer.kind], warnings);
    switch (timer.kind) {
      case 'date':
        return { dueAt: orSoonAfter(instantOf(value)), repetitions: 0, cycle: '' };
      case 'duration':
        return { dueAt: afterDuration(value, turn.now), repetitions: 0, cycle: '' };
      case 'cycle':
        return firstOfCycle(value, turn.now);
    }
  });
}

function firstOfCycle(value: Value, now: number): Firing & { cycle: string } {
  const { dueAt, repetitions } = firstFiring(value, now);
  return { dueAt: orSoonAfter(dueAt), repetitions, cycle: String(value) };
}

/** The beginning of 1970, which cycles may be counted from, is kept as no time at all. */
const orSoonAfter = (instant: number): number => instant || 1;
