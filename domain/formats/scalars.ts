/** Keeps what a sentence can hold of an object: texts and numbers, nothing nested. */
export const scalarsOf = (values: object): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
