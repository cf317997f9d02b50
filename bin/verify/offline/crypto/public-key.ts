import { Members, readDer, readObjectId, TAG } from '#workers/act-seal/pades/der.ts';
import { oid } from '#workers/act-seal/pades/oids.ts';
import { CURVES, type Curve, type Point } from './curves.ts';

/** What a certificate says of its key, by the names that Node gives. */
export interface PublicKey {
  readonly asymmetricKeyType: 'rsa' | 'ec' | undefined;
  readonly asymmetricKeyDetails: { readonly modulusLength?: number; readonly namedCurve?: string };
  readonly rsa?: { readonly modulus: bigint; readonly exponent: bigint; readonly bytes: number };
  readonly ec?: { readonly curve: Curve; readonly point: Point };
}

const EC_KEY = '1.2.840.10045.2.1';
const UNCOMPRESSED = 4;

export const integerOf = (bytes: Uint8Array): bigint => bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);

/** Reads a SubjectPublicKeyInfo. @throws {DerError} */
export function readPublicKey(bytes: Uint8Array): PublicKey {
  const info = new Members(readDer(bytes));
  const algorithm = new Members(info.next(TAG.sequence));
  const id = readObjectId(algorithm.next());
  // A BIT STRING: how many bits are left over, then the bytes.
  const key = info.next().content.subarray(1);
  if (id === oid.rsa) {
    const members = new Members(readDer(key));
    const [modulus, exponent] = [members.next(TAG.integer), members.next(TAG.integer)].map(({ content }) =>
      integerOf(content),
    ) as [bigint, bigint];
    const bits = modulus.toString(2).length;
    return {
      asymmetricKeyType: 'rsa',
      asymmetricKeyDetails: { modulusLength: bits },
      rsa: { modulus, exponent, bytes: Math.ceil(bits / 8) },
    };
  }
  if (id !== EC_KEY) return { asymmetricKeyType: undefined, asymmetricKeyDetails: {} };
  const curve = CURVES.get(readObjectId(algorithm.next()));
  if (curve === undefined) return { asymmetricKeyType: 'ec', asymmetricKeyDetails: {} };
  const half = (key.length - 1) / 2;
  const point = { x: integerOf(key.subarray(1, 1 + half)), y: integerOf(key.subarray(1 + half)) };
  const isPlain = key[0] === UNCOMPRESSED && half === curve.bytes;
  return {
    asymmetricKeyType: 'ec',
    asymmetricKeyDetails: { namedCurve: curve.name },
    ...(isPlain && { ec: { curve, point } }),
  };
}
