import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Stage } from './browser/stage.ts';
import { seeItsEnd } from './every-kind/ending.ts';
import { type Filed, OnScreens } from './every-kind/on-screens.ts';
import { PortalEngine } from './every-kind/portal-engine.ts';
import { shippedKinds } from './every-kind/shipped-kind.ts';
import { findStories, toSay } from './every-kind/stories.ts';
import { titleOf } from './every-kind/story.ts';

// What is filed in a campaign waits for its results, which no step of its circuit gives: campaign.long.e2e.test.ts.
// What touches an act comes after those that make one.
const shipped = (await shippedKinds())
  .filter(({ manifest }) => !manifest.campaign)
  .sort((one, other) => Number(Boolean(one.manifest.laterAct)) - Number(Boolean(other.manifest.laterAct)));
const kinds = await Promise.all(shipped.map(async (kind) => ({ kind, name: kind.kind, ...(await findStories(kind)) })));

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage?.close());

describe.each(kinds)('every branch of $name', ({ kind, stories, untaken }) => {
  const played: Filed[] = [];

  test.each(stories.map((rehearsed) => [titleOf(rehearsed.story), rehearsed] as const))(
    '%s',
    async (_title, rehearsed) => {
      await stage.scene(`${kind.kind}-${stories.indexOf(rehearsed) + 1}`, async (open) => {
        const screens = new OnScreens(stage, open, kind, rehearsed);
        const filed = await screens.play();
        played.push(filed);
        await seeItsEnd(stage, screens, kind, rehearsed, filed);
      });
    },
  );

  test('no flow of its diagram is left out', async () => {
    expect(toSay(kind, untaken)).toEqual([]);
    const engine = new PortalEngine(stage.portal);
    const taken = await Promise.all(played.map(({ id }) => engine.taken(id)));
    const left = kind.flows.filter(({ id }) => !taken.some((flows) => flows.has(id)));
    expect(left.map(({ id, from, to }) => `${id}: ${from} -> ${to}`)).toEqual([]);
  });
});
