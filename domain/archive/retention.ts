import { type CivilDate, dayAfter, parisDay } from '../calendar/civil-date.ts';
import { type Grid, rowFor } from '../situation/grids/grid.ts';

/**
 * What becomes of acts that nobody needs any more: transferred to the archives for ever, or
 * destroyed.
 */
export const FATES = ['transfer', 'destroy'] as const;
export type Fate = (typeof FATES)[number];

/** How long the acts of a kind are kept from their signature, and then what. */
export interface Retention {
  readonly years: number;
  readonly fate: Fate;
}

/** The same in SEDA's terms. */
export const FINAL_ACTIONS: Readonly<Record<Fate, 'Keep' | 'Destroy'>> = { transfer: 'Keep', destroy: 'Destroy' };

/** In a grid: « verser », « éliminer ». */
const WORDS: Readonly<Record<string, Fate>> = { verser: 'transfer', éliminer: 'destroy' };
/** The row of a grid that stands for the kinds that no other row names. */
const ANY_KIND = '*';

/** Finds what the grid of a day says of the acts of a kind; null: nothing. */
export function retentionFor(grid: Grid, kind: string): Retention | null {
  const { years, fate } = (rowFor(grid, { kind }) ?? rowFor(grid, { kind: ANY_KIND }))?.values ?? {};
  const known = WORDS[String(fate)];
  return typeof years === 'number' && Number.isInteger(years) && years > 0 && known ? { years, fate: known } : null;
}

/** Until which day an act is kept, that day included, and then what; what was said of its kind since it was signed holds for it too. */
interface Kept {
  readonly until: CivilDate;
  readonly fate: Fate;
}

export const keptFor = (signedAt: Date, retention: Retention | null): Kept | null =>
  retention && { until: dayAfter(parisDay(signedAt), { months: 12 * retention.years }), fate: retention.fate };

/**
 * Returns the day until which an act was kept, if that day is past and this fate is due; null
 * otherwise.
 */
export function overSince(
  signedAt: Date,
  retention: Retention | null,
  { fate, day }: { readonly fate: Fate; readonly day: CivilDate },
): CivilDate | null {
  const kept = keptFor(signedAt, retention);
  return kept !== null && kept.fate === fate && kept.until < day ? kept.until : null;
}

/** How far the elimination of acts is. */
export const ELIMINATION_STATES = ['proposed', 'approved', 'refused', 'withdrawn'] as const;
export type EliminationState = (typeof ELIMINATION_STATES)[number];
/** The same of one of them: what it says was removed, or it is kept after all. */
export const ELIMINATED_ACT_STATES = [...ELIMINATION_STATES, 'eliminated', 'kept'] as const;
export type EliminatedActState = (typeof ELIMINATED_ACT_STATES)[number];
