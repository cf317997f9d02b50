/** Keeps the values of an object that a sentence can use: texts and numbers, nothing nested. */
export const scalarsOf = (values: object): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
