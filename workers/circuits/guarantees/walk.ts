import { pathOf, placeOf } from '#domain/circuit/blocks/block.ts';
import { WITHDRAWAL_MESSAGE } from '#domain/circuit/words/message.ts';
import { type Condition, equalitiesOf, judgeCondition, SOME, type Values } from './conditions.ts';
import { arrivalsOf, type Drawing, type Flow, type Place, scopesAround, throwsLink } from './drawing.ts';
import { forks, givesAll, isSomething, type Variables } from './variables.ts';

/** What was done on the way of a token, as marks: they only ever say that something happened. */
export type Marks = ReadonlySet<string>;

/** A token somewhere, what it knows and what it went through. */
export interface Token {
  readonly place: string;
  readonly values: Values;
  readonly marks: Marks;
  /** The scope beside whose main way it goes; null on the main way. */
  readonly beside: string | null;
  readonly from: Token | null;
}

/** What is done at a place, and what it leaves behind. */
export interface Doings {
  /** What a person's step can end in. */
  outcomes(place: Place): readonly string[];
  /** The marks once a step ended; the outcome is null where no person decided. */
  done(place: Place, outcome: string | null, marks: Marks): Marks;
  /** The marks once a condition showed what a step ended in. */
  shown(place: string, outcome: string, marks: Marks): Marks;
  /** Whether nothing interrupts a step, nor goes on beside it. */
  readonly undisturbed?: boolean;
}

/** More ways than this are not gone through. */
export const MAX_TOKENS = 15_000;
/** Joins within joins: each round carries what is sure one join further. */
const MAX_ROUNDS = 6;

/** More ways than can be gone through. */
export class TooManyWays extends Error {
  override readonly name = 'TooManyWays';
}

/** Where a token is put by hand, what it knows and what was done before. */
export type Beginning = Pick<Token, 'place' | 'values' | 'marks'>;

/**
 * Goes through every way that a token can take through a drawing, with what each step can end in, and says every place it
 * comes to; the process itself is where a way ends. Conditions are held against what is known on the way; what is not
 * known may be either. Errs on one side only: a way too many, a mark too few.
 * @param from where a token is put; at the start of the process without it
 * @throws {TooManyWays}
 */
export function walkAll(
  drawing: Drawing,
  variables: Variables,
  doings: Doings,
  meet: (token: Token, place: Place | null) => void,
  from?: Beginning,
): void {
  let sure = new Map<string, Marks>();
  for (let round = 1; ; round++) {
    const walk = new Walk(drawing, variables, doings, sure);
    walk.run(from);
    const settled = round === MAX_ROUNDS || same(walk.atJoins, sure);
    sure = walk.atJoins;
    if (settled) {
      for (const token of walk.met) meet(token, drawing.places.get(token.place) ?? null);
      return;
    }
  }
}

const same = (one: ReadonlyMap<string, Marks>, other: ReadonlyMap<string, Marks>): boolean =>
  one.size === other.size && [...one].every(([flow, marks]) => other.get(flow)?.size === marks.size);

const CATCHES = new Set(['bpmn:IntermediateCatchEvent', 'bpmn:ReceiveTask', 'bpmn:BoundaryEvent', 'bpmn:StartEvent']);
/** Whether a token goes on from there once its request is withdrawn. */
export const hearsWithdrawal = ({ type, event, about }: Place): boolean =>
  CATCHES.has(type) && event === 'Message' && about === WITHDRAWAL_MESSAGE;

const WAITS = new Set([
  'bpmn:UserTask',
  'bpmn:ServiceTask',
  'bpmn:SendTask',
  'bpmn:ScriptTask',
  'bpmn:BusinessRuleTask',
  'bpmn:CallActivity',
  'bpmn:IntermediateCatchEvent',
  'bpmn:ReceiveTask',
  'bpmn:EventBasedGateway',
]);
const SCOPES = new Set(['bpmn:SubProcess', 'bpmn:AdHocSubProcess', 'bpmn:Transaction']);

class Walk {
  readonly #drawing: Drawing;
  readonly #variables: Variables;
  readonly #doings: Doings;
  /** What is sure of every token that came to a join by a flow, in the round before. */
  readonly #sure: ReadonlyMap<string, Marks>;
  readonly #known = new Set<string>();
  readonly #alone: ReadonlyMap<string, boolean>;
  readonly met: Token[] = [];
  readonly atJoins = new Map<string, Marks>();

  constructor(drawing: Drawing, variables: Variables, doings: Doings, sure: ReadonlyMap<string, Marks>) {
    this.#drawing = drawing;
    this.#variables = variables;
    this.#doings = doings;
    this.#sure = sure;
    this.#alone = new Map([drawing.processId, ...drawing.places.keys()].map((id) => [id, this.#isAlone(id)]));
  }

  run(from?: Beginning): void {
    if (from === undefined) this.#begin();
    else this.#arrive({ ...from, place: this.#drawing.processId, beside: null, from: null }, from.place);
    for (const token of this.met) this.#go(token);
  }

  #begin(): void {
    const { processId, places } = this.#drawing;
    const nothing = new Map([...this.#variables.tracked].map((name) => [name, null]));
    const first: Token = { place: processId, values: nothing, marks: new Set(), beside: null, from: null };
    this.#enter(processId, first);
    // What is reached by no flow: it undoes another step, or is begun at any time. Nothing is known there.
    for (const place of places.values()) {
      const isFree = place.incoming === 0 && places.get(place.scope)?.type === 'bpmn:AdHocSubProcess';
      if (place.compensates || isFree) this.#arrive({ ...first, values: new Map(), beside: place.scope }, place.id);
    }
  }

  #arrive(token: Token, to: string, via: Flow | null = null): void {
    const place = this.#drawing.places.get(to);
    let { marks } = token;
    const values = this.#seenAt(place?.path ?? '', token);
    if (place?.type === 'bpmn:ParallelGateway' && place.incoming > 1 && via !== null) {
      this.#noteAt(via.id, marks);
      marks = union([marks, ...this.#surelyBeside(place, via)]);
    }
    const arrived = { ...token, place: to, values, marks, from: token };
    const key = keyOf(arrived);
    if (this.#known.has(key)) return;
    if (this.#known.size >= MAX_TOKENS) throw new TooManyWays();
    this.#known.add(key);
    this.met.push(arrived);
  }

  /** What a token still knows where it comes to: nothing of a block that it left. */
  #seenAt(path: string, { place, values }: Token): Values {
    if (pathOf(place) === path) return values;
    const isHidden = (name: string) => {
      const within = pathOf(name);
      return within !== '' && within !== path && !path.startsWith(placeOf(within, ''));
    };
    return new Map([...values].map(([name, value]) => [name, isHidden(name) ? null : value]));
  }

  #noteAt(flow: string, marks: Marks): void {
    const before = this.atJoins.get(flow);
    this.atJoins.set(flow, before === undefined ? marks : new Set([...before].filter((mark) => marks.has(mark))));
  }

  #surelyBeside(join: Place, via: Flow): Marks[] {
    const flows = [...this.#drawing.places.values()].flatMap((place) => place.flows);
    return flows
      .filter(({ id, target }) => target === join.id && id !== via.id)
      .map(({ id }) => this.#sure.get(id) ?? new Set());
  }

  #go(token: Token): void {
    const place = this.#drawing.places.get(token.place);
    if (place === undefined) return;
    const waits = WAITS.has(place.type) || place.element.jobType !== undefined;
    if (waits && !this.#doings.undisturbed) this.#interrupt(token, place);
    if (SCOPES.has(place.type) || place.call !== null) this.#enterScope(token, place);
    else if (place.type === 'bpmn:EndEvent') this.#end(token, place);
    else if (throwsLink(place)) for (const { id } of arrivalsOf(this.#drawing, place)) this.#arrive(token, id);
    else if (place.type === 'bpmn:UserTask' && !place.repeated) {
      for (const outcome of this.#doings.outcomes(place)) this.#leave(this.#decided(token, place, outcome), place);
    } else {
      // For each of a list that may be empty: then nothing was done.
      const marks = place.repeated ? token.marks : this.#doings.done(place, null, token.marks);
      const values = givesAll(place) ? new Map() : this.#caught(token.values, place);
      this.#leave({ ...token, marks, values }, place);
    }
  }

  #decided(token: Token, place: Place, outcome: string): Token {
    const values = new Map(token.values);
    for (const [name, givers] of this.#variables.givers)
      if (values.has(name) && givers.some((giver) => giver.place === place.id && giver.gives === 'outcome'))
        values.set(name, outcome);
    return { ...token, values, marks: this.#doings.done(place, outcome, token.marks) };
  }

  #caught(values: Values, place: Place): Values {
    const name = placeOf(place.path, 'withdrawalId');
    return hearsWithdrawal(place) && values.has(name) ? new Map(values).set(name, SOME) : values;
  }

  #leave(token: Token, place: Place): void {
    const chooses = place.type === 'bpmn:ExclusiveGateway' || place.type === 'bpmn:InclusiveGateway';
    if (!chooses) {
      for (const flow of place.flows) this.#arrive(token, flow.target, flow);
      return;
    }
    let open = true;
    for (const flow of place.flows) {
      if (flow.id === place.defaultFlow || flow.condition === null) continue;
      const verdict = judgeCondition(flow.condition, valuesAt(this.#variables, place, flow.condition, token.values));
      if (verdict === 'no') continue;
      this.#arrive(this.#shown(token, place.path, flow.condition), flow.target, flow);
      if (verdict === 'yes') open = false;
      if (!open && place.type === 'bpmn:ExclusiveGateway') break;
    }
    for (const flow of place.flows)
      if (flow.condition === null || flow.id === place.defaultFlow) if (open) this.#arrive(token, flow.target, flow);
  }

  /** A condition that holds shows what the one step that gives its variable ended in. */
  #shown(token: Token, path: string, condition: Condition): Token {
    let { marks } = token;
    for (const { name, text } of equalitiesOf(condition)) {
      const decider = this.#variables.tracked.has(placeOf(path, name)) ? null : this.#deciderOf(placeOf(path, name));
      if (decider !== null) marks = this.#doings.shown(decider, text, marks);
    }
    return { ...token, marks };
  }

  /** The one step whose outcome a variable holds, through the calls that it passed; null when it may hold another thing. */
  #deciderOf(name: string): string | null {
    const passed = new Set<string>();
    for (let at = name; !passed.has(at); ) {
      passed.add(at);
      const [giver, ...others] = this.#variables.givers.get(at) ?? [];
      if (giver === undefined || others.length > 0) return null;
      if (giver.gives === 'outcome') return giver.place;
      if (typeof giver.gives !== 'object' || !('copies' in giver.gives)) return null;
      at = giver.gives.copies;
    }
    return null;
  }

  #enterScope(token: Token, place: Place): void {
    if (place.type !== 'bpmn:AdHocSubProcess') this.#enter(place.id, this.#handedIn(token, place));
    if (place.repeated || place.type === 'bpmn:AdHocSubProcess') this.#leave(token, place);
  }

  /** A block begins with what its call hands in, and nothing else. */
  #handedIn(token: Token, { id, call }: Place): Token {
    if (call === null) return token;
    const values = new Map(token.values);
    for (const name of this.#variables.tracked) if (pathOf(name) === id) values.set(name, null);
    return {
      ...token,
      values: this.#passed(
        values,
        call.inputs.map(({ target }) => placeOf(id, target)),
        id,
      ),
    };
  }

  /** What goes on after a call knows of the block what it takes back. */
  #handedOut(token: Token, { id, path, call }: Place): Token {
    if (call === null) return token;
    return {
      ...token,
      values: this.#passed(
        token.values,
        call.outputs.map(({ target }) => placeOf(path, target)),
        id,
      ),
    };
  }

  #passed(values: Values, names: readonly string[], call: string): Values {
    const next = new Map(values);
    for (const name of names) {
      const giver = this.#variables.givers.get(name)?.find(({ place }) => place === call);
      if (!this.#variables.tracked.has(name) || typeof giver?.gives !== 'object' || isSomething(giver.gives)) continue;
      const value = 'text' in giver.gives ? giver.gives.text : heldBy(this.#variables, giver.gives.copies, values);
      if (value === undefined) next.delete(name);
      else next.set(name, value);
    }
    return next;
  }

  #enter(scope: string, token: Token): void {
    for (const start of this.#startsOf(scope)) this.#arrive(token, start.id);
  }

  /** Whether an event sub-process ends what goes on around it. */
  #interruptsAround = ({ id }: Place): boolean => this.#startsOf(id).every(({ interrupts }) => interrupts);

  #startsOf = (scope: string): Place[] =>
    (this.#drawing.within.get(scope) ?? []).filter(({ type }) => type === 'bpmn:StartEvent');

  /** While a token waits, what interrupts it, or its scopes, may come; and what goes on beside. */
  #interrupt(token: Token, place: Place): void {
    for (const border of this.#bordersOf(place)) this.#fire(token, border, border.scope);
    this.#interruptScopes(token, place);
  }

  #interruptScopes(token: Token, place: Place): void {
    let inner: Place | undefined = place;
    for (const scope of scopesAround(this.#drawing, place)) {
      // Further out, the token on the main way meets the same.
      if (token.beside === scope) return;
      if (!(inner?.triggered && this.#interruptsAround(inner)))
        for (const event of this.#drawing.within.get(scope) ?? [])
          if (event.triggered && event.id !== inner?.id)
            for (const start of this.#startsOf(event.id)) this.#fire(token, start, scope);
      inner = this.#drawing.places.get(scope);
      if (inner !== undefined) for (const border of this.#bordersOf(inner)) this.#fire(token, border, border.scope);
    }
  }

  #bordersOf = ({ id, scope }: Place): Place[] =>
    (this.#drawing.within.get(scope) ?? []).filter(
      ({ attachedTo, event }) => attachedTo === id && event !== 'Compensate',
    );

  /** What goes on beside does not see what the main way gives meanwhile. */
  #fire(token: Token, event: Place, scope: string): void {
    this.#arrive(event.interrupts ? token : { ...token, values: new Map(), beside: scope }, event.id);
  }

  #end(token: Token, place: Place): void {
    const marks = this.#doings.done(place, null, token.marks);
    const ended = { ...token, marks };
    if (place.event === 'Error' || place.event === 'Escalation') this.#thrown(ended, place);
    if (place.event === 'Error') return;
    const isLast = place.event === 'Terminate' || this.#alone.get(place.scope);
    if (!isLast && !this.#doings.undisturbed) this.#interruptScopes(ended, place);
    this.#exit(ended, place.scope, place.event === 'Terminate');
  }

  #thrown(token: Token, place: Place): void {
    let inner: Place | undefined;
    for (const scope of scopesAround(this.#drawing, place)) {
      const events = (this.#drawing.within.get(scope) ?? []).filter(
        ({ triggered, id }) => triggered && id !== inner?.id,
      );
      inner = this.#drawing.places.get(scope);
      const catching = [...events.flatMap(({ id }) => this.#startsOf(id)), ...(inner ? this.#bordersOf(inner) : [])];
      const unknown = token.beside === null ? token : { ...token, values: new Map(), beside: null };
      for (const event of catching) if (event.event === place.event) this.#fire(unknown, event, event.scope);
    }
  }

  #exit(token: Token, scope: string, terminates: boolean): void {
    const { places, processId } = this.#drawing;
    const place = places.get(scope);
    if (token.beside === scope) {
      // The scope ends with its main way, not with what goes on beside; unless that ends it all.
      if (!terminates) return;
      token = { ...token, beside: null, values: new Map() };
    }
    if (scope === processId) this.#arrive(token, processId);
    else if (place?.triggered) {
      if (this.#interruptsAround(place)) this.#exit(token, place.scope, false);
    } else if (place !== undefined) {
      if (place.repeated) this.#enter(scope, this.#handedIn(token, place));
      this.#leave(this.#handedOut(token, place), place);
    }
  }

  /** Whether a scope never holds two tokens at once: then its end is at once its exit. */
  #isAlone(scope: string): boolean {
    const within = this.#drawing.within.get(scope) ?? [];
    const goesBeside = (place: Place) =>
      (place.type === 'bpmn:BoundaryEvent' && !place.interrupts) ||
      (place.triggered && this.#startsOf(place.id).some(({ interrupts }) => !interrupts)) ||
      (place.type !== 'bpmn:ExclusiveGateway' && forks(place));
    return !within.some(goesBeside);
  }
}

/** What a condition reads of the variables at a place. */
export function valuesAt(variables: Variables, { path }: Place, { names }: Condition, values: Values): Values {
  if (path === '') return values;
  return new Map(
    names.flatMap((name) => {
      const value = heldBy(variables, placeOf(path, name), values);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function heldBy({ constants }: Variables, name: string, values: Values): string | null | undefined {
  const known = constants.get(name);
  return known === undefined ? values.get(name) : known;
}

const union = (sets: readonly Marks[]): Marks => new Set(sets.flatMap((set) => [...set]));

const keyOf = ({ place, values, marks, beside }: Token): string =>
  [place, beside ?? '', written(values), written(marks)].join('\n');

/** Neither values nor marks change once made, and token after token holds the same. */
const texts = new WeakMap<Values | Marks, string>();

function written(held: Values | Marks): string {
  const known = texts.get(held);
  if (known !== undefined) return known;
  // As texts before they are sorted: pairs would be written anew for each comparison.
  const text = Array.from(held, String).sort().join();
  texts.set(held, text);
  return text;
}
