import { type Undoing, type UndoingLack, type Undone, undoingOf } from '#domain/effect/undoing.ts';
import type { Tx } from '#prisma/client.ts';
import { rowsToUndo } from '#prisma/repositories/people/undoing.ts';

/** What undoes an effect, and of which theme. */
export interface ThemeUndoing extends Undoing {
  readonly theme: string;
}

/** Why an effect cannot be undone by an act, and of which theme. */
export interface BlockedUndoing {
  readonly theme: string;
  readonly fault: UndoingLack;
}

/**
 * How the effects of a request’s act are undone by one that withdraws or repeals it, a theme at most each; or the first that cannot
 * be. What two people prove, or how the agent is reached, no act gives back: the agent’s own request does.
 */
export async function undoingsOf(tx: Tx, requestId: string, undone: Undone): Promise<ThemeUndoing[] | BlockedUndoing> {
  if (undone.nature === 'corrects') return [];
  const rows = await rowsToUndo(tx, requestId);
  const undoings: ThemeUndoing[] = [];
  for (const { theme, lives, floor, use, ...of } of rows.filter((row) => row.requestId === requestId)) {
    if (floor === 'two-person' || use === 'reach') return { theme, fault: 'act-undone-by-request' };
    const ofTheme = rows.filter((row) => row.theme === theme);
    const undoing = undoingOf(ofTheme, ofTheme.find(({ id }) => id === of.id) ?? of, { ...undone, lives });
    if (typeof undoing === 'string') return { theme, fault: undoing };
    if (undoing !== null) undoings.push({ theme, ...undoing });
  }
  return undoings;
}
