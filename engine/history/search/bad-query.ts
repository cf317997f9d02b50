/** A search that cannot be understood: the caller's mistake, said in their words. */
export class BadQuery extends Error {
  override readonly name = 'BadQuery';
}
