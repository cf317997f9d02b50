/** Lists that grow are counted up to here: whoever has more narrows the list, and nobody reads the difference. */
export const COUNT_BOUND = 1_000;
