import type { Drawing, Place } from '../../guarantees/drawing.ts';
import { forks } from '../../guarantees/variables.ts';
import type { Report } from '../check-headers.ts';
import { bordersIn, nextsOf, reachedFrom } from './ways-in-scope.ts';

/**
 * Says where a parallel gateway waits for ways of which only one is ever taken: nothing before it sends two tokens that could
 * come by both. A way too many is held for possible: what is said is sure.
 */
export function checkJoins(drawing: Drawing, report: Report): void {
  const borders = bordersIn(drawing);
  const nexts = new Map(
    [...drawing.places.values()].map((place) => {
      const around = (borders.get(place.id) ?? []).map(({ id }) => id);
      return [place.id, [...nextsOf(drawing, place), ...around]];
    }),
  );
  for (const join of drawing.places.values()) {
    if (join.type !== 'bpmn:ParallelGateway' || join.incoming < 2) continue;
    // A token that comes to the join goes no further before it is complete.
    const before = new Map([...nexts].filter(([id]) => id !== join.id));
    const beside = drawing.within.get(join.scope) ?? [];
    const comesBy = (from: string[]) => flowsInto(join, drawing, reachedFrom(from, before));
    const splits = beside.flatMap((place) => {
      const exits = exitsOf(place, borders.get(place.id) ?? []);
      return exits.length < 2 ? [] : [exits.map((exit) => new Set([...exit.flows, ...comesBy(exit.to)]))];
    });
    const areTogether = (one: string, other: string) =>
      splits.some((exits) =>
        exits.some((by, index) => by.has(one) && exits.some((also, at) => at !== index && also.has(other))),
      );
    const flows = flowsInto(join, drawing, new Set(beside.map(({ id }) => id)));
    if (flows.some((id, index) => flows.slice(index + 1).some((other) => !areTogether(id, other))))
      report(join.id, 'join-incomplete');
  }
}

/** The flows from some places to a join. */
const flowsInto = (join: Place, { places }: Drawing, from: ReadonlySet<string>): string[] =>
  [...from].flatMap((id) =>
    id === join.id ? [] : (places.get(id)?.flows ?? []).flatMap((flow) => (flow.target === join.id ? [flow.id] : [])),
  );

/** The ways on which a place sends a token of their own; what interrupts it leaves in the place of what goes on. */
function exitsOf(place: Place, borders: readonly Place[]): { readonly flows: string[]; readonly to: string[] }[] {
  const instead = borders.filter(({ interrupts }) => interrupts).map(({ id }) => id);
  const along = (flows: Place['flows']) => ({
    flows: flows.map(({ id }) => id),
    to: [...flows.map(({ target }) => target), ...instead],
  });
  return [
    ...(forks(place) ? place.flows.map((flow) => along([flow])) : [along(place.flows)]),
    ...borders.filter(({ interrupts }) => !interrupts).map(({ id }) => ({ flows: [], to: [id] })),
  ];
}
