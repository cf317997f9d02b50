import { idAt, pathOf } from '#domain/circuit/blocks/block.ts';
import { type CircuitFault, type CircuitFaultCode, inBoth } from '#domain/circuit/faults/fault.ts';
import { MESSAGES_OF_OUTCOME, type ToldOutcome } from '#domain/circuit/words/message.ts';
import type { ErrorParams } from '#domain/errors.ts';
import { payGround } from '#domain/pay/pay-grounds.ts';
import { PAY_MOVEMENTS, type PayMovement } from '#domain/situation/themes/pay-movement.ts';
import { guaranteeOf } from '#domain/situation/themes/theme.ts';
import { blockDeclaration } from '../read/blocks.ts';
import type { Bundle } from '../read/bundle.ts';
import { formsOf } from '../read/forms.ts';
import { leftOutOf } from '../read/left-out.ts';
import { effectAt, effectsIn } from '../read/manifest.ts';
import { type CircuitModel, whereIs } from '../read/model.ts';
import { readThemes } from '../read/theme.ts';
import { checkGiven } from './check-given.ts';
import { checkIdentity } from './check-identity.ts';
import { checkValues } from './check-values.ts';
import {
  answersProposal,
  decisionsIn,
  doingsOf,
  goesToAgent,
  isApplied,
  isSealed,
  mark,
  stepOf,
  unsealedIn,
} from './doings.ts';
import { type Drawing, type Place, readDrawing } from './drawing.ts';
import { type DrawnFacts, lackOf, waitLackOf } from './judge-effect.ts';
import { closingLackOf } from './judge-outcome.ts';
import { knownValuesOf } from './known-values.ts';
import { refusalsWithoutAuthor } from './refusal-reasons.ts';
import { asIfJoined, openForks, readVariablesOf, type Variables } from './variables.ts';
import { type Beginning, type Doings, type Marks, type Token, TooManyWays, walkAll } from './walk.ts';

/**
 * Holds a drawing against what no drawing can undo (docs/guarantees.md, G7): on every way to an effect stand the steps that
 * its guarantee asks, a signature is followed by its seal, a refusal has an author, no outcome is told before it stands.
 * What cannot be proven is a fault. The run stays judged by facts, whatever was proven here.
 */
export function checkGuarantees(bundle: Bundle, model: CircuitModel): CircuitFault[] {
  // A block that is not there is said at its call (check-calls.ts): what follows from it would hide that.
  if (model.opened.faults.length > 0) return [];
  const ways = readWays(bundle, model);
  const { drawing, variables, facts } = ways;
  const faults: CircuitFault[] = [];
  const said = new Set<string>();
  const report = (elementId: string, code: CircuitFaultCode, params: ErrorParams = {}) => {
    if (said.has(`${elementId} ${code}`)) return;
    said.add(`${elementId} ${code}`);
    faults.push({ file: `${bundle.kind}.bpmn`, ...whereIs(model, elementId), code, params, severity: 'error' });
  };
  checkIdentity(drawing, report);
  for (const id of refusalsWithoutAuthor(model)) report(id, 'refusal-without-author');
  for (const place of drawing.places.values()) {
    const role = place.element.candidateGroups[0];
    if (stepOf(place)?.decision === 'signature' && role !== 'signataire')
      report(place.id, 'signature-not-signatory', { role: role ?? '' });
  }
  checkValues(model, knownValuesOf(model, drawing, variables), report);
  checkGiven(model, drawing, variables, report);
  const tokens = tokensIn(bundle, model);
  if (tokens === null) report(drawing.processId, 'ways-too-many');
  const onWays: Found[] = [];
  for (const token of tokens ?? []) {
    const place = drawing.places.get(token.place) ?? null;
    // What every call must give is asked of the call itself.
    for (const { name } of place === null ? [] : leftOutOf(place.element, model)) {
      const { block = '' } = model.opened.calls.get(pathOf(token.place)) ?? {};
      const declaration = blockDeclaration(bundle, block);
      const input = declaration?.inputs.find((one) => one.name === name);
      if (declaration && input?.optional) {
        const { title } = declaration;
        const params = { ...inBoth('block', title), ...inBoth('label', input.label), of: block, input: name };
        report(token.place, 'block-input-missing', params);
      }
    }
    onWays.push(...faultsAt(token, place, facts));
  }
  const hiding = onWays.length === 0 ? [] : openForks(drawing);
  const own = hiding.length === 0 ? onWays : ownFaults(onWays, ways);
  if (own.length < onWays.length) for (const { id, flows } of hiding) report(id, 'fork-open', { count: flows.length });
  for (const { elementId, code, params } of own) report(elementId, code, params);
  return faults;
}

/**
 * Of what is wrong on some ways, what would be even if every fork were joined: the rest follows from the forks that are not, after
 * which nothing that people decide is known for sure.
 */
function ownFaults(onWays: readonly Found[], { drawing, variables, ...ways }: ReadWays): readonly Found[] {
  const keyOf = ({ elementId, code }: Found) => `${elementId} ${code}`;
  const joined = tokensOn({ drawing, variables: asIfJoined(variables, drawing), ...ways });
  if (joined === null) return onWays;
  const kept = new Set(
    joined.flatMap((token) => faultsAt(token, drawing.places.get(token.place) ?? null, ways.facts).map(keyOf)),
  );
  return onWays.filter((found) => kept.has(keyOf(found)));
}

/** By circuit: several checks read the same ways. */
const ofCircuits = new WeakMap<CircuitModel, readonly Token[] | null>();

/** The tokens that come to each place of a circuit; null where it has more ways than can be gone through. */
function tokensIn(bundle: Bundle, model: CircuitModel): readonly Token[] | null {
  const known = ofCircuits.get(model);
  const found = known === undefined ? tokensOn(readWays(bundle, model)) : known;
  ofCircuits.set(model, found);
  return found;
}

/** The same, with what they would know were each fork joined. */
export function tokensIfJoined(bundle: Bundle, model: CircuitModel): readonly Token[] | null {
  const { drawing, variables, ...ways } = readWays(bundle, model);
  if (openForks(drawing).length === 0) return tokensIn(bundle, model);
  return tokensOn({ drawing, variables: asIfJoined(variables, drawing), ...ways });
}

function tokensOn({ drawing, variables, doings }: ReadWays): readonly Token[] | null {
  const met: Token[] = [];
  try {
    walkAll(drawing, variables, doings, (token) => met.push(token));
    return met;
  } catch (error) {
    if (!(error instanceof TooManyWays)) throw error;
    return null;
  }
}

/** A circuit as its ways are gone through. */
export interface ReadWays {
  readonly drawing: Drawing;
  readonly variables: Variables;
  readonly doings: Doings;
  readonly facts: DrawnFacts;
}

/** Reads what it takes to go through the ways of a circuit. */
export function readWays(bundle: Bundle, model: CircuitModel): ReadWays {
  const drawing = readDrawing(model);
  const variables = readVariablesOf(bundle, drawing);
  const stops = [...variables.givers].filter(([name]) => idAt(name) === 'stopUntil').flatMap(([, givers]) => givers);
  const isComputed = stops.every(
    ({ place, gives }) =>
      drawing.places.get(place)?.element.jobType === 'cooling-off' ||
      (typeof gives === 'object' && 'copies' in gives && idAt(gives.copies) === 'stopUntil'),
  );
  const { themes } = readThemes(bundle);
  const elements = [...drawing.places.values()].map(({ element }) => element);
  const facts = { drawing, callBacks: callBacksOf(bundle, drawing), themes, effects: effectsIn(elements, themes) };
  const stop = { isComputed, isAgreed: (marks: Marks) => waitLackOf(marks, facts) === null };
  return { drawing, variables, doings: doingsOf(drawing, stop), facts };
}

/** All that is wrong on the ways that a token can take; from where it is put by hand, where that is said. */
export function faultsOnWays({ drawing, variables, doings, facts }: ReadWays, from?: Beginning): Found[] {
  const found: Found[] = [];
  walkAll(drawing, variables, doings, (token, place) => found.push(...faultsAt(token, place, facts)), from);
  return found;
}

export type Found = Pick<CircuitFault, 'elementId' | 'code'> & { readonly params?: ErrorParams };

/** What is wrong with a way that comes to a place, null for the end of the circuit; and which way it is. */
const faultsAt = (token: Token, place: Place | null, facts: DrawnFacts): Found[] =>
  lacksAt(token.marks, place, facts).map(({ params, ...found }) => ({
    ...found,
    params: { ...params, way: wayOf(token, facts.drawing) },
  }));

function lacksAt(marks: Marks, place: Place | null, facts: DrawnFacts): Found[] {
  const { drawing, themes } = facts;
  const found: Found[] = [];
  const next = place?.label ?? drawing.processId;
  if (place === null || mustBeSealedBefore(place))
    for (const elementId of unsealedIn(marks)) found.push({ elementId, code: 'signature-unsealed', params: { next } });
  if (marks.has('proposed') && (place === null || isNoAnswer(place)))
    found.push({ elementId: place?.id ?? drawing.processId, code: 'proposal-unanswered', params: { next } });
  if (place === null) return found;
  const { id: elementId, element } = place;
  const { headers } = element;
  switch (element.jobType) {
    case 'situation-apply': {
      const theme = effectAt(element, themes);
      // A theme that is not there is a fault of its own.
      if (theme === undefined) break;
      const guarantee = guaranteeOf(theme);
      const lack = lackOf(guarantee, marks, facts);
      if (lack !== null) found.push({ elementId, code: `effect-${lack}`, params: { effect: theme.name, guarantee } });
      break;
    }
    case 'effects-undo':
      if (!undoes(drawing)) found.push({ elementId, code: 'undoing-nothing' });
      else if (!isSealed(marks, drawing, 'act')) found.push({ elementId, code: 'undoing-without-act' });
      break;
    case 'cooling-off':
      if (waitLackOf(marks, facts) !== null) found.push({ elementId, code: 'wait-before-agreement' });
      break;
    case 'pay-piece': {
      const { movement } = headers;
      if (!isMovement(movement)) break;
      const ground = payGround(movement, facts.effects);
      const stands = ground === 'act' ? isSealed(marks, drawing, 'act') : ground !== null && isApplied(marks, ground);
      const follows = ground === 'act' ? 'act-seal' : `situation-apply, what: ${ground?.name ?? movement}`;
      if (!stands) found.push({ elementId, code: 'pay-without-grounds', params: { movement, ground: follows } });
      break;
    }
    case 'act-seal':
      if (unsealedIn(marks).length === 0) found.push({ elementId, code: 'seal-without-signature' });
      break;
    case 'act-draft':
      if (headers.template === 'refusal' && !signatureRefused(marks, drawing))
        found.push({ elementId, code: 'refusal-without-author' });
      break;
    case 'request-close':
      if (headers.outcome === 'refused' && closingLackOf('refused', marks, facts) !== null)
        found.push({ elementId, code: 'refusal-undecided' });
      if (headers.outcome === 'granted') {
        if (undoes(drawing) && !marks.has('undone')) found.push({ elementId, code: 'granted-not-undone' });
        const lack = closingLackOf('granted', marks, facts);
        const isUnsealed = signs(drawing) && !isSealed(marks, drawing, 'act');
        if (lack !== null)
          found.push({
            elementId,
            code: isUnsealed ? 'granted-unsealed' : lack === 'effect' ? 'granted-unapplied' : 'granted-undecided',
          });
      }
      break;
    case 'notify':
      for (const one of toldBy(headers))
        if (!STANDS[one](marks, drawing))
          found.push({ elementId, code: `told-before-${one}`, params: { message: headers.message ?? '' } });
      break;
  }
  return found;
}

/** What may not follow a proposal before the agent answered it: whatever a person decides, and whatever is done but a message. */
function isNoAnswer(place: Place): boolean {
  const { jobType } = place.element;
  if (stepOf(place) !== null) return !answersProposal(place);
  return jobType !== undefined && jobType !== 'notify' && jobType !== 'silence-record';
}

/** A movement that is none is a fault of its own (checks of headers). */
const isMovement = (movement: string | undefined): movement is PayMovement =>
  (PAY_MOVEMENTS as readonly string[]).includes(movement ?? '');

/** A signature is sealed before anything else is done, or said to the agent. */
function mustBeSealedBefore(place: Place): boolean {
  const { jobType } = place.element;
  if (jobType === 'notify') return goesToAgent(place);
  return stepOf(place)?.decision === 'signature' || (jobType !== undefined && jobType !== 'act-seal');
}

const STANDS: { readonly [One in ToldOutcome]: (marks: Marks, drawing: Drawing) => boolean } = {
  seal: (marks, drawing) => isSealed(marks, drawing),
  effect: (marks) => marks.has('applied'),
  refusal: (marks, drawing) => isRefused(marks, drawing),
};

/** The outcomes that a message tells: by its name, and by the act that goes with it. */
function toldBy({ message = '', attachAct }: Readonly<Record<string, string>>): Set<ToldOutcome> {
  const told = MESSAGES_OF_OUTCOME[message];
  return new Set([...(attachAct === 'true' ? (['seal'] as const) : []), ...(told === undefined ? [] : [told])]);
}

/** Whether the acts of a kind withdraw or repeal earlier ones (property `laterAct`). */
const undoes = ({ properties }: Drawing): boolean => ['withdraws', 'repeals'].includes(properties.laterAct ?? '');

const signs = ({ places }: Drawing): boolean =>
  [...places.values()].some((place) => stepOf(place)?.decision === 'signature');

const templateAt = (drawing: Drawing, step: string): string | undefined =>
  drawing.places.get(step)?.element.headers.template;

const signatureRefused = (marks: Marks, drawing: Drawing): boolean =>
  decisionsIn(marks).some(({ step, outcome }) => outcome === 'refused' && templateAt(drawing, step) !== undefined);

/** Somebody refused, with reasons, or silence did: what a message tells. */
const isRefused = (marks: Marks, drawing: Drawing): boolean =>
  marks.has(mark.silence('rejection')) ||
  isSealed(marks, drawing, 'refusal') ||
  decisionsIn(marks).some(({ outcome }) => outcome === 'refused' || outcome === 'unconfirmed');

/** Checks whose form asks how the agent was met (domain/effect/known-contacts.ts). */
function callBacksOf(bundle: Bundle, { places }: Drawing): Set<string> {
  const forms = formsOf(bundle);
  const asks = (place: Place): boolean => {
    const keys =
      forms.find(({ content }) => content.id === place.element.formId)?.content.components.map(({ key }) => key) ?? [];
    return keys.includes('calledNumber') || (keys.includes('way') && keys.includes('identityDocument'));
  };
  return new Set(
    [...places.values()].filter((place) => stepOf(place)?.decision === 'check' && asks(place)).map(({ id }) => id),
  );
}

const MAX_NAMED = 8;

/** A way in the names of what people read on the drawing, its last steps. */
function wayOf(token: Token, { places }: Drawing): string {
  const names: string[] = [];
  for (let at: Token | null = token; at !== null; at = at.from) {
    const place = places.get(at.place);
    if (place?.element.name && names[0] !== place.element.name) names.unshift(place.element.name);
  }
  const shown = names.slice(-MAX_NAMED);
  return `${shown.length < names.length ? '… → ' : ''}${shown.join(' → ')}`;
}
