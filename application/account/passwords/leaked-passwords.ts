import { createHash } from 'node:crypto';

// The file config/leaked-passwords.bin: for each password, the first eight bytes of a SHA-256, in order. What is looked up is
// in lower case, as most of the list is. bin/release/leaked-passwords.ts makes it.

const BYTES = 8;

/** How a password is looked up. */
const keyOf = (password: string): bigint =>
  createHash('sha256').update(password.normalize('NFKC').toLowerCase()).digest().readBigUInt64BE();

/** The file that holds these passwords. */
export function packPasswords(passwords: Iterable<string>): Buffer {
  const keys = [...new Set(Array.from(passwords, keyOf))].sort((a, b) => (a < b ? -1 : 1));
  const packed = Buffer.alloc(keys.length * BYTES);
  keys.forEach((key, index) => {
    packed.writeBigUInt64BE(key, index * BYTES);
  });
  return packed;
}

/** Whether a password is in such a file, whatever its capitals. */
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
