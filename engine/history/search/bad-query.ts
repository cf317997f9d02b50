/** A search that cannot be understood: the caller's mistake, said in their words. */
export class BadQuery extends Error {
  override readonly name: string = 'BadQuery';
}

/** One that cannot even be read: a field that is not known, not of its type, or none of its words. */
export class UnreadableQuery extends BadQuery {
  override readonly name = 'UnreadableQuery';
}

/** Refuses what cannot be read as the property of the request that it should be. */
export function unreadable(property: string, expected?: string): never {
  throw new UnreadableQuery(cannotBeParsed(property, expected));
}

/** Refuses a word that is none of those of a field. */
export function notAmong(field: string, value: unknown, words: readonly string[]): never {
  throw new UnreadableQuery(isNoneOf(field, value, words));
}

/** As a cluster says it, of any request. */
export const cannotBeParsed = (property: string, expected?: string): string =>
  `Request property [${property}] cannot be parsed${expected === undefined ? '' : `: expected ${expected}`}`;

/** As a cluster says it, of any request. */
export const isNoneOf = (field: string, value: unknown, words: readonly string[]): string =>
  `Unexpected value '${String(value)}' for enum field '${field}'. Use any of the following values: [${words.join(', ')}]`;

/** What is said of a search that finds more than can be sent, or held, at once. */
export const TOO_LARGE = 'What was found takes too much memory: ask for less of it at once, by page.limit';

/** As a cluster says it, of any request. */
export const isNoKey = (field: string, value: string): string =>
  `The provided ${field} '${value}' is not a valid key. Expected a numeric value. Did you pass an entity id instead of an entity key?`;
