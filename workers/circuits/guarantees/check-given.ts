import { idAt, pathOf, placeOf } from '#domain/circuit/blocks/block.ts';
import type { CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import { type DrawnElement, waysBackIn } from '#domain/circuit/flows.ts';
import type { ErrorParams } from '#domain/errors.ts';
import { expressionsBelow } from '../read/expressions.ts';
import { readExpression } from '../read/feel.ts';
import type { CircuitModel } from '../read/model.ts';
import { type Drawing, type Place, scopesAround } from './drawing.ts';
import { placesBeside, type Variables } from './variables.ts';

/** A date that is nothing is no date: a step inserted before dates are worked out has none to keep. */
const DATES = 'zeebe:TaskSchedule';

/**
 * Says where an expression reads what no step before it gave: it is given further on, or on another way, and is nothing there.
 * Where tokens go beside each other, nobody knows which is first; nothing is said then.
 */
export function checkGiven(
  { drawn: { process } }: CircuitModel,
  drawing: Drawing,
  { givers }: Variables,
  report: (elementId: string, code: CircuitFaultCode, params: ErrorParams) => void,
): void {
  const { places, processId } = drawing;
  const beside = placesBeside(drawing);
  const isAside = (place: Place): boolean =>
    beside.has(place.id) || scopesAround(drawing, place).some((scope) => places.get(scope)?.triggered);
  const before = waysBackIn(process as DrawnElement);
  const sources = new Map([...places.values()].flatMap((place) => place.flows.map(({ id }) => [id, place] as const)));

  for (const { owner, holder, text } of expressionsBelow([process])) {
    if (holder.$type === DATES) continue;
    const place = places.get(owner) ?? sources.get(owner);
    const read = readExpression(text);
    if (place === undefined || 'reason' in read || isAside(place)) continue;
    for (const name of read.names) {
      const given = givers.get(placeOf(pathOf(owner), name)) ?? [];
      const steps = given.map((giver) => places.get(giver.place));
      const isAnywhere = given.some(({ place: at, gives }) => at === processId || gives === 'withdrawal');
      const isOwn = place.type === 'bpmn:UserTask' && GIVEN_BY_DECISION.includes(name);
      if (given.length === 0 || isAnywhere || isOwn || asksWhether(name, text)) continue;
      const reached = before(place.id);
      if (steps.some((step) => step === undefined || isAside(step) || reached.has(step.id))) continue;
      const labels = [...new Set(steps.map((step) => step?.label ?? ''))].join(', ');
      report(owner, 'variable-later', { name: idAt(name), steps: labels });
    }
  }
}

/** What the portal gives a person's step as it is decided: the step itself hands it on. */
const GIVEN_BY_DECISION = ['decisionId', 'outcome'];

/** Whether an expression asks if a name is there at all. */
export function asksWhether(name: string, text: string): boolean {
  const written = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(
    `(?:${written}\\s*!?=\\s*null|null\\s*!?=\\s*${written}|(?:is defined|get or else)\\s*\\(\\s*${written})(?![\\p{L}\\p{N}_])`,
    'u',
  ).test(text);
}
