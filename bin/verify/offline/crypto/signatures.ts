import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { der, objectId, octets, sequence, TAG } from '#workers/pades/der/der.ts';
import { oid } from '#workers/pades/der/oids.ts';
import { Buffer } from './buffer.ts';
import { integerOf, type PublicKey } from './public-key.ts';

/** The hashes that are taken, by the names that Node gives. */
const HASHES = { sha1, sha256, sha384, sha512 } as const;
type HashName = keyof typeof HASHES;
const OID: Readonly<Record<HashName, string>> = {
  sha1: oid.sha1,
  sha256: oid.sha256,
  sha384: oid.sha384,
  sha512: oid.sha512,
};

const bytesOf = (data: Uint8Array | string): Uint8Array => (typeof data === 'string' ? Buffer.from(data) : data);

export function createHash(name: HashName) {
  const hash = HASHES[name].create();
  const made = {
    update(data: Uint8Array | string) {
      hash.update(bytesOf(data));
      return made;
    },
    digest(encoding?: 'hex') {
      const digest = Buffer.from(hash.digest());
      return encoding === 'hex' ? digest.toString('hex') : digest;
    },
  };
  return made;
}

export const hash = (name: HashName, data: Uint8Array | string, encoding: 'hex' | 'buffer' = 'hex') =>
  createHash(name)
    .update(data)
    .digest(encoding === 'hex' ? 'hex' : undefined);

/** Whether a key signed these bytes: RSA PKCS#1 v1.5, or ECDSA. */
export function verify(name: HashName, bytes: Uint8Array, { rsa, ec }: PublicKey, signature: Uint8Array): boolean {
  const digest = HASHES[name](bytes);
  if (rsa) {
    const { modulus, exponent, bytes: length } = rsa;
    const value = integerOf(signature);
    if (signature.length !== length || value >= modulus) return false;
    return power(value, exponent, modulus) === integerOf(padded(name, digest, length));
  }
  // Node takes (r, n - s) as well as (r, s): so do we.
  return ec?.curve.verify(signature, digest, ec.point, { format: 'der', prehash: false, lowS: false }) ?? false;
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

/** What was signed, written in the one way that it can be (RFC 8017, 9.2). */
function padded(name: HashName, digest: Uint8Array, length: number): Uint8Array {
  const info = sequence(sequence(objectId(OID[name]), der(TAG.null)), octets(digest));
  const filled = new Uint8Array(Math.max(0, length - info.length - 3)).fill(0xff);
  return Buffer.concat([Uint8Array.of(0, 1), filled, Uint8Array.of(0), info]);
}
