import { arrivalsOf, type Drawing, type Place, throwsLink } from '../../guarantees/drawing.ts';

/** Where a token goes from a place without leaving its scope: along flows, and over a link. */
export const nextsOf = (drawing: Drawing, place: Place): string[] => [
  ...place.flows.map(({ target }) => target),
  ...(throwsLink(place) ? arrivalsOf(drawing, place).map(({ id }) => id) : []),
];

/** The events at the borders of places, by what they are attached to. */
export function bordersIn({ places }: Drawing): ReadonlyMap<string, readonly Place[]> {
  const borders = new Map<string, Place[]>();
  for (const place of places.values())
    if (place.attachedTo !== null && place.event !== 'Compensate')
      borders.set(place.attachedTo, [...(borders.get(place.attachedTo) ?? []), place]);
  return borders;
}

/** All that is reached from some places, themselves included. */
export function reachedFrom(from: readonly string[], nexts: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set(from);
  // The set grows while it is walked.
  for (const id of found) for (const next of nexts.get(id) ?? []) found.add(next);
  return found;
}
