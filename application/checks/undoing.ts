import { type Undoing, type UndoingLack, type Undone, undoingOf } from '#domain/effect/undoing.ts';
import type { Tx } from '#prisma/client.ts';
import { rowsToUndo } from '#prisma/repositories/people/undoing.ts';

/** What undoes an effect, with its theme. */
export interface ThemeUndoing extends Undoing {
  readonly theme: string;
}

/** Why an act cannot undo an effect, with its theme. */
export interface BlockedUndoing {
  readonly theme: string;
  readonly fault: UndoingLack;
}

/**
 * Computes how an act that withdraws or repeals another one undoes its effects, at most one a
 * theme; or returns the first that cannot be undone. No act restores what takes two people to
 * prove, nor how the agent is reached: only the agent's own request does.
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
