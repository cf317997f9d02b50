import { pathOf } from '#domain/circuit/blocks/block.ts';
import { OFFERABLE } from '#domain/decision/decision.ts';
import type { Known } from '../read/known.ts';
import type { CircuitModel } from '../read/model.ts';
import { outcomesIn, stepOf } from './doings.ts';
import type { Drawing, Place } from './drawing.ts';
import type { Giver, Variables } from './variables.ts';

/** What can be known of a variable, by its name in the whole circuit; null when it can hold anything. */
export type KnownAs = (name: string) => Known | null;

/**
 * What the variables of a drawing can hold: outcomes that steps declare, answers of tables and of the form, texts that calls
 * give, followed through blocks. A block has ways for all its calls: there a step may end in whatever it could offer.
 */
export function knownValuesOf({ opened }: CircuitModel, drawing: Drawing, { givers }: Variables): KnownAs {
  const { places } = drawing;
  const offered = outcomesIn(drawing);
  const chosen = new Set(opened.reads.flatMap(({ at, as }) => (as === 'outcomes' ? [at] : [])));
  const possible: Outcomes = (place) =>
    chosen.has(place.id) ? OFFERABLE[stepOf(place)?.decision === 'answer' ? 'answer' : 'visa'] : offered(place);
  /** Undefined where nothing is given: what only turns round and round. */
  const known = (name: string, outcomesOf: Outcomes, passed: readonly string[]): Known | null | undefined =>
    passed.includes(name)
      ? undefined
      : together((givers.get(name) ?? []).map((giver) => given(giver, outcomesOf, [...passed, name])));
  const given = ({ place, gives }: Giver, outcomesOf: Outcomes, passed: readonly string[]) => {
    if (gives === 'outcome') return texts(outcomesOf(places.get(place) as Place));
    if (typeof gives !== 'object') return null;
    if ('known' in gives) return gives.known;
    if ('oneOf' in gives) return texts(gives.oneOf);
    return 'text' in gives ? texts([gives.text]) : known(gives.copies, outcomesOf, passed);
  };
  return (name) => known(name, pathOf(name) === '' ? offered : possible, []) ?? null;
}

type Outcomes = (place: Place) => readonly string[];

const texts = (values: readonly string[]): Known => ({ kind: 'text', values });

/** What is known of a variable that several give: all that any of them does. */
function together(all: readonly (Known | null | undefined)[]): Known | null | undefined {
  const said = all.filter((one) => one !== undefined);
  const [first] = said;
  if (first === undefined || first === null) return first;
  if (said.some((one) => one?.kind !== first.kind)) return null;
  const values = said.map((one) => one?.values);
  return {
    kind: first.kind,
    ...(values.every((some) => some !== undefined) && { values: [...new Set(values.flat())] }),
    ...(said.some((one) => one?.optional) && { optional: true }),
  };
}
