import { DmnModdle } from 'dmn-moddle';
import { idAt, pathOf, placeOf } from '#domain/circuit/blocks/block.ts';
import { type DrawnElement, waysBackIn } from '#domain/circuit/flows.ts';
import { type Mapping, placeBefore, placeThere } from '#domain/circuit/interventions/migration.ts';
import { type Bundle, textOf } from '../read/bundle.ts';
import { type DmnElement, elementsOf, expressionsOf, requiredBy, tableIn, textIn } from '../read/decisions.ts';
import { expressionsBelow } from '../read/expressions.ts';
import { readExpression, readUnaryTests } from '../read/feel.ts';
import { readModel } from '../read/model.ts';
import { asksWhether } from './check-given.ts';
import { readWays } from './check-guarantees.ts';
import { type Drawing, scopesAround } from './drawing.ts';
import { givesAll } from './variables.ts';

/** A request that would follow another version, by the places of the former one. */
export interface AskedMigration {
  /** Where its tokens are. */
  readonly standsAt: readonly string[];
  readonly mapping: Mapping;
}

/** Where a request stands, and what is read further on of what it was never given. */
export interface LackedFact {
  readonly place: string;
  readonly name: string;
}

/**
 * What the new version reads on the ways from where a request stands, that nothing gave it before and nothing on these ways gives:
 * it would be nothing there, and a condition would choose without it. Null: nothing. Where both versions give it, whether this
 * request has it is not asked: an answer may be left out.
 */
export async function lackedFact(
  former: Bundle,
  latter: Bundle,
  { standsAt, mapping }: AskedMigration,
): Promise<LackedFact | null> {
  const [was, will] = [await waysOf(former), await waysOf(latter)];
  const readBefore = new Set((await readsIn(former, was)).map(keyOf));
  const reads = await readsIn(latter, will);
  const before = (place: string): string => placeBefore(mapping, place);
  const asBefore = ({ at, name }: Read): Read => ({ at: before(at), name: placeOf(before(pathOf(name)), idAt(name)) });
  for (const place of standsAt) {
    // A sub-process is left from where its tokens are.
    if (standsAt.some((other) => isWithin(was.drawing, other, place))) continue;
    const there = placeThere(mapping, place);
    const lacked = reads.find((read) => {
      if (!will.variables.givers.has(read.name) || !isAhead(will, there, read.at)) return false;
      const once = asBefore(read);
      if (isGivenBy(was, place, once.name) || isGivenAhead(will, there, read)) return false;
      // What the former version lacks there as well is nothing that this one brings.
      return !readBefore.has(keyOf(once)) || isGivenAhead(was, place, once);
    });
    if (lacked) return { place, name: idAt(lacked.name) };
  }
  return null;
}

/** Whether a way leads there from where a token is. */
const isAhead = ({ before }: Ways, from: string, to: string): boolean => before(to).has(from);

/** Whether a request that came to a place was given something on some way to it, or at its start. */
function isGivenBy({ before, drawing: { places, processId }, variables }: Ways, place: string, name: string): boolean {
  const passed = before(place);
  const isOpen = (id: string): boolean => {
    const at = places.get(id);
    return at !== undefined && at.call === null && givesAll(at);
  };
  const given = (variables.givers.get(name) ?? []).some(
    (giver) => giver.place === processId || giver.gives === 'withdrawal' || passed.has(giver.place),
  );
  return given || [...passed].some(isOpen);
}

/** Whether something is given on a way from a place to where it is read. */
function isGivenAhead(ways: Ways, from: string, { at, name }: Read): boolean {
  const { before, drawing, variables } = ways;
  // What a call hands in is given as it is entered, which may be past already where the token is in it.
  const isEnteredAhead = (call: string): boolean =>
    [...drawing.places.values()].some(
      ({ id, flows }) => flows.some(({ target }) => target === call) && isAhead(ways, from, id),
    );
  return (variables.givers.get(name) ?? []).some(({ place: giver, gives }) => {
    if (giver === drawing.processId) return false;
    if (gives === 'withdrawal') return true;
    const isYetToCome = pathOf(name) === giver ? isEnteredAhead(giver) : isAhead(ways, from, giver);
    return isYetToCome && before(at).has(giver);
  });
}

const isWithin = (drawing: Drawing, place: string, scope: string): boolean => {
  const standing = drawing.places.get(place);
  return standing !== undefined && scopesAround(drawing, standing).includes(scope);
};

type Ways = Awaited<ReturnType<typeof waysOf>>;
interface Read {
  readonly at: string;
  /** With the calls that lead to it, as variables are named. */
  readonly name: string;
}

const keyOf = ({ at, name }: Read): string => JSON.stringify([at, name]);

async function waysOf(bundle: Bundle) {
  const model = await readModel(textOf(bundle, `${bundle.kind}.bpmn`) ?? '', bundle);
  const { drawing, variables } = readWays(bundle, model);
  return { model, drawing, variables, before: waysBackIn(model.drawn.process as DrawnElement) };
}

const readsIn = async (bundle: Bundle, ways: Ways): Promise<Read[]> => [
  ...expressionReads(ways),
  ...(await tableReads(bundle, ways)),
];

/** What the expressions of a drawing read, those that only ask whether it is there aside. */
function expressionReads({ model, drawing: { places } }: Ways): Read[] {
  const sources = new Map([...places.values()].flatMap(({ id, flows }) => flows.map((flow) => [flow.id, id] as const)));
  return [...expressionsBelow([model.drawn.process])].flatMap(({ owner, text }) => {
    const at = places.has(owner) ? owner : sources.get(owner);
    const read = readExpression(text);
    if (at === undefined || 'reason' in read) return [];
    return read.names
      .filter((name) => !asksWhether(name, text))
      .map((name) => ({ at, name: placeOf(pathOf(owner), name) }));
  });
}

/** What the tables that an engine evaluates read, those that they require too. */
async function tableReads(bundle: Bundle, { model }: Ways): Promise<Read[]> {
  const decisions = new Map<string, DmnElement>();
  for (const { path } of bundle.files.filter((file) => file.path.endsWith('.dmn'))) {
    const { rootElement } = await new DmnModdle().fromXML(textOf(bundle, path) ?? '');
    for (const decision of elementsOf((rootElement as DmnElement).drgElement))
      if (decision.id !== undefined) decisions.set(decision.id, decision);
  }
  const namesIn = (id: string, seen: ReadonlySet<string>): string[] => {
    const decision = decisions.get(id);
    if (decision === undefined || seen.has(id)) return [];
    const read = [
      ...expressionsOf(decision).map(({ text }) => readExpression(text)),
      ...elementsOf(tableIn(decision)?.rule).flatMap(({ inputEntry, outputEntry }) => [
        ...elementsOf(inputEntry).map((cell) => readUnaryTests(textIn(cell))),
        ...elementsOf(outputEntry).map((cell) => readExpression(textIn(cell))),
      ]),
    ];
    return [
      ...read.flatMap((one) => ('names' in one ? one.names : [])),
      ...requiredBy(decision).flatMap((required) => namesIn(required, new Set([...seen, id]))),
    ];
  };
  return model.elements.flatMap(({ id, decisionId = '' }) =>
    namesIn(decisionId, new Set()).map((name) => ({ at: id, name: placeOf(pathOf(id), name) })),
  );
}
