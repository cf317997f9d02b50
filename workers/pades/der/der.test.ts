import { describe, expect, test } from '@jest/globals';
import {
  DerError,
  der,
  Members,
  objectId,
  octets,
  octetsIn,
  readDer,
  readObjectId,
  sequence,
  setOf,
  TAG,
} from './der.ts';
import { oid } from './oids.ts';

const bytes = (hex: string): Uint8Array => Buffer.from(hex, 'hex');
const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');

test('identifiers are written as the standards have them, and read back', () => {
  expect(hex(objectId(oid.sha256))).toBe('0609608648016503040201');
  for (const id of [...Object.values(oid), '2.999.1']) expect(readObjectId(readDer(objectId(id)))).toBe(id);
});

test('a long value says its length in as few bytes as can be', () => {
  const lengths = [127, 128, 256, 65_536].map((length) => hex(octets(new Uint8Array(length))).slice(0, 10));
  expect(lengths).toEqual(['047f000000', '0481800000', '0482010000', '0483010000']);
});

test('the members of a set stand in the order of their bytes', () => {
  expect(hex(setOf(bytes('040102'), bytes('0401'), bytes('040101')))).toBe('31080401040101040102');
});

test('a value without a length is read up to its end, octets in pieces are one', () => {
  const open = readDer(bytes(`3080${'2480'}${'0401aa'}${'0401bb'}0000${'020105'}0000`));
  const members = new Members(open);
  expect(hex(octetsIn(members.next()))).toBe('aabb');
  expect(hex(members.next(TAG.integer).content)).toBe('05');
  members.end();
});

describe('what is no value, or another one than expected, is refused', () => {
  test.each(['', '30', '3003', '04020', '3f010100', '30850000000001ff', '308004', '0480aa0000', '050000'])(
    '%s',
    (text) => {
      expect(() => readDer(bytes(text))).toThrow(DerError);
    },
  );

  test('values within one another without an end, or octets in pieces of pieces', () => {
    expect(() => readDer(bytes('3080'.repeat(32_000)))).toThrow(DerError);
    let pieces = octets(bytes('aa'));
    for (let depth = 0; depth < 10_000; depth += 1) pieces = der(0x24, pieces);
    expect(() => octetsIn(readDer(pieces))).toThrow(DerError);
  });

  test('a member that is missing, or one too many', () => {
    const one = readDer(sequence(octets(bytes('aa'))));
    expect(() => new Members(one).next(TAG.integer)).toThrow(DerError);
    expect(() => new Members(one).end()).toThrow(DerError);
    expect(() => new Members(one, TAG.set)).toThrow(DerError);
  });
});
