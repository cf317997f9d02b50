/**
 * Maximum up to which growing lists are counted: people with longer ones narrow them, and the exact
 * count is of no use.
 */
export const COUNT_BOUND = 1_000;
