import { describe, expect, test } from '@jest/globals';
import { shippedKinds } from './shipped-kind.ts';
import { findStories, toSay } from './stories.ts';

const kinds = await shippedKinds();

describe('every kind has stories to be played in Chromium', () => {
  test.each(kinds.map((kind) => [kind.kind, kind] as const))('%s: each flow is taken by one', async (_name, kind) => {
    const { stories, untaken } = await findStories(kind);
    expect(toSay(kind, untaken)).toEqual([]);
    // Each is told to its end.
    expect(stories.flatMap(({ nexts }) => nexts)).toEqual([]);
  });
});
