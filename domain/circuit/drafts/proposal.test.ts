import { expect, test } from '@jest/globals';
import { versionInForce, versionInForceWithout, versionThatClosed } from './proposal.ts';

/** Version 1 is the installation's; two people published the others. */
const version = (number: number, { withdrawn = false } = {}) => ({
  id: `v${number}`,
  number,
  bundleHash: `h${number}`,
  proposalId: number === 1 ? null : `p${number}`,
  withdrawnAt: withdrawn ? new Date('2026-03-02T09:00:00Z') : null,
});
const gone = { withdrawn: true };

test.each([
  ['what the installation shipped, as long as nobody published', [version(1)], [], 'v1'],
  ['what two people published last', [version(1), version(2)], ['h2'], 'v2'],
  ['an older one that they brought back', [version(1), version(2), version(3)], ['h2', 'h3', 'h1'], 'v1'],
  ['the one before, once it is withdrawn', [version(1), version(2), version(3, gone)], ['h2', 'h3'], 'v2'],
  [
    'the one that they had in force before, not the newest',
    [version(1), version(2), version(3, gone)],
    ['h2', 'h1', 'h3'],
    'v1',
  ],
  ['what was shipped, where they published once', [version(1), version(2, gone)], ['h2'], 'v1'],
  [
    'none, once both are: one person brings no older one back',
    [version(1), version(2, gone), version(3, gone)],
    ['h2', 'h3'],
    null,
  ],
  [
    'none, whichever of both was withdrawn first',
    [version(1), version(2), version(3, gone), version(4, gone)],
    ['h2', 'h3', 'h4'],
    null,
  ],
  [
    'what two people published since',
    [version(1), version(2, gone), version(3, gone), version(4)],
    ['h2', 'h3', 'h4'],
    'v4',
  ],
  [
    'an older one that they published since',
    [version(1), version(2, gone), version(3, gone)],
    ['h2', 'h3', 'h1'],
    'v1',
  ],
  ['none of a kind that has none', [], [], null],
])('new requests start on %s', (_which, versions, published, id) => {
  expect(versionInForce(versions, published)?.id ?? null).toBe(id);
});

test('a kind was closed by the last withdrawal of the two in force last, whatever else is withdrawn since', () => {
  const at = (day: number) => ({ withdrawnAt: new Date(Date.UTC(2026, 2, day)) });
  const versions = [
    { ...version(1), ...at(9) },
    { ...version(2), ...at(4) },
    { ...version(3), ...at(3) },
  ];
  expect(versionThatClosed(versions, ['h2', 'h3'])?.id).toBe('v2');
  expect(versionThatClosed([version(1), version(2)], ['h2'])).toBeNull();
  expect(versionThatClosed([], [])).toBeNull();
});

test('what a withdrawal would do is known before it is done', () => {
  const versions = [version(1), version(2), version(3)];
  const without = (number: number, published = ['h2', 'h3']) =>
    versionInForceWithout(versions, published, version(number))?.id ?? null;
  expect([without(3), without(2), without(1)]).toEqual(['v2', 'v3', 'v3']);
  expect(versionInForceWithout([version(1), version(2, gone), version(3)], ['h2', 'h3'], version(3))).toBeNull();
});
