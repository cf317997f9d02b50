import type { z } from 'zod';
import type { CircuitComparison } from '#web/contract/circuits/atelier.ts';

export type Comparison = z.infer<typeof CircuitComparison>;
export type AttributeChange = Comparison['elements'][number]['attributes'][number];

/** What differs between two sets of named values; an absent one is null. */
export function attributeChanges(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): AttributeChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => ({ name, before: before.get(name) ?? null, after: after.get(name) ?? null }));
}

/** The order of what both have, each as it is said, where the first that holds counts: another one may come first. */
export function orderChange(
  before: readonly string[],
  after: readonly string[],
  said: (id: string) => string,
  name = 'order',
): AttributeChange[] {
  const [was, is] = [before.filter((id) => after.includes(id)), after.filter((id) => before.includes(id))];
  return was.join() === is.join() ? [] : [{ name, before: was.map(said).join(', '), after: is.map(said).join(', ') }];
}

/** Pairs two lists by a key, in the order of the second, then what the second lacks. */
export function paired<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
): { key: string; before: T | null; after: T | null }[] {
  return [...new Set([...after.keys(), ...before.keys()])].map((key) => ({
    key,
    before: before.get(key) ?? null,
    after: after.get(key) ?? null,
  }));
}

/** A name that nothing found so far bears: what is written twice under one name is compared twice, in its order. */
export function freeName(found: ReadonlyMap<string, unknown>, name: string): string {
  let free = name;
  for (let number = 2; found.has(free); number++) free = `${name} (${number})`;
  return free;
}

/** JSON flattened to paths: « components » and the like are walked apart. */
export function flattened(value: object, skip: ReadonlySet<string> = new Set()): Map<string, string> {
  const found = new Map<string, string>();
  const waiting: [string, unknown][] = Object.entries(value).filter(([key]) => !skip.has(key));
  for (const [path, inner] of waiting) {
    if (typeof inner === 'object' && inner !== null) {
      for (const [key, deeper] of Object.entries(inner)) waiting.push([`${path}.${key}`, deeper]);
    } else if (inner !== undefined) found.set(path, String(inner));
  }
  return found;
}

/** JSON that may be broken: a draft is compared as it is. */
export function readJson(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
