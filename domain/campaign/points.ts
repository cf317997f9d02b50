/** The output columns of a table of points: a criterion in both languages, and what it is worth. */
export const POINT_COLUMNS = ['critere', 'criterion', 'points'] as const;
