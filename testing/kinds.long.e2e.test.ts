import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Stage } from './browser/stage.ts';
import { seeItsEnd } from './every-kind/ending.ts';
import { isSealed, receiptOf, seeInForce } from './every-kind/in-force.ts';
import { OnScreens } from './every-kind/on-screens.ts';
import { AGENTS, type Member } from './every-kind/people.ts';
import { type ShippedKind, shippedKinds } from './every-kind/shipped-kind.ts';
import { agreedStory } from './every-kind/stories.ts';

// One agreed story of kinds of several shapes, to what is in force after it (an opinion and a visa, then an act: main-job.e2e.test.ts,
// day by day); every-kind.long.e2e.test.ts plays every branch of every kind. Agents live at the same time, each of them one
// story after the other: what stands for them depends on the one before.
const TOLD: Readonly<Record<string, readonly (readonly [kind: string, shape: string])[]>> = {
  Claire: [
    ['avancement-echelon', 'an act that a manager starts'],
    ['conge-annuel', 'a receipt, the superior alone deciding'],
  ],
  Hugo: [['disponibilite-pour-convenances-personnelles', 'the opinion of the ethics officer too']],
  Léa: [
    ['conge-maternite', 'a certificate, checked by whoever keeps the file'],
    ['forfait-mobilites-durables', 'two persons and pay'],
  ],
};

let stage: Stage;
const ended = new Map<string, Promise<void>>();
beforeAll(async () => {
  const kinds = await shippedKinds(Object.values(TOLD).flatMap((told) => told.map(([kind]) => kind)));
  stage = await Stage.open();
  for (const [firstName, told] of Object.entries(TOLD)) {
    const agent = AGENTS.find(({ person }) => person.firstName === firstName);
    let before: Promise<unknown> = Promise.resolve();
    for (const [name] of told) {
      const kind = kinds.find((one) => one.kind === name);
      if (kind === undefined || agent === undefined) throw new Error(`${firstName} or « ${name} » is not there`);
      const own = before.then(() => play(kind, agent));
      before = own.catch(() => undefined);
      ended.set(name, own);
    }
  }
});
afterAll(async () => {
  await Promise.allSettled(ended.values());
  await stage?.close();
});

test.each(Object.values(TOLD).flat())('%s is granted, sealed and in force: %s', (kind) => ended.get(kind));

async function play(kind: ShippedKind, agent: Member): Promise<void> {
  const rehearsed = await agreedStory(kind, agent);
  expect(rehearsed.done.findLast(({ type }) => type === 'request-close')?.headers.outcome).toBe('granted');
  await stage.scene(`${kind.kind}-agreed`, async (open) => {
    const screens = new OnScreens(stage, open, kind, rehearsed);
    const filed = await screens.play();
    const act = await seeItsEnd(stage, screens, kind, rehearsed, filed);
    const visitor = await screens.visitor(agent);
    await isSealed(stage, act ?? (await receiptOf(visitor, filed)));
    await seeInForce(visitor, screens, kind, filed);
  });
}
