import { WITHDRAWAL_MESSAGE } from '../../../domain/circuit/message.ts';
import { readNames } from '../../../domain/circuit/start-fact.ts';
import { definitionOf } from '../../definitions.ts';
import type { Bundle } from '../read/bundle.ts';
import { formsOf } from '../read/forms.ts';
import { type Drawing, extensionsOf, mappingsOf, type Place } from './drawing.ts';

/** Who gives a variable its value, and what they give. */
export interface Giver {
  readonly place: string;
  readonly gives: 'outcome' | 'withdrawal' | 'anything';
}

/** The variables of a drawing. */
export interface Variables {
  readonly givers: ReadonlyMap<string, readonly Giver[]>;
  /** Those whose value is known along each way: outcomes of steps and the withdrawal, given by nothing beside the way. */
  readonly tracked: ReadonlySet<string>;
}

/** Reads who gives each variable, and which of them can be followed along a way. */
export function readVariablesOf(bundle: Bundle, drawing: Drawing): Variables {
  const givers = new Map<string, Giver[]>();
  const give = (name: string, giver: Giver) => {
    const [top = ''] = name.split('.');
    givers.set(top, [...(givers.get(top) ?? []), giver]);
  };
  for (const name of readNames(drawing.properties.startFacts ?? '')) give(name, anything(drawing.processId));
  for (const { content } of formsOf(bundle))
    for (const { key, fact } of content.components) if (fact) give(key, anything(drawing.processId));
  for (const place of drawing.places.values()) for (const [name, giver] of givenAt(place, drawing)) give(name, giver);
  const beside = placesBeside(drawing);
  const followed = ({ place, gives }: Giver) => gives !== 'anything' && !beside.has(place);
  const calls = [...drawing.places.values()].some((place) => beside.has(place.id) && givesAll(place));
  const tracked = [...givers].filter(([, all]) => !calls && all.every(followed)).map(([name]) => name);
  return { givers, tracked: new Set(tracked) };
}

const anything = (place: string): Giver => ({ place, gives: 'anything' });

/** Whether a call may give any variable. */
export const givesAll = ({ type, drawn }: Place): boolean =>
  type === 'bpmn:CallActivity' &&
  extensionsOf(drawn, 'zeebe:CalledElement').every(({ propagateAllChildVariables: all }) => all !== false);

function* givenAt(place: Place, { places }: Drawing): Generator<[string, Giver]> {
  const { id, type, drawn, element, event, about, scope } = place;
  for (const { target } of mappingsOf(drawn, 'input')) yield [target, anything(id)];
  const outputs = mappingsOf(drawn, 'output');
  const isPerson = type === 'bpmn:UserTask' && !place.repeated;
  for (const { source, target } of outputs) {
    // What is given on under its own name is given where it came to be.
    if (source.replace(/^=\s*/, '') === target && target !== 'outcome') continue;
    yield [target, { place: id, gives: isPerson && /^=\s*outcome$/.test(source) ? 'outcome' : 'anything' }];
  }
  if (type === 'bpmn:UserTask' && outputs.length === 0)
    yield ['outcome', { place: id, gives: isPerson ? 'outcome' : 'anything' }];
  for (const name of Object.keys(definitionOf(element.jobType ?? '')?.results ?? {})) yield [name, anything(id)];
  for (const [extension, property] of RESULTS)
    for (const given of extensionsOf(drawn, extension))
      if (given[property]) yield [String(given[property]), anything(id)];
  const loop = drawn.loopCharacteristics as Place['drawn'] | undefined;
  for (const given of loop === undefined ? [] : extensionsOf(loop, 'zeebe:LoopCharacteristics'))
    for (const property of ['inputElement', 'outputCollection'])
      if (given[property]) yield [String(given[property]), anything(id)];
  if (event === 'Message' && about === WITHDRAWAL_MESSAGE) {
    const parent = places.get(scope);
    const kept =
      !parent?.triggered || mappingsOf(parent.drawn, 'output').some(({ target }) => target === 'withdrawalId');
    yield ['withdrawalId', { place: id, gives: kept ? 'withdrawal' : 'anything' }];
  }
}

const RESULTS = [
  ['zeebe:CalledDecision', 'resultVariable'],
  ['zeebe:Script', 'resultVariable'],
] as const;

/** Gateways from which several tokens go on at once. */
export const forks = ({ type, flows }: Place): boolean =>
  flows.length > 1 && type !== 'bpmn:ExclusiveGateway' && type !== 'bpmn:EventBasedGateway';

/** Where tokens go beside others: from an event that does not interrupt, between a fork and its join, for each of a list. */
function placesBeside(drawing: Drawing): Set<string> {
  const beside = new Set<string>();
  for (const place of drawing.places.values()) {
    const isAside = !place.interrupts && (place.type === 'bpmn:BoundaryEvent' || place.type === 'bpmn:StartEvent');
    if (isAside || forks(place)) for (const id of reached(drawing, place)) beside.add(id);
    const each = place.repeated || place.type === 'bpmn:AdHocSubProcess' || place.compensates;
    if (each) for (const id of [place.id, ...inside(drawing, place.id)]) beside.add(id);
  }
  return beside;
}

/** What can be reached from a place: not past the end of a scope, nor past the join where all its ways meet. */
function reached(drawing: Drawing, from: Place): Set<string> {
  const found = new Set<string>();
  const waiting = from.flows.map(({ target }) => target);
  for (const id of waiting) {
    const place = drawing.places.get(id);
    if (place === undefined || found.has(id)) continue;
    if (
      place.type === 'bpmn:ParallelGateway' &&
      place.incoming > 1 &&
      place.incoming >= from.flows.length &&
      forks(from)
    )
      continue;
    found.add(id);
    waiting.push(...place.flows.map(({ target }) => target), ...inside(drawing, id));
    for (const border of drawing.within.get(place.scope) ?? []) if (border.attachedTo === id) waiting.push(border.id);
  }
  return found;
}

const inside = (drawing: Drawing, scope: string): string[] =>
  (drawing.within.get(scope) ?? []).flatMap(({ id }) => [id, ...inside(drawing, id)]);
