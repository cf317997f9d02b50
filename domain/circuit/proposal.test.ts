import { expect, test } from '@jest/globals';
import { versionInForce } from './proposal.ts';

const version = (number: number, { withdrawn = false } = {}) => ({
  id: `v${number}`,
  number,
  bundleHash: `h${number}`,
  withdrawnAt: withdrawn ? new Date('2026-03-02T09:00:00Z') : null,
});
const withdrawn = { withdrawn: true };

test.each([
  ['what the installation shipped, as long as nobody published', [version(1)], null, 'v1'],
  ['what two people published last', [version(1), version(2)], 'h2', 'v2'],
  ['an older one that they brought back', [version(1), version(2), version(3)], 'h1', 'v1'],
  ['the newest that is left, once it is withdrawn', [version(1), version(2), version(3, withdrawn)], 'h3', 'v2'],
  ['the one before, once that one is too', [version(1), version(2, withdrawn), version(3, withdrawn)], 'h3', 'v1'],
  ['none, once all are: the kind is closed', [version(1, withdrawn), version(2, withdrawn)], 'h2', null],
  ['none of a kind that has none', [], null, null],
])('new requests start on %s', (_which, versions, lastPublished, id) => {
  expect(versionInForce(versions, lastPublished)?.id ?? null).toBe(id);
});
