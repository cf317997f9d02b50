import { type CivilDate, dayAfter } from '../calendar/civil-date.ts';
import type { LaterActNature } from '../decision/later-act.ts';
import type { InTime } from '../situation/themes/theme.ts';

/** An entry of a theme of a person's situation, as undoing reads it. */
export interface UndoableEntry {
  readonly id: string;
  readonly requestId: string | null;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  /** The item of a list that it is about. */
  readonly item: string | null;
  /** What a movement adds to its balance (negative: takes from it). */
  readonly moves: number | null;
  readonly stands: boolean;
  /** The entry that it supersedes; null: none. */
  readonly citesId: string | null;
  /** The entry whose effect this one undoes; null: it undoes nothing. */
  readonly undoesId: string | null;
  /**
   * The entry whose value it restores, or keeps until a day; null for an undoing: nothing replaces
   * what it undoes.
   */
  readonly carriesId: string | null;
}

/** The new effect that undoes another one. */
export interface Undoing {
  readonly undoesId: string;
  readonly citesId: string | null;
  readonly carriesId: string | null;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
}

/**
 * Why an act cannot undo an effect: something depends on it (what came after must be undone first),
 * or it undoes another one itself and lasts until a new act changes it.
 */
export type UndoingFault = 'act-built-upon' | 'act-undoes-another';
/** The same, or that no act can reverse the change. */
export type UndoingLack = UndoingFault | 'act-undone-by-request';

/** What an act does to the effects of an earlier one. */
export interface Undone {
  readonly nature: LaterActNature;
  /** For a repeal: the first day without effect. */
  readonly since: CivilDate;
}

/**
 * Decides how to undo one of the effects of an act that is withdrawn (as if never written) or
 * repealed (from a day on); null: nothing is left to undo.
 * @param rows every entry of its theme and person, by first day, then in the order in which they
 * were written
 */
export function undoingOf(
  rows: readonly UndoableEntry[],
  of: UndoableEntry,
  { nature, since, lives }: Undone & { readonly lives: InTime['is'] },
): Undoing | UndoingFault | null {
  if (nature === 'corrects') return null;
  if (of.undoesId !== null && nature === 'repeals') return 'act-undoes-another';
  const tip = standingOf(rows, of);
  if (tip === null || tip === 'act-built-upon') return tip;
  const cited = of.citesId === null ? undefined : rows.find(({ id }) => id === of.citesId);
  const asked = { rows, of, tip, cited, lives };
  // An entry that ends a period early takes effect on the day after its new end.
  const begins = cited !== undefined && of.until !== null ? dayAfter(of.until, { days: 1 }) : of.from;
  return nature === 'withdraws' || since <= begins ? withdrawn(asked) : repealed(asked, since);
}

interface Asked {
  readonly rows: readonly UndoableEntry[];
  readonly of: UndoableEntry;
  /** The entry that holds its value today. */
  readonly tip: UndoableEntry;
  /** The entry that it superseded. */
  readonly cited: UndoableEntry | undefined;
  readonly lives: InTime['is'];
}

/**
 * Undoes an effect as if it had never been written: what it superseded is in force again, or
 * nothing is.
 */
function withdrawn({ rows, tip, cited, lives }: Asked): Undoing | UndoingFault {
  if ((lives === 'current' || lives === 'list') && laterOn(rows, tip).length > 0) return 'act-built-upon';
  const { from, until } = cited ?? tip;
  const undoing = {
    ...{ undoesId: tip.id, citesId: tip.stands ? tip.id : null, carriesId: cited?.id ?? null },
    ...{ from, until },
  };
  const others = rows.filter((row) => row.stands && row !== tip);
  if (cited !== undefined && lives === 'dated' && others.some((row) => meets(row, undoing))) return 'act-built-upon';
  if (lives === 'balance' && isBelow([...others, ...(cited === undefined ? [] : [cited])])) return 'act-built-upon';
  return undoing;
}

/**
 * Undoes an effect from a day on: it ends the day before, or what was in force before it continues.
 */
function repealed({ rows, tip, cited, lives }: Asked, since: CivilDate): Undoing | UndoingFault | null {
  if (lives === 'balance') return null;
  if (lives !== 'dated') {
    const later = laterOn(rows, tip);
    // Another value has already replaced it.
    if (later.some(({ from }) => from <= since)) return null;
    if (later.length > 0) return 'act-built-upon';
  }
  const before = cited ?? (lives === 'dated' ? undefined : earlierThan(rows, tip));
  if (before !== undefined) {
    if (before.until !== null && before.until < since) return null;
    const goesOn = { undoesId: tip.id, citesId: null, carriesId: before.id, from: since, until: before.until };
    const meeting = rows.some((row) => row.stands && row !== tip && meets(row, goesOn));
    return lives === 'dated' && meeting ? 'act-built-upon' : goesOn;
  }
  if (tip.until !== null && tip.until < since) return null;
  return {
    ...{ undoesId: tip.id, citesId: tip.id, carriesId: tip.id },
    ...{ from: tip.from, until: dayAfter(since, { days: -1 }) },
  };
}

/**
 * Returns the entry that holds today what an entry wrote: itself, or the one that keeps or restores
 * its value; null: nothing is left of it.
 */
function standingOf(rows: readonly UndoableEntry[], of: UndoableEntry): UndoableEntry | 'act-built-upon' | null {
  if (of.stands) return of;
  const undoneBy = rows.find(({ undoesId }) => undoesId === of.id);
  // It states that nothing is in force, until it is undone itself.
  if (isVoid(of)) return undoneBy === undefined ? of : null;
  const over = rows.find(({ citesId }) => citesId === of.id);
  if (over === undefined) return null;
  if (over.carriesId === of.id) return standingOf(rows, over);
  const again = rows.findLast(({ undoesId, carriesId }) => undoesId === over.id && carriesId === of.id);
  if (again !== undefined) return standingOf(rows, again);
  return isVoid(over) ? null : 'act-built-upon';
}

const isVoid = ({ undoesId, carriesId }: UndoableEntry): boolean => undoesId !== null && carriesId === null;

/** Lists later entries of the same item, except the one that undid it. */
const laterOn = (rows: readonly UndoableEntry[], tip: UndoableEntry): UndoableEntry[] =>
  rows.slice(rows.indexOf(tip) + 1).filter((row) => row.stands && row.item === tip.item && row.undoesId !== tip.id);

/** Returns the earlier entry of the same item that would be in force without it. */
const earlierThan = (rows: readonly UndoableEntry[], tip: UndoableEntry): UndoableEntry | undefined =>
  rows.slice(0, rows.indexOf(tip)).findLast((row) => row.stands && row.item === tip.item);

const FOR_EVER = '9999-12-31';

const meets = (one: Pick<UndoableEntry, 'from' | 'until'>, other: Pick<UndoableEntry, 'from' | 'until'>): boolean =>
  one.from <= (other.until ?? FOR_EVER) && other.from <= (one.until ?? FOR_EVER);

/** True if a balance would go below zero: what it gave has been used since. */
function isBelow(movements: readonly UndoableEntry[]): boolean {
  let total = 0;
  return movements
    .toSorted((one, other) => (one.from < other.from ? -1 : Number(one.from > other.from)))
    .some(({ moves }) => {
      total += moves ?? 0;
      return total < 0;
    });
}
