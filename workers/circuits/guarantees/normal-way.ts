import type { ManifestStep } from '#domain/circuit/manifest.ts';
import type { Bundle } from '../read/bundle.ts';
import type { CircuitModel } from '../read/model.ts';
import { doingWell } from './doings.ts';
import { readDrawing } from './drawing.ts';
import { readVariablesOf } from './variables.ts';
import { type Token, TooManyWays, walkAll } from './walk.ts';

/**
 * The steps of people that a request goes through when all goes well, by element id: each step ends in the first outcome that
 * it offers, nothing interrupts, and the request is granted (or closed, where nothing grants). None is known with more ways
 * than can be gone through.
 */
export function normalWayOf(
  bundle: Bundle,
  model: CircuitModel,
): ReadonlyMap<string, NonNullable<ManifestStep['normal']>> {
  const drawing = readDrawing(model);
  const well = doingWell(drawing, (place, outcome, marks) =>
    outcome === null ? marks : new Set([...marks, place.id]),
  );
  const closings: { readonly token: Token; readonly granted: boolean }[] = [];
  try {
    walkAll(drawing, readVariablesOf(bundle, drawing), well, (token, place) => {
      if (place?.element.jobType === 'request-close')
        closings.push({ token, granted: place.element.headers.outcome === 'granted' });
    });
  } catch (error) {
    if (error instanceof TooManyWays) return new Map();
    throw error;
  }
  const granted = closings.filter((closing) => closing.granted);
  const ways = (granted.length > 0 ? granted : closings).map(({ token }) => token);
  const isAlways = (id: string) => ways.every(({ marks }) => marks.has(id));
  const met = ways.flatMap((token) => [...token.marks, ...placesTo(token)]);
  const people = met.filter((id) => drawing.places.get(id)?.type === 'bpmn:UserTask');
  return new Map(people.map((id) => [id, isAlways(id) ? 'always' : 'sometimes']));
}

function placesTo(token: Token): string[] {
  const places: string[] = [];
  for (let at: Token | null = token; at !== null; at = at.from) places.push(at.place);
  return places;
}
