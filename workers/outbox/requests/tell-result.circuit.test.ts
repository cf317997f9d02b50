import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { offerPost } from '#application/campaigns/offer-posts.ts';
import { prepareCampaign } from '#application/campaigns/prepare-campaign.ts';
import { publishCampaign } from '#application/campaigns/publish-campaign.ts';
import { askRanking } from '#application/campaigns/rank-campaign.ts';
import { bringCampaign } from '#application/campaigns/steer-campaign.ts';
import { createVersions } from '#application/versions.ts';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { lastEntry } from '#prisma/repositories/people/situation.ts';
import { startCampaigns } from '../../loops/keep-campaigns.ts';
import { eventually, type WorkerBench } from '../../testing/bench.ts';
import type { Cast } from '../../testing/people.ts';
import { type Actors, openPlay } from '../../testing/play.ts';

const KIND = 'mobilite';
const TODAY = parisDay(new Date());
const DAYS = { opensOn: TODAY, closesOn: TODAY, opinionsUntil: TODAY, resultsOn: TODAY };
const EFFECT = dayAfter(TODAY, { months: 3 });

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let campaigns: ReturnType<typeof startCampaigns>;
beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  await bench.start();
  campaigns = startCampaigns(bench.context);
});
afterAll(async () => {
  await campaigns?.stop();
  await bench?.close();
});

const prisma = () => bench.db.database.prisma;

/** A campaign of one post, with so many places, in which the agent asks for it; ranked, and published by another than who ranked it. */
async function inCampaign(places: number, before: (requestId: string) => Promise<unknown>): Promise<string> {
  const { database } = bench.db;
  const deps = { database, versions: createVersions(database), mailDomain: 'harmonie.example' };
  const by = async (id: string) => ({ actor: await actorFacts(prisma(), id), at: new Date() });
  const { structureId } = await prisma().posting.findFirstOrThrow({ where: { personId: cast.agent } });
  const { code } = await prisma().structure.findUniqueOrThrow({ where: { id: structureId } });
  const title = { fr: 'Mobilité', en: 'Transfers' };
  const said = { ...DAYS, effectOn: EFFECT, title, kind: KIND, structureId };
  const id = await prepareCampaign(deps, { ...said, ...(await by(cast.manager)) });
  const post = { code: 'P1', title: 'Greffier', structureCode: code, places, profile: '' };
  await offerPost(deps, { id, post, ...(await by(cast.manager)) });
  await bringCampaign(deps, { id, to: 'open', ...(await by(cast.manager)) });
  const requestId = await people.file({ choix1: 'P1' }, { kind: KIND });
  await before(requestId);
  await bringCampaign(deps, { id, to: 'closed', ...(await by(cast.manager)) });
  await askRanking(deps, { id, ...(await by(cast.manager)) });
  campaigns.wake();
  await eventually(async () =>
    (await prisma().campaign.findUnique({ where: { id } }))?.state === 'ranked' ? true : null,
  );
  const reasons = { reasonLaw: 'Code général de la fonction publique', reasonFact: 'Barème' };
  await publishCampaign(deps, { id, ...reasons, ...(await by(cast.checker)) });
  return requestId;
}

const closed = (requestId: string) =>
  eventually(async () => (await prisma().request.findUniqueOrThrow({ where: { id: requestId } })).outcome);

test('a candidate who is placed has their act signed, and their posting written as the campaign gave it', async () => {
  const requestId = await inCampaign(1, (id) => people.at(id, 'avis-superieur', cast.superior, 'favorable'));
  await people.sign(requestId, 'signature-arrete');
  expect(await closed(requestId)).toBe('granted');
  expect(await lastEntry(prisma(), cast.agent, 'affectation')).toMatchObject({
    ...{ from: EFFECT, value: expect.objectContaining({ poste: 'Greffier' }) },
  });
});

test('a candidate who is not placed is refused by who published, be the opinion given or not', async () => {
  const requestId = await inCampaign(0, (id) => people.taskAt(id, 'avis-superieur'));
  expect(await closed(requestId)).toBe('refused');
  const { deliveredAt } = await prisma().campaignResult.findUniqueOrThrow({ where: { requestId } });
  expect(deliveredAt).not.toBeNull();
});
