/** Carbon's label for what a machine wrote, which no screen shows: components only look whether they were given one. */
export const AILabel = (): null => null;
