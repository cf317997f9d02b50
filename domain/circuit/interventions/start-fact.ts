export const START_FACTS = ['structureCode', 'structureCodes'] as const;
/**
 * Facts about a request that a circuit may ask for at its start (process property `startFacts`), beside those of its form.
 * None says anything of a person.
 *  · structureCode: the code of the agent's structure when they filed.
 *  · structureCodes: the same with those above it, the nearest first.
 */
export type StartFact = (typeof START_FACTS)[number];

/** Splits the names in a property or a header, « structureCode, structureCodes ». */
export const readNames = (list: string | undefined): string[] =>
  (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
