import type { PersonRef } from '../people/refs.ts';

/** What an assistant writes of an act: read by the signatory, and by whoever wrote it. */
export interface PreparedNote {
  readonly taskKey: string;
  readonly text: string;
  readonly by: PersonRef;
}

/** What was prepared of a fold for its signatory. None of it decides anything. */
export interface Preparation {
  /** The acts that come first, in their order. */
  readonly placed: readonly string[];
  /** Who put them so; null: nobody did. */
  readonly placedBy: PersonRef | null;
  /** Those that an assistant put aside, and why. */
  readonly asides: readonly { readonly taskKey: string; readonly reason: string; readonly by: PersonRef }[];
  readonly notes: readonly PreparedNote[];
}

/** Longest reason for putting an act aside, longest note: characters. */
export const MAX_ASIDE_REASON = 500;
export const MAX_NOTE = 2_000;

/** Where an act goes among those beside it: one up, one down, or before all of them. */
export type Move = 'up' | 'down' | 'first';

/**
 * Acts in the order that a move makes of it. Those to be looked at stay apart, before the others: an act moves within its own part.
 * @param parts the keys of the fold's acts as they stand, part by part
 * @param placed those that were put in order before
 * @returns the acts that come first from now on, in their order; null: it stands there already
 */
export function movedOrder(
  parts: readonly (readonly string[])[],
  placed: readonly string[],
  taskKey: string,
  move: Move,
): string[] | null {
  const part = parts.find((keys) => keys.includes(taskKey));
  if (part === undefined) return null;
  const from = part.indexOf(taskKey);
  const to = { up: from - 1, down: from + 1, first: 0 }[move];
  if (to === from || to < 0 || to >= part.length) return null;
  const moved = part.filter((key) => key !== taskKey);
  moved.splice(to, 0, taskKey);
  const all = parts.flatMap((keys) => (keys === part ? moved : keys));
  const known = new Set(placed);
  const last = all.findLastIndex((key) => known.has(key) || key === taskKey);
  return all.slice(0, last + 1);
}

/** Acts that an order holds at most. */
const MAX_PLACED = 1_000;

/**
 * The places of acts that are put in order, among those that acts keep which whoever orders does not see: their own, or put aside.
 * @param kept the places of these
 */
export function placesAround(
  kept: readonly number[],
  taskKeys: readonly string[],
): { taskKey: string; place: number }[] {
  const free = Array.from({ length: MAX_PLACED }, (_, place) => place).filter((place) => !kept.includes(place));
  return free.slice(0, taskKeys.length).map((place, index) => ({ taskKey: taskKeys[index] ?? '', place }));
}
