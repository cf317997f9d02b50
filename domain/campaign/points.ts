import type { Bilingual } from '../bilingual.ts';

/** The output columns of a table of points: a criterion in both languages, and what it is worth. */
export const POINT_COLUMNS = ['critere', 'criterion', 'points'] as const;

/** One of the lines that add up to a candidate's points. */
export interface PointLine {
  readonly criterion: Bilingual;
  readonly points: number;
}

/**
 * Parses the answer of a table of points, one line for each rule that held; null: a line is
 * malformed.
 */
export function readPoints(output: unknown): PointLine[] | null {
  const rows = output === null ? [] : output;
  if (!Array.isArray(rows)) return null;
  const lines = rows.map((row: unknown) => {
    const { critere, criterion, points } = (typeof row === 'object' && row !== null ? row : {}) as Record<
      string,
      unknown
    >;
    const isLine = typeof critere === 'string' && typeof criterion === 'string' && Number.isInteger(points);
    return isLine ? { criterion: { fr: critere, en: criterion }, points: points as number } : null;
  });
  return lines.every((line) => line !== null) ? lines : null;
}

export const sumOf = (lines: readonly PointLine[]): number => lines.reduce((sum, { points }) => sum + points, 0);
