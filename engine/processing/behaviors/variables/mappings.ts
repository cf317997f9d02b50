import type { ExecutableElement, Mapping } from '../../../model/executable.ts';
import { orFault } from '../../fault.ts';
import type { Draft, ElementInstance, Json, Variables } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';
import { lookupFrom, propagate, setLocal } from './variables.ts';

/** Inputs become local variables, in order: a later one sees those before it. */
export function mapInputs(turn: Turn, element: ExecutableElement, instance: ElementInstance): void {
  setLocal(turn, instance.key, evaluate(turn, element.inputs, instance));
}

/**
 * Results that are mapped go up; the rest stays with the instance, and so does what a multi-instance activity gathers
 * from each of its instances.
 */
export function mapOutputs(turn: Turn, element: ExecutableElement, instance: ElementInstance): void {
  const { scopeKey } = instance;
  const results = evaluate(turn, element.outputs, instance);
  if (scopeKey === '') {
    setLocal(turn, instance.key, results);
    return;
  }
  const own = element.parent?.loop?.outputVariable;
  if (own === undefined || !Object.hasOwn(results, own)) {
    propagate(turn, scopeKey, results);
    return;
  }
  const { [own]: gathered = null, ...others } = results;
  setLocal(turn, instance.key, { [own]: gathered });
  propagate(turn, scopeKey, others);
}

function evaluate(turn: Turn, mappings: readonly Mapping[], instance: ElementInstance): Variables {
  const results: Draft<Variables> = {};
  const around = lookupFrom(turn, instance.key);
  const lookup = (name: string) => (Object.hasOwn(results, name) ? results[name] : around(name));
  for (const { source, target } of mappings) {
    const value = orFault('IO_MAPPING_ERROR', () => source.evaluate(lookup, turn.now));
    put(results, target, value, lookup);
  }
  return results;
}

/** Writes at a path, keeping what the objects on the way already hold. */
function put(results: Draft<Variables>, path: readonly string[], value: Json, lookup: (name: string) => unknown): void {
  const [name, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) {
    results[name] = value;
    return;
  }
  const existing = lookup(name);
  const copy: Draft<Variables> = isObject(existing) ? { ...existing } : {};
  results[name] = copy;
  put(copy, rest, value, (key) => copy[key]);
}

function isObject(value: unknown): value is Variables {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
