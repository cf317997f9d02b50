import { createHash } from 'node:crypto';

// Format of config/leaked-passwords.bin: for each password, the first eight bytes of a SHA-256,
// sorted. Passwords are lower-cased first, as most of the list is. Made by
// bin/release/leaked-passwords.ts.

const BYTES = 8;

/** Returns the key under which a password is looked up. */
const keyOf = (password: string): bigint =>
  createHash('sha256').update(password.normalize('NFKC').toLowerCase()).digest().readBigUInt64BE();

/** Builds the file from these passwords. */
export function packPasswords(passwords: Iterable<string>): Buffer {
  const keys = [...new Set(Array.from(passwords, keyOf))].sort((a, b) => (a < b ? -1 : 1));
  const packed = Buffer.alloc(keys.length * BYTES);
  keys.forEach((key, index) => {
    packed.writeBigUInt64BE(key, index * BYTES);
  });
  return packed;
}

/** True if a password is in the file; case is ignored. */
export function isPacked(packed: Buffer, password: string): boolean {
  const key = keyOf(password);
  let [low, high] = [0, packed.length / BYTES];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = packed.readBigUInt64BE(middle * BYTES);
    if (found === key) return true;
    if (found < key) low = middle + 1;
    else high = middle;
  }
  return false;
}
