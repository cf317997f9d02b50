import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { merklePaths, merkleRoot, rootByPath } from './merkle.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
/** The leaves of the test vectors of Certificate Transparency implementations. */
const LEAVES = [
  ...['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'],
].map(hex);
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('a Merkle tree', () => {
  test('has the roots that others compute of the same leaves', () => {
    expect(ROOTS.map((_, size) => merkleRoot(LEAVES.slice(0, size)).toString('hex'))).toEqual(ROOTS);
  });

  test('each leaf leads to its root by its path, and by no other place, leaf or path', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), fc.nat(), (size, some, other) => {
        const leaves = Array.from({ length: size }, (_, index) => createHash('md5').update(`${index}`).digest());
        const [index, elsewhere] = [some % size, other % size];
        const leaf = leaves[index] as Buffer;
        const [path = []] = merklePaths(leaves, [index]);
        expect(merklePaths(leaves)[index]).toEqual(path);
        const root = merkleRoot(leaves);
        expect(rootByPath(leaf, { index, size, path })).toEqual(root);
        if (elsewhere !== index) {
          expect(rootByPath(leaf, { index: elsewhere, size, path })).not.toEqual(root);
          expect(rootByPath(leaves[elsewhere] as Buffer, { index, size, path })).not.toEqual(root);
        }
        expect(rootByPath(leaf, { index, size, path: [...path, leaf] })).toBeNull();
        if (path.length > 0) expect(rootByPath(leaf, { index, size, path: path.slice(1) })).not.toEqual(root);
      }),
    );
  });

  test('takes neither a place outside it nor a leaf that it has not', () => {
    expect(rootByPath(hex('00'), { index: 3, size: 3, path: [] })).toBeNull();
    expect(rootByPath(hex('00'), { index: -1, size: 3, path: [] })).toBeNull();
    expect(() => merklePaths(LEAVES, [8])).toThrow(RangeError);
  });
});
