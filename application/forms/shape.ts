import type { FieldFault } from '#domain/errors.ts';
import { formatPath, isPlainObject, type Path, parsePath } from './path.ts';
import { type FormComponent, holdsValue } from './schema.ts';

/**
 * The places that a form gives to values: a leaf, an object of places, or a list of objects of
 * places.
 */
export type Shape = { kind: 'leaf' } | { kind: 'object' | 'list'; places: Map<string, Shape> };

/** The maximum number of rows in a list. */
const MAX_ROWS = 200;

/** Reads from the form every place where a value may be, hidden or not. */
export function shapeOf(components: readonly FormComponent[]): Shape & { kind: 'object' } {
  const root = { kind: 'object' as const, places: new Map<string, Shape>() };
  claim(components, root.places);
  return root;
}

function claim(components: readonly FormComponent[], places: Map<string, Shape>): void {
  for (const component of components) {
    if (component.type === 'group')
      claim(component.components ?? [], open(places, parsePath(component.path), 'object'));
    else if (component.type === 'dynamiclist') {
      claim(component.components ?? [], open(places, parsePath(component.path), 'list'));
    } else if (holdsValue(component)) {
      const path = parsePath(component.key);
      const last = path.pop();
      if (last !== undefined) open(places, path, 'object').set(last, { kind: 'leaf' });
    }
  }
}

function open(places: Map<string, Shape>, path: string[], kind: 'object' | 'list'): Map<string, Shape> {
  let current = places;
  path.forEach((segment, position) => {
    const found = current.get(segment);
    if (found && found.kind !== 'leaf') {
      current = found.places;
      return;
    }
    const made = { kind: position === path.length - 1 ? kind : ('object' as const), places: new Map<string, Shape>() };
    current.set(segment, made);
    current = made.places;
  });
  return current;
}

/** Lists what was sent without a place in the form. A list may be null: nothing was added yet. */
export function shapeFaults(value: unknown, shape: Shape, path: Path = []): FieldFault[] {
  if (shape.kind === 'leaf' || value === undefined) return [];
  if (shape.kind === 'list') {
    if (value === null) return [];
    if (!Array.isArray(value)) return [fault(path, 'type')];
    if (value.length > MAX_ROWS) return [{ ...fault(path, 'too-many'), params: { max: MAX_ROWS } }];
    const row: Shape = { kind: 'object', places: shape.places };
    return value.flatMap((item, index) => shapeFaults(item, row, [...path, index]));
  }
  if (!isPlainObject(value)) return [fault(path, 'type')];
  return Object.keys(value).flatMap((key) => {
    const place = shape.places.get(key);
    return place ? shapeFaults(value[key], place, [...path, key]) : [fault([...path, key], 'unknown-field')];
  });
}

const fault = (path: Path, code: string): FieldFault => ({ field: formatPath(path).slice(0, 200), code, params: {} });
