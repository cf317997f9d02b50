import type { CivilDate } from '../calendar/civil-date.ts';
import type { Undone } from '../effect/undoing.ts';

/** A piece as the act that undoes its own reads it. */
export interface PiecePaid {
  readonly id: string;
  readonly effectDate: CivilDate;
  readonly effectUntil: CivilDate | null;
  /** The theme that it follows; null: the act alone. */
  readonly theme: string | null;
}

/**
 * Since when a piece is taken back by an act that withdraws or repeals its own; null: it is not. One that follows an effect is if
 * that effect is undone; one that follows the act alone, unless it had ended before.
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

interface PieceRead {
  readonly id: string;
  readonly effectDate: CivilDate;
  readonly takesBack: { readonly id: string } | null;
}

/** Whether a piece is taken back that day, by one that was not taken back itself. */
export const isTakenBack = (pieces: readonly PieceRead[], { id }: { readonly id: string }, day: CivilDate): boolean =>
  pieces.some((one) => one.takesBack?.id === id && one.effectDate <= day && !isTakenBack(pieces, one, day));
