/** A search that cannot be understood: the caller's mistake, told in their words. */
export class BadQuery extends Error {
  override readonly name = 'BadQuery';
}
