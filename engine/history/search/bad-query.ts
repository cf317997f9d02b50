/** A search that cannot be understood: the caller's mistake, said in their words. */
export class BadQuery extends Error {
  override readonly name = 'BadQuery';
}

/** What is said of a search that finds more than can be sent, or held, at once. */
export const TOO_LARGE = 'What was found takes too much memory: ask for less of it at once, by page.limit';
