import { inputRead, pathOf, placeOf, textIn } from '#domain/circuit/blocks/block.ts';
import { extensionsOf, mappingsOf } from '#domain/circuit/flows.ts';
import { readNames } from '#domain/circuit/interventions/start-fact.ts';
import { WITHDRAWAL_MESSAGE } from '#domain/circuit/words/message.ts';
import { definitionOf } from '../../jobs/definitions.ts';
import type { Bundle } from '../read/bundle.ts';
import { tableAskedAt } from '../read/decisions.ts';
import type { FormComponent } from '../read/form.ts';
import { formsOf } from '../read/forms.ts';
import { type Known, knownOf } from '../read/known.ts';
import type { Drawing, Place } from './drawing.ts';

/** Who gives a variable its value, and what they give. */
export interface Giver {
  readonly place: string;
  readonly gives: 'outcome' | 'withdrawal' | 'anything' | Passed | Answered | Fact;
}

/** What a call hands in or takes back: a text, or what another variable holds on its side. */
export type Passed = { readonly text: string } | { readonly copies: string };

/** What a table answers in the portal: one of these texts, which one is not known. */
export type Answered = { readonly oneOf: readonly string[] };

/** An answer of the form. */
export type Fact = { readonly known: Known };

/** The variables of a drawing; those of a block under the path that leads there (domain/circuit/blocks/block.ts), as its places. */
export interface Variables {
  readonly givers: ReadonlyMap<string, readonly Giver[]>;
  /** Those whose value is known along each way: outcomes of steps and the withdrawal, given by nothing beside the way. */
  readonly tracked: ReadonlySet<string>;
  /** Those that are the same wherever a token is: the texts that calls of blocks give; null, what they leave out. */
  readonly constants: ReadonlyMap<string, string | null>;
}

/** By drawing, which is of one bundle: several checks ask for the same. */
const ofDrawings = new WeakMap<Drawing, Variables>();

/** Reads who gives each variable, and which of them can be followed along a way. */
export function readVariablesOf(bundle: Bundle, drawing: Drawing): Variables {
  const variables = ofDrawings.get(drawing) ?? readAnew(bundle, drawing);
  ofDrawings.set(drawing, variables);
  return variables;
}

function readAnew(bundle: Bundle, drawing: Drawing): Variables {
  const givers = new Map<string, Giver[]>();
  const give = (name: string, giver: Giver) => {
    const [top = ''] = name.split('.');
    givers.set(top, [...(givers.get(top) ?? []), giver]);
  };
  for (const name of readNames(drawing.properties.startFacts ?? '')) give(name, anything(drawing.processId));
  for (const { content } of formsOf(bundle))
    for (const component of content.components) if (component.fact) give(component.key, factOf(component, drawing));
  for (const place of drawing.places.values())
    for (const [name, giver] of givenAt(place, drawing)) give(placeOf(place.path, name), giver);
  for (const { id, call } of drawing.places.values())
    for (const { source, target } of call?.inputs ?? [])
      give(placeOf(id, target), passed(source, drawing.places.get(id)));
  for (const { path, flows } of drawing.places.values())
    for (const name of path === '' ? [] : flows.flatMap(({ condition }) => condition?.names ?? []))
      if (!givers.has(placeOf(path, name))) givers.set(placeOf(path, name), []);
  const constants = constantsIn(givers);
  return { givers, tracked: trackedIn({ givers, constants }, drawing, placesBeside(drawing)), constants };
}

/** The same, were each fork joined: what else is known then is what the open ones hide. */
export const asIfJoined = (variables: Variables, drawing: Drawing): Variables => {
  const open = new Set(openForks(drawing).map(({ id }) => id));
  return { ...variables, tracked: trackedIn(variables, drawing, placesBeside(drawing, open)) };
};

/** What is given by the texts of calls alone, through as many blocks as hand it on; in a block, what nobody gives is not there. */
function constantsIn(givers: Variables['givers']): Map<string, string | null> {
  const constantOf = (name: string): string | null | undefined => {
    const [giver, ...others] = givers.get(name) ?? [];
    if (giver === undefined) return pathOf(name) === '' ? undefined : null;
    if (others.length > 0 || typeof giver.gives !== 'object' || isSomething(giver.gives)) return undefined;
    if ('text' in giver.gives) return giver.gives.text;
    // What is taken back from a block is none: a call that hands in what it took would turn round and round.
    const { copies } = giver.gives;
    return pathOf(name).length > pathOf(copies).length ? constantOf(copies) : undefined;
  };
  return new Map(
    [...givers.keys()].flatMap((name) => {
      const value = constantOf(name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** What can be followed along a way: what passes through a call, if what it copies can. */
function trackedIn(
  { givers, constants }: Pick<Variables, 'givers' | 'constants'>,
  drawing: Drawing,
  beside: ReadonlySet<string>,
): Set<string> {
  if ([...drawing.places.values()].some((place) => beside.has(place.id) && givesAll(place))) return new Set();
  const tracked = new Set(givers.keys());
  const followed = ({ place, gives }: Giver): boolean => {
    if (gives === 'anything' || (typeof gives === 'object' && isSomething(gives))) return false;
    if (typeof gives === 'object' && 'text' in gives) return true;
    return !beside.has(place) && (typeof gives === 'string' || tracked.has(gives.copies));
  };
  for (let left = -1; left !== tracked.size; ) {
    left = tracked.size;
    for (const name of tracked) if (!(givers.get(name) ?? []).every(followed)) tracked.delete(name);
  }
  return new Set([...tracked].filter((name) => !constants.has(name)));
}

/** What a call hands in by an expression. */
function passed(source: string, call: Place | undefined): Giver {
  const { id = '', path = '' } = call ?? {};
  const text = textIn(source);
  const name = inputRead(source);
  if (text !== null) return { place: id, gives: { text } };
  return { place: id, gives: name === null ? 'anything' : { copies: placeOf(path, name) } };
}

const anything = (place: string): Giver => ({ place, gives: 'anything' });

function factOf(component: FormComponent, { processId }: Drawing): Giver {
  const known = knownOf(component);
  if (known === null) return anything(processId);
  const optional = !component.required || component.conditional;
  return { place: processId, gives: { known: { ...known, ...(optional && { optional }) } } };
}

/** What is not known before somebody answers, though it is known what it may be. */
export const isSomething = (gives: Passed | Answered | Fact): gives is Answered | Fact =>
  'oneOf' in gives || 'known' in gives;

/** Whether a call may give any variable. */
export const givesAll = ({ type, drawn }: Place): boolean =>
  type === 'bpmn:CallActivity' &&
  extensionsOf(drawn, 'zeebe:CalledElement').every(({ propagateAllChildVariables: all }) => all !== false);

function* givenAt(place: Place, { places }: Drawing): Generator<[string, Giver]> {
  const { id, type, drawn, element, event, about, scope, call } = place;
  if (call !== null)
    for (const { source, target } of call.outputs) {
      const name = inputRead(source);
      yield [target, { place: id, gives: name === null ? 'anything' : { copies: placeOf(id, name) } }];
    }
  if (call !== null) return;
  for (const { target } of mappingsOf(drawn, 'input')) yield [target, anything(id)];
  const outputs = mappingsOf(drawn, 'output');
  const asked = tableAskedAt(element);
  const answered: Giver | null = asked && { place: id, gives: { oneOf: asked.outcomes } };
  const isPerson = type === 'bpmn:UserTask' && !place.repeated;
  for (const { source, target } of outputs) {
    // What is given on under its own name is given where it came to be.
    if (source.replace(/^=\s*/, '') === target && target !== 'outcome') continue;
    if (answered !== null && /^=\s*result$/.test(source)) yield [target, answered];
    else yield [target, { place: id, gives: isPerson && /^=\s*outcome$/.test(source) ? 'outcome' : 'anything' }];
  }
  if (type === 'bpmn:UserTask' && outputs.length === 0)
    yield ['outcome', { place: id, gives: isPerson ? 'outcome' : 'anything' }];
  for (const name of Object.keys(definitionOf(element.jobType ?? '')?.results ?? {}))
    yield [name, answered ?? anything(id)];
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

/** Forks of which some way comes to an end of its own, or to another's, without the join where all of them meet. */
export const openForks = (drawing: Drawing): Place[] =>
  [...drawing.places.values()].filter(
    (fork) =>
      forks(fork) &&
      [...reached(drawing, fork)].some((id) => {
        const place = drawing.places.get(id);
        return place?.scope === fork.scope && place.flows.length === 0;
      }),
  );

/**
 * Where tokens go beside others: from an event that does not interrupt, between a fork and its join, for each of a list.
 * @param but forks that are left out
 */
export function placesBeside(drawing: Drawing, but: ReadonlySet<string> = new Set()): Set<string> {
  const beside = new Set<string>();
  for (const place of drawing.places.values()) {
    const isAside = !place.interrupts && (place.type === 'bpmn:BoundaryEvent' || place.type === 'bpmn:StartEvent');
    if (isAside || (forks(place) && !but.has(place.id))) for (const id of reached(drawing, place)) beside.add(id);
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
