import type { Bilingual } from '#domain/bilingual.ts';
import { inputRead, pathOf, placeOf } from '#domain/circuit/blocks/block.ts';
import { inBoth } from '#domain/circuit/faults/fault.ts';
import type { Outcome } from '#domain/decision/decision.ts';
import { type Condition, judgeCondition } from '../../guarantees/conditions.ts';
import { DECIDE, outcomesIn, stepOf } from '../../guarantees/doings.ts';
import type { Drawing, Place } from '../../guarantees/drawing.ts';
import type { Giver, Variables } from '../../guarantees/variables.ts';
import { expressionsBelow } from '../../read/expressions.ts';
import { readExpression } from '../../read/feel.ts';
import type { CircuitModel, Moddle } from '../../read/model.ts';
import type { Report } from '../check-headers.ts';
import type { WalkedCircuit } from './check-choices.ts';

/** Outcomes of what decides, as a screen offers them. */
const WORDS: Partial<Record<Outcome, Bilingual>> = {
  approved: { fr: 'Visa accordé', en: 'Visa given' },
  complement: { fr: 'Complément demandé', en: 'More asked for' },
  proposed: { fr: 'Autre chose proposé', en: 'Something else proposed' },
  refused: { fr: 'Refus', en: 'Refusal' },
  confirmed: { fr: 'Confirmé', en: 'Confirmed' },
  unconfirmed: { fr: 'Non confirmé', en: 'Not confirmed' },
  signed: { fr: 'Signé', en: 'Signed' },
  reconsidered: { fr: 'Réexamen', en: 'Reconsidered' },
};
const wordsOf = (outcome: string): Bilingual => WORDS[outcome as Outcome] ?? { fr: outcome, en: outcome };

/**
 * Reports at each step that decides two offered outcomes that nothing tells apart: choosing one
 * would take the request the way of the other. Reading an outcome elsewhere than in a condition
 * counts as telling them all apart.
 */
export function checkOutcomes(
  model: CircuitModel,
  { drawing, tokens, variables }: Pick<WalkedCircuit, 'drawing' | 'tokens' | 'variables'>,
  report: Report,
): void {
  const readers = readersIn(model, drawing);
  const offered = outcomesIn(drawing);
  for (const id of new Set(tokens.map(({ place }) => place))) {
    const place = drawing.places.get(id);
    if (place === undefined || place.repeated || !DECIDE.some((kind) => kind === stepOf(place)?.decision)) continue;
    const untold = untoldOf(offered(place), place, readers, variables);
    if (untold === null) continue;
    const [one, other] = untold;
    report(id, 'outcomes-untold', { ...inBoth('one', wordsOf(one)), ...inBoth('other', wordsOf(other)) });
  }
}

/** What an outcome of a step is judged by. */
interface Readers {
  /** Conditions, each with the path of the calls that it stands in. */
  readonly conditions: readonly { readonly path: string; readonly condition: Condition }[];
  /** Variables that anything else reads, by their names in the whole circuit. */
  readonly otherwise: ReadonlySet<string>;
}

function readersIn({ drawn: { process, opened } }: CircuitModel, { places }: Drawing): Readers {
  const conditions = [...places.values()].flatMap(({ path, flows }) =>
    flows.flatMap(({ condition }) => (condition === null ? [] : [{ path, condition }])),
  );
  const otherwise = new Set<string>();
  for (const { owner, holder, property, text } of expressionsBelow([process])) {
    const read = readExpression(text);
    if (property === 'conditionExpression' || 'reason' in read || handsOn(holder, opened.calls.has(owner))) continue;
    for (const name of read.names) otherwise.add(placeOf(pathOf(owner), name));
  }
  return { conditions, otherwise };
}

/** Whether a mapping only gives a variable on: to a block or out of one, or out of a scope under its own name. */
const handsOn = ({ $type, source, target }: Moddle, isCall: boolean): boolean => {
  const name = inputRead(String(source ?? ''));
  if (name === null) return false;
  return isCall
    ? /^zeebe:(In|Out)put$/.test($type)
    : $type === 'zeebe:Output' && (name === target || name === 'outcome');
};

/** The first two outcomes that nothing tells apart; null where all are. */
function untoldOf(
  outcomes: readonly string[],
  place: Place,
  { conditions, otherwise }: Readers,
  variables: Variables,
): readonly [string, string] | null {
  const holders = holdersOf(place, variables);
  if ([...holders].some((name) => otherwise.has(name))) return null;
  const asked = conditions.flatMap(({ path, condition }) => {
    const names = condition.names.filter((name) => holders.has(placeOf(path, name)));
    // What a call leaves out, or hands in as a text, may settle it whatever the outcome: a second visa that nobody gives.
    const settled = condition.names.flatMap((name): [string, string | null][] => {
      const constant = variables.constants.get(placeOf(path, name));
      return constant === undefined ? [] : [[name, constant]];
    });
    return names.length === 0 ? [] : [{ condition, names, settled }];
  });
  const first = new Map<string, string>();
  for (const outcome of outcomes) {
    const verdicts = asked.map(({ condition, names, settled }) =>
      judgeCondition(condition, new Map([...settled, ...names.map((name) => [name, outcome] as const)])),
    );
    const same = first.get(verdicts.join());
    if (same !== undefined) return [same, outcome];
    first.set(verdicts.join(), outcome);
  }
  return null;
}

/** Variables that hold what a step ended in, through the calls that hand it on. */
function holdersOf({ id }: Place, { givers }: Variables): ReadonlySet<string> {
  const holders = new Set<string>();
  const holds = ({ place, gives }: Giver): boolean =>
    (gives === 'outcome' && place === id) ||
    (typeof gives === 'object' && 'copies' in gives && holders.has(gives.copies));
  for (let before = -1; before !== holders.size; ) {
    before = holders.size;
    for (const [name, all] of givers) if (all.some(holds)) holders.add(name);
  }
  return holders;
}
