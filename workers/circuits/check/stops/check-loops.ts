import type { Drawing, Place } from '../../guarantees/drawing.ts';
import type { Report } from '../check-headers.ts';
import { bordersIn, nextsOf, reachedFrom } from './ways-in-scope.ts';
import { isLonger, MIN_INTERVAL, writtenTimer } from './written-timers.ts';

const WAITS = new Set(['bpmn:UserTask', 'bpmn:ReceiveTask', 'bpmn:EventBasedGateway']);
/** What comes at once if it comes: the step is done, and fails. */
const AT_ONCE = new Set(['Error', 'Escalation']);
const MAX_NAMED = 6;

/**
 * Says where a way comes back to itself without a person, a message or an hour to wait for: nothing changes from one turn to the
 * next, and each would do its work again, as fast as workers go.
 */
export function checkLoops(drawing: Drawing, report: Report): void {
  const nexts = onwardWithoutWait(drawing);
  const said = new Set<string>();
  for (const id of nexts.keys()) {
    if (said.has(id)) continue;
    const after = reachedFrom(nexts.get(id) ?? [], nexts);
    if (!after.has(id)) continue;
    const loop = [id, ...[...after].filter((other) => other !== id && reachedFrom([other], nexts).has(id))];
    for (const one of loop) said.add(one);
    const steps = loop.slice(0, MAX_NAMED).map((one) => drawing.places.get(one)?.label ?? one);
    report(id, 'loop-endless', { steps: steps.join(' → ') });
  }
}

/** Where a token goes from each place where it does not wait, to others where it does not. */
function onwardWithoutWait(drawing: Drawing): Map<string, string[]> {
  const borders = bordersIn(drawing);
  const waiting = new Map<string, boolean>();
  const passed = [...drawing.places.values()].filter(({ id }) => !waits(drawing, id, waiting));
  return new Map(
    passed.map((place) => {
      const failed = (borders.get(place.id) ?? []).filter(({ event }) => AT_ONCE.has(event ?? ''));
      const nexts = [...nextsOf(drawing, place), ...failed.map(({ id }) => id)];
      return [place.id, nexts.filter((next) => !waiting.get(next))];
    }),
  );
}

/** Whether a token waits at a place, or somewhere within it. */
function waits(drawing: Drawing, id: string, known: Map<string, boolean>): boolean {
  const before = known.get(id);
  if (before !== undefined) return before;
  const place = drawing.places.get(id);
  const isWaiting =
    (place !== undefined && waitsItself(place)) ||
    (drawing.within.get(id) ?? []).some((inner) => waits(drawing, inner.id, known));
  known.set(id, isWaiting);
  return isWaiting;
}

function waitsItself(place: Place): boolean {
  const { type, event } = place;
  if (WAITS.has(type)) return true;
  if (event === 'Timer' && isLonger(MIN_INTERVAL, writtenTimer(place).wait)) return false;
  const isCatching = type === 'bpmn:IntermediateCatchEvent' || type === 'bpmn:BoundaryEvent';
  return isCatching && event !== 'Link' && !AT_ONCE.has(event ?? '');
}
