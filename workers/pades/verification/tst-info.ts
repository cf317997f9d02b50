import { type Der, DerError, Members, octetsIn, readDer, readObjectId, TAG } from '../der/der.ts';

/** What a time stamp says (TSTInfo, RFC 3161): over which digest, when, and the number of the request that it answers. */
export interface TstInfo {
  readonly imprint: Imprint;
  readonly at: Date;
  /** As it is written; none where the request had none. */
  readonly nonce: Uint8Array | null;
}

/** A digest, and the identifier of its algorithm. */
export interface Imprint {
  readonly algorithm: string;
  readonly digest: Uint8Array;
}

const TIME = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{1,9})?Z$/;

/** @throws {DerError} */
export function readTstInfo(bytes: Uint8Array): TstInfo {
  const info = new Members(readDer(bytes));
  info.next(TAG.integer);
  info.next(TAG.objectId);
  const imprint = readImprint(info.next(TAG.sequence));
  info.next(TAG.integer);
  const at = timeIn(info.next(TAG.generalizedTime));
  // Its accuracy, and whether stamps of this authority are in their order.
  info.maybe(TAG.sequence);
  info.maybe(TAG.boolean);
  const nonce = info.maybe(TAG.integer)?.content ?? null;
  return { imprint, at, nonce };
}

/** MessageImprint. @throws {DerError} */
export function readImprint(value: Der): Imprint {
  const members = new Members(value);
  const algorithm = readObjectId(new Members(members.next()).next());
  const digest = octetsIn(members.next());
  members.end();
  return { algorithm, digest };
}

function timeIn({ content }: Der): Date {
  const found = TIME.exec(Buffer.from(content).toString('latin1'));
  const [, year, month, day, hour, minute, second, fraction = ''] = found ?? [];
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
  if (Number.isNaN(at.getTime())) throw new DerError('the time of the stamp cannot be read');
  return at;
}
