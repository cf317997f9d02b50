import { readNames } from '#domain/circuit/interventions/start-fact.ts';
import type { Recipient } from '#domain/circuit/words/recipient.ts';
import type { Bundle } from '../read/bundle.ts';
import type { CircuitModel } from '../read/model.ts';
import { doingWell } from './doings.ts';
import { type Place, readDrawing } from './drawing.ts';
import { readVariablesOf } from './variables.ts';
import { TooManyWays, walkAll } from './walk.ts';

/** The recipients that include the filer: the agent, or the person who starts the kind for one. */
const FILES: Readonly<Record<'agent' | 'other', readonly Recipient[]>> = {
  agent: ['agent', 'demandeur', 'agent-known', 'agent-all', 'circuit'],
  other: ['demandeur', 'circuit'],
};
const TOLD = 'told';

/**
 * True if the filer of a request receives a mail on every way, before anyone has to act and before
 * its end: only then is a mail announced when it is filed. False if there are too many ways to go
 * through.
 */
export function confirmsFiling(bundle: Bundle, model: CircuitModel, startedBy: string | null): boolean {
  const drawing = readDrawing(model);
  const filers = FILES[startedBy === null ? 'agent' : 'other'];
  const tells = ({ element }: Place) =>
    element.jobType === 'notify' &&
    readNames(element.headers.recipients).some((name) => filers.includes(name as Recipient));
  // What was told is looked at where people come in, whatever they then decide.
  const well = doingWell(drawing, (place, _outcome, marks) => (tells(place) ? new Set([...marks, TOLD]) : marks));
  let isTold = true;
  try {
    walkAll(drawing, readVariablesOf(bundle, drawing), well, ({ marks, beside }, place) => {
      const isWaitedFor = place === null || place.type === 'bpmn:UserTask';
      if (isWaitedFor && beside === null && !marks.has(TOLD)) isTold = false;
    });
  } catch (error) {
    if (error instanceof TooManyWays) return false;
    throw error;
  }
  return isTold;
}
