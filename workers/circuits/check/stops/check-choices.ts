import { placeOf } from '#domain/circuit/blocks/block.ts';
import { judgeCondition, SOME, type Values } from '../../guarantees/conditions.ts';
import type { Drawing, Place } from '../../guarantees/drawing.ts';
import type { KnownAs } from '../../guarantees/known-values.ts';
import type { Variables } from '../../guarantees/variables.ts';
import { type Token, valuesAt } from '../../guarantees/walk.ts';
import type { Report } from '../check-headers.ts';

/** A circuit with what tokens know at each of its places. */
export interface WalkedCircuit {
  readonly drawing: Drawing;
  readonly tokens: readonly Token[];
  readonly variables: Variables;
  readonly knownAs: KnownAs;
}

const CHOOSES = new Set(['bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway']);
/** More cases than that are not gone through: nothing is proven of them. */
const MAX_CASES = 500;

/**
 * Says at each choice without a way « otherwise » which case no way takes; where no case can be shown and none can be ruled
 * out, it is a warning.
 */
export function checkChoices(
  { drawing, tokens, variables, knownAs }: WalkedCircuit,
  report: Report,
  warn: Report,
): void {
  const isOpen = ({ type, defaultFlow, flows }: Place) =>
    CHOOSES.has(type) && defaultFlow === null && flows.some(({ condition }) => condition !== null);
  const open = new Set([...drawing.places.values()].filter(isOpen).map(({ id }) => id));
  const unproven = new Set<string>();
  const stopped = new Map<string, string>();
  for (const { place: id, values } of tokens) {
    const place = drawing.places.get(id);
    if (place === undefined || !open.has(id) || stopped.has(id)) continue;
    const found = untaken(place, values, variables, knownAs);
    if (found === 'unproven') unproven.add(id);
    else if (found !== null) stopped.set(id, found.example);
  }
  for (const [id, example] of stopped) report(id, 'choice-without-way', { example });
  for (const id of unproven) if (!stopped.has(id)) warn(id, 'choice-without-otherwise');
}

/** The case in which a token takes no way; null where it always takes one. */
function untaken(
  place: Place,
  values: Values,
  variables: Variables,
  knownAs: KnownAs,
): { readonly example: string } | 'unproven' | null {
  const conditions = place.flows.flatMap(({ condition }) => condition ?? []);
  const names = [...new Set(conditions.flatMap((condition) => condition.names))];
  const seen = new Map(conditions.flatMap((condition) => [...valuesAt(variables, place, condition, values)]));
  const found = casesOf(
    names.filter((name) => !seen.has(name)),
    (name) => knownAs(placeOf(place.path, name)),
  );
  let isProven = true;
  for (const one of found) {
    const known = new Map([...seen, ...one]);
    const verdicts = conditions.map((condition) => judgeCondition(condition, known));
    if (verdicts.includes('yes')) continue;
    if (verdicts.every((verdict) => verdict === 'no')) return { example: exampleOf(names, known) };
    isProven = false;
  }
  return isProven ? null : 'unproven';
}

/** All that some variables can be together; those of which all values are not known are left out. */
function casesOf(names: readonly string[], knownAs: KnownAs): Values[] {
  return names.reduce<Values[]>(
    (cases, name) => {
      const { values, optional } = knownAs(name) ?? {};
      if (values === undefined || cases.length * (values.length + 1) > MAX_CASES) return cases;
      const possible = [...values, ...(optional ? [null] : [])];
      return cases.flatMap((one) => possible.map((value) => new Map([...one, [name, value]])));
    },
    [new Map()],
  );
}

const exampleOf = (names: readonly string[], known: Values): string =>
  names
    .flatMap((name) => {
      const value = known.get(name);
      if (value === undefined) return [];
      if (value === SOME) return [`${name} != null`];
      return [`${name} = ${value === null ? 'null' : JSON.stringify(value)}`];
    })
    .join(', ') || '…';
