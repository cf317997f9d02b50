import type { PersonRef } from '../people/refs.ts';

/** A note that an assistant writes on an act: read by the signatory and its author. */
export interface PreparedNote {
  readonly taskKey: string;
  readonly text: string;
  readonly by: PersonRef;
}

/** How a fold was prepared for its signatory. Nothing is decided by it. */
export interface Preparation {
  /** The acts placed first, in order. */
  readonly placed: readonly string[];
  /** Who ordered them; null: nobody. */
  readonly placedBy: PersonRef | null;
  /** Acts that an assistant set aside, and why. */
  readonly asides: readonly { readonly taskKey: string; readonly reason: string; readonly by: PersonRef }[];
  readonly notes: readonly PreparedNote[];
}

/** Maximum length of a reason for setting an act aside, in characters. */
export const MAX_ASIDE_REASON = 500;
/** Maximum length of a note, in characters. */
export const MAX_NOTE = 2_000;

/** Where an act moves: one up, one down, or to the top. */
export type Move = 'up' | 'down' | 'first';

/**
 * Returns the order of acts after a move. Outliers stay apart, before the others: an act moves
 * within its own part.
 * @param parts the keys of the fold's acts in their present order, part by part
 * @param placed those already put in order
 * @returns the acts that come first from now on, in order; null: the move changes nothing
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

/** Maximum number of acts in an order. */
const MAX_PLACED = 1_000;

/**
 * Returns the places of acts put in order, around those that the person ordering does not see: acts
 * about themselves, or set aside.
 * @param kept the places of those
 */
export function placesAround(
  kept: readonly number[],
  taskKeys: readonly string[],
): { taskKey: string; place: number }[] {
  const free = Array.from({ length: MAX_PLACED }, (_, place) => place).filter((place) => !kept.includes(place));
  return free.slice(0, taskKeys.length).map((place, index) => ({ taskKey: taskKeys[index] ?? '', place }));
}
