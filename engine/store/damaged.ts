/** What the store holds is not what was written to it. The message says where. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}

/** The store is whole, but ends before what was acknowledged: a part of it was removed, or an older one put back. */
export class Behind extends Error {
  override readonly name = 'Behind';
}
