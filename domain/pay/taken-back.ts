import { type CivilDate, covers, dayAfter, type Period } from '../calendar/civil-date.ts';
import type { Undone } from '../effect/undoing.ts';

/** A pay piece as read by the act that undoes the one it rests on. */
export interface PiecePaid {
  readonly id: string;
  readonly effectDate: CivilDate;
  readonly effectUntil: CivilDate | null;
  /** The theme it rests on; null: the act alone. */
  readonly theme: string | null;
}

/**
 * Returns the day from which a piece is taken back by an act that withdraws or repeals its own;
 * null: it is not. A piece that rests on an effect is taken back if that effect is undone; one that
 * rests on the act alone, unless it had already ended.
 * @param themes those of which an effect is undone
 */
export function takenBackFrom(
  { effectDate, effectUntil, theme }: PiecePaid,
  { nature, since }: Undone,
  themes: readonly string[],
): CivilDate | null {
  if (nature === 'corrects' || (theme !== null && !themes.includes(theme))) return null;
  if (nature === 'withdraws' || since <= effectDate) return effectDate;
  return effectUntil !== null && effectUntil < since ? null : since;
}

/** A pay piece, with the one it takes back. */
export interface PieceRead {
  readonly id: string;
  readonly effectDate: CivilDate;
  readonly effectUntil: CivilDate | null;
  readonly takesBack: { readonly id: string } | null;
}

/** True if a piece is taken back that day, by one that was not taken back itself. */
export const isTakenBack = (pieces: readonly PieceRead[], { id }: { readonly id: string }, day: CivilDate): boolean =>
  pieces.some(
    (one) =>
      one.takesBack?.id === id &&
      covers({ from: one.effectDate, until: one.effectUntil }, day) &&
      !isTakenBack(pieces, one, day),
  );

/**
 * Lists the periods, from a day on, in which a piece is not taken back yet: each day is taken back
 * once, so that an act repealed, then withdrawn, is taken back until the day of its repeal.
 * @param pieces those that take it back, and those that take these back in turn
 */
export function daysToTakeBack(
  piece: Pick<PieceRead, 'id' | 'effectUntil'>,
  from: CivilDate,
  pieces: readonly PieceRead[],
): Period[] {
  const { effectUntil } = piece;
  // The taking back can only begin or end on these days.
  const edges = pieces.flatMap(({ effectDate, effectUntil: until }) => [effectDate, ...(until ? [after(until)] : [])]);
  const days = [...new Set([from, ...edges])].filter((day) => covers({ from, until: effectUntil }, day)).sort();
  const periods: Period[] = [];
  for (const [index, day] of days.entries()) {
    if (isTakenBack(pieces, piece, day)) continue;
    const next = days[index + 1];
    const until = next === undefined ? effectUntil : before(next);
    const last = periods.at(-1);
    if (last?.until && after(last.until) === day) periods.splice(-1, 1, { from: last.from, until });
    else periods.push({ from: day, until });
  }
  return periods;
}

const after = (day: CivilDate): CivilDate => dayAfter(day, { days: 1 });
const before = (day: CivilDate): CivilDate => dayAfter(day, { days: -1 });
