import { p256, p384, p521 } from '@noble/curves/nist.js';
import { Members, readDer, readObjectId, TAG } from '#workers/pades/der/der.ts';
import { oid } from '#workers/pades/der/oids.ts';

/** What a certificate says of its key, by the names that Node gives. */
export interface PublicKey {
  readonly asymmetricKeyType: 'rsa' | 'ec' | undefined;
  readonly asymmetricKeyDetails: { readonly modulusLength?: number; readonly namedCurve?: string };
  readonly rsa?: { readonly modulus: bigint; readonly exponent: bigint; readonly bytes: number };
  readonly ec?: { readonly curve: typeof p256; readonly point: Uint8Array };
}

const EC_KEY = '1.2.840.10045.2.1';
/** The curves that are taken, by their object identifiers, with the names that OpenSSL gives them. */
const CURVES = new Map([
  ['1.2.840.10045.3.1.7', { name: 'prime256v1', curve: p256 }],
  ['1.3.132.0.34', { name: 'secp384r1', curve: p384 }],
  ['1.3.132.0.35', { name: 'secp521r1', curve: p521 }],
]);

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
  const known = CURVES.get(readObjectId(algorithm.next()));
  if (known === undefined) return { asymmetricKeyType: 'ec', asymmetricKeyDetails: {} };
  const { name: namedCurve, curve } = known;
  return { asymmetricKeyType: 'ec', asymmetricKeyDetails: { namedCurve }, ec: { curve, point: key } };
}
