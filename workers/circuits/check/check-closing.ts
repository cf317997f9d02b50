import type { CircuitFault } from '#domain/circuit/faults/fault.ts';
import type { DrawnElement } from '#domain/circuit/flows.ts';
import { WITHDRAWAL_MESSAGE } from '#domain/circuit/words/message.ts';
import { flowsOf } from '#domain/request/progress-ways.ts';
import type { Ways } from '#domain/request/way-ahead.ts';
import { readDrawing } from '../guarantees/drawing.ts';
import type { Bundle } from '../read/bundle.ts';
import { type CircuitModel, whereIs } from '../read/model.ts';

const CLOSES = 'request-close';

/**
 * Says where a request would be left: at an end that is come to without its closing, and where a withdrawal is heard and leads to
 * no closing that says so. Conditions are not read: a way that a drawing has may be taken.
 */
export function checkClosing({ kind }: Bundle, model: CircuitModel): CircuitFault[] {
  const ways = flowsOf(model.drawn.process as DrawnElement);
  const faults: CircuitFault[] = [];
  const report = (id: string, code: 'way-unclosed' | 'withdrawal-unhandled') => {
    const name = model.named.get(id) ?? id;
    faults.push({ file: `${kind}.bpmn`, ...whereIs(model, id), code, params: { name }, severity: 'error' });
  };
  const places = [...readDrawing(model).places.values()];
  // Also one that does not say what it closes as: that is said where it lacks.
  const closings = new Set(places.filter(({ element }) => element.jobType === CLOSES).map(({ id }) => id));
  const ends = new Set<string>();
  reached(ways, `>${ways.process}`, (id, from) => {
    if (id === ways.process) ends.add(from);
    // Of what goes on side by side, one closes for all: which one is not read off the ways.
    return !closings.has(id) && !isFork(model, id);
  });
  for (const id of ends) report(id, 'way-unclosed');

  const withdrawn = ways.closing.get('withdrawn') ?? new Set();
  for (const { id, event, about } of places) {
    if (event !== 'Message' || about !== WITHDRAWAL_MESSAGE) continue;
    let isHandled = false;
    reached(ways, id, (next) => {
      isHandled ||= withdrawn.has(next);
      return true;
    });
    if (!isHandled) report(id, 'withdrawal-unhandled');
  }
  return faults;
}

/** Goes along every way from an element; `meet` answers whether one goes on from what is met. */
function reached(ways: Ways, from: string, meet: (id: string, before: string) => boolean): void {
  const met = new Set([from]);
  const waiting = [from];
  for (const one of waiting)
    for (const next of [...(ways.onward.get(one) ?? []), ...(ways.interrupted.get(one) ?? [])]) {
      const goesOn = meet(next, one);
      if (!goesOn || met.has(next)) continue;
      met.add(next);
      waiting.push(next);
    }
}

/** Of the circuit's own: a block comes to its end as one. */
const isFork = ({ elements, nexts, processId }: CircuitModel, id: string): boolean =>
  (nexts.get(id)?.length ?? 0) > 1 &&
  elements.some(
    ({ id: own, type, scope }) => own === id && scope === processId && /^bpmn:(Parallel|Inclusive)Gateway$/.test(type),
  );
