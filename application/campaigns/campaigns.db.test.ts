import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dateColumn, dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { changeCampaign, findCampaign } from '#prisma/repositories/campaigns/campaigns.ts';
import { listCandidates } from '#prisma/repositories/campaigns/candidates.ts';
import { campaignOfRequest } from '#prisma/repositories/campaigns/of-request.ts';
import { listPosts } from '#prisma/repositories/campaigns/posts.ts';
import { lastRanking, listSettlements, setRanking, sumsOf } from '#prisma/repositories/campaigns/rankings.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { factsOfRequests, requestData } from '#prisma/repositories/requests/requests.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { aPerson, aRequest, aShippedCircuit, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { beginnableFor } from '../checks/beginnable.ts';
import type { Deps } from '../dependencies.ts';
import { beginDraft } from '../drafts/begin-draft.ts';
import { openFormJudge } from '../forms/form-judge.ts';
import { fileRequest } from '../requests/file-request.ts';
import { withdraw } from '../requests/withdraw.ts';
import { createVersions } from '../versions.ts';
import { offerPost, offerPostsOfFile, withdrawPost } from './offer-posts.ts';
import { prepareCampaign, reviseCampaign } from './prepare-campaign.ts';
import { publishCampaign } from './publish-campaign.ts';
import { askRanking, nextRankingTurn, settleTie } from './rank-campaign.ts';
import { bringCampaign } from './steer-campaign.ts';

const KIND = 'essai-campagne';
const TODAY = parisDay(new Date());
const inDays = (days: number) => dayAfter(TODAY, { days });
const DAYS = {
  opensOn: TODAY,
  closesOn: inDays(30),
  opinionsUntil: inDays(45),
  resultsOn: inDays(60),
  effectOn: inDays(120),
};
const choice = (key: string, more = {}) => ({
  ...{ type: 'select', key, id: key, label: key, values: [], properties: { from: 'campagne.postes', ...more } },
  validate: { required: key === 'choix1' },
});
const FORM = {
  type: 'default',
  components: [
    choice('choix1'),
    choice('choix2', { validate: '=choix2 != choix1' }),
    {
      type: 'expression',
      key: 'poste',
      id: 'poste',
      expression: '="plus tard"',
      properties: { from: 'campagne.poste' },
    },
  ],
};
/** Twenty points from five years in post. */
const POINTS = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="drd" name="Barème" namespace="essai">
  <decision id="bareme" name="Barème"><decisionTable id="table" hitPolicy="COLLECT">
    <input id="i"><inputExpression id="e" typeRef="number"><text>years and months duration(date(postSince), date(filedOn)).years</text></inputExpression></input>
    <output id="o1" name="critere" typeRef="string" /><output id="o2" name="criterion" typeRef="string" /><output id="o3" name="points" typeRef="number" />
    <rule id="r"><inputEntry id="c"><text>&gt;= 5</text></inputEntry><outputEntry id="x"><text>"Ancienneté"</text></outputEntry><outputEntry id="y"><text>"Seniority"</text></outputEntry><outputEntry id="z"><text>20</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>`;
const TITLE = { fr: 'Mobilité de printemps', en: 'Spring transfers' };

let db: TestDatabase;
const forms = openFormJudge();
let deps: Deps;
let ministry: { id: string; path: string };
let court: { id: string; path: string };
let code: string;
let nadia: string;
beforeAll(async () => {
  db = await aDatabase();
  const secrets = createSecretValues(randomBytes(32));
  deps = { database: db.database, versions: createVersions(db.database), secrets, forms };
  const manifest = {
    ...{ kind: KIND, form: { path: 'essai.form' }, steps: [], taskForms: {}, pieces: [], effects: [], themes: {} },
    ...{ texts: { form: {} }, campaign: 'bareme' },
  };
  const files = { 'essai.form': JSON.stringify(FORM), 'bareme.dmn': POINTS };
  await aShippedCircuit(db.database, { kind: KIND, manifest, files });
  const other = { ...manifest, kind: 'essai-seul', campaign: null };
  await aShippedCircuit(db.database, { kind: 'essai-seul', manifest: other, files });
  const root = await aStructure(prisma(), 'Ministère');
  for (const kind of [KIND])
    await prisma().kindOpening.create({
      data: { kind, structureId: root.id, open: true, from: dateColumn('2020-01-01') },
    });
  ministry = root;
});
afterAll(() => db?.drop());
async function anotherCourt(): Promise<void> {
  court = await aStructure(db.database.prisma, 'Tribunal', ministry);
  code = (await db.database.prisma.structure.findUniqueOrThrow({ where: { id: court.id } })).code;
  nadia = await aPerson('Nadia').postedIn(court).holding('gestionnaire', court).make(db.database);
}
beforeEach(anotherCourt);

const prisma = () => db.database.prisma;
const by = async (id: string, personId = nadia) => ({
  id,
  actor: await actorFacts(prisma(), personId),
  at: new Date(),
});
const prepare = async (said: object = {}, personId = nadia) =>
  prepareCampaign(deps, {
    ...DAYS,
    title: TITLE,
    kind: KIND,
    structureId: court.id,
    ...said,
    ...(await by('', personId)),
  });
const post = (one = 'P1', more = {}) => ({
  code: one,
  title: 'Greffier',
  places: 1,
  profile: '',
  structureCode: code,
  ...more,
});
const offer = async (id: string, one = post()) => offerPost(deps, { ...(await by(id)), post: one });
const bring = async (id: string, to: 'open' | 'closed' | 'ended', personId = nadia) =>
  bringCampaign(deps, { ...(await by(id, personId)), to });
const stateOf = async (id: string) => (await findCampaign(prisma(), id))?.state;

describe('a campaign', () => {
  test('is prepared with days in their order, for a structure that one manages and a kind that has campaigns', async () => {
    const elsewhere = await aStructure(prisma(), 'Prison', ministry);
    const faults = [{ field: 'closesOn', code: 'day-too-early', params: { day: TODAY } }];
    await expect(prepare({ closesOn: inDays(-1) })).rejects.toMatchObject({ code: 'form-invalid', faults });
    await expect(prepare({ structureId: elsewhere.id })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(prepare({ kind: 'essai-seul' })).rejects.toMatchObject({ code: 'kind-without-campaign' });
    const id = await prepare();
    expect(await findCampaign(prisma(), id)).toMatchObject({
      ...DAYS,
      title: TITLE,
      state: 'prepared',
      madeById: nadia,
    });
  });

  test('offers posts by a form and by a file, all of the file or none, until it opens', async () => {
    const id = await prepare();
    await expect(bring(id, 'open')).rejects.toMatchObject({ code: 'campaign-without-post' });
    await offer(id);
    const file = async (text: string) => offerPostsOfFile(deps, { ...(await by(id)), content: Buffer.from(text) });
    const lines = ['\uFEFFCode;Intitulé;Structure;Places', `P2;Juge;${code};2`, `P3;Juge;${code};deux`];
    const wrong = [`P2;Juge;${code};1`, 'P4;Juge;NULLE-PART;1', `=1+1;;${code};2001`];
    await expect(file([...lines, ...wrong].join('\r\n'))).rejects.toMatchObject({
      code: 'campaign-file',
      params: { more: 0 },
      faults: [
        { field: '3', code: 'places', params: { column: 'Places', max: 1000 } },
        { field: '4', code: 'twice', params: { line: 2 } },
        { field: '5', code: 'structure-none', params: { code: 'NULLE-PART' } },
        { field: '6', code: 'number', params: { column: 'Code' } },
        { field: '6', code: 'empty', params: { column: 'Intitulé' } },
        { field: '6', code: 'places' },
      ],
    });
    const whole = async (text: string, code: string) =>
      expect(file(text)).rejects.toMatchObject({ code: 'campaign-file', faults: [{ field: '0', code }] });
    await whole('', 'file-empty');
    await whole('Code;Intitulé;Structure;Places', 'file-empty');
    await whole('Matricule;Code;Intitulé;Structure;Places', 'column-unknown');
    await whole('Code;Intitulé;Places', 'column-missing');
    await whole(`Code;Intitulé;Structure;Places\nP2;"Juge;${code};1\n`, 'quote');
    expect((await listPosts(prisma(), id, { page: 1, pageSize: 20 })).total).toBe(1);
    const written = `Code,Intitulé,Structure,Places,Profil\nP2,Juge,${code},0,"Droit\npublic"\nP3,Juge,${code},2,\n`;
    expect(await file(written)).toBe(2);
    await withdrawPost(deps, { ...(await by(id)), code: 'P1' });
    const { items } = await listPosts(prisma(), id, { page: 1, pageSize: 20 });
    expect(items.map((one) => [one.code, one.places, one.profile])).toEqual([
      ['P2', 0, 'Droit public'],
      ['P3', 2, ''],
    ]);
    await bring(id, 'open');
    await expect(offer(id)).rejects.toMatchObject({ code: 'campaign-state' });
    await expect(
      prisma().$executeRawUnsafe(`update campaign_post set places = 9 where campaign_id = $1::uuid`, id),
    ).rejects.toThrow(/its posts were offered/);
  });

  test('opens once, beside no other for the same agents, and closes on its last day, not before', async () => {
    const id = await prepare();
    await offer(id);
    await bring(id, 'open');
    await bring(id, 'open');
    const below = await aStructure(prisma(), 'Greffe', court);
    const other = await prepare({ structureId: below.id });
    await offer(other);
    await expect(bring(other, 'open')).rejects.toMatchObject({ code: 'campaign-overlaps' });
    await expect(bring(id, 'closed')).rejects.toMatchObject({ code: 'campaign-too-early' });
    await expect(bring(id, 'ended')).rejects.toMatchObject({ code: 'campaign-state' });
    await reviseCampaign(deps, { ...DAYS, closesOn: TODAY, title: TITLE, ...(await by(id)) });
    await bring(id, 'closed');
    await expect(reviseCampaign(deps, { ...DAYS, title: TITLE, ...(await by(id)) })).rejects.toMatchObject({
      code: 'campaign-state',
    });
    const trace = (await traceOf(prisma(), SYSTEM_CHAIN)).filter(({ subject }) => subject === `campaign:${id}`);
    expect(trace.map(({ verb }) => verb)).toEqual([
      ...['campaign.prepare', 'campaign.posts', 'campaign.open', 'campaign.revise', 'campaign.close'],
    ]);
  });

  test('is steered by the manager of its agents, read by who publishes it, and is nothing to others', async () => {
    const id = await prepare();
    await offer(id);
    const victor = await aPerson('Victor').holding('valideur', court).make(db.database);
    const lea = await aPerson('Léa')
      .holding('gestionnaire', await aStructure(prisma(), 'Prison', ministry))
      .make(db.database);
    await expect(bring(id, 'open', victor)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(bring(id, 'open', lea)).rejects.toMatchObject({ code: 'not-found' });
    expect(await stateOf(id)).toBe('prepared');
  });

  test('does not go back, nor is published by one statement of the application', async () => {
    const id = await prepare();
    const run = (sql: string) => prisma().$executeRawUnsafe(sql, id);
    const refused = (sql: string) => expect(run(sql)).rejects.toThrow(/campaign|permission denied/);
    await refused(`update campaign set state = 'published' where id = $1::uuid`);
    await refused(`update campaign set made_by_id = made_by_id where id = $1::uuid`);
    await refused(`delete from campaign where id = $1::uuid`);
    expect(await stateOf(id)).toBe('prepared');
  });

  test('that does not exist is not said to be changed, nor its ranking', async () => {
    const id = randomUUID();
    await expect(changeCampaign(prisma(), id, { state: 'closed' })).rejects.toThrow(`campaign ${id} is unknown`);
    await expect(setRanking(prisma(), id, { touchedAt: new Date() })).rejects.toThrow(`ranking ${id} is unknown`);
  });
});

describe('a request of a kind that is filed in campaigns', () => {
  const claire = () => aPerson('Claire').postedIn(court).make(db.database);
  const begun = async (personId: string) => {
    const actor = await actorFacts(prisma(), personId);
    const draft = await beginDraft(deps, { actor, kind: KIND, agentId: personId, at: new Date() });
    return { actor, draftId: draft.id };
  };
  const answered = (draftId: string, data: object) => prisma().draft.update({ where: { id: draftId }, data: { data } });
  const opened = async () => {
    const id = await prepare();
    for (const one of ['P1', 'P2']) await offer(id, post(one));
    await bring(id, 'open');
    return id;
  };

  test('is not begun, nor offered, while no campaign takes it', async () => {
    const agent = await claire();
    await expect(begun(agent)).rejects.toMatchObject({ code: 'campaign-closed' });
    const may = async () => {
      const found = await beginnableFor(
        { tx: prisma(), ...deps },
        await actorFacts(prisma(), agent),
        agent,
        new Date(),
      );
      return found.barred.find(({ version }) => version.kind === KIND)?.why ?? null;
    };
    expect(await may()).toBe('no-campaign');
    const id = await prepare({ opensOn: inDays(1) });
    await offer(id);
    await bring(id, 'open');
    expect(await may()).toBe('no-campaign');
    await opened().catch(() => {});
    await expect(begun(agent)).rejects.toMatchObject({ code: 'campaign-closed' });
  });

  test('enters the campaign with the posts that it asks for, in order, of those that there are', async () => {
    const [agent, id] = [await claire(), await opened()];
    const { actor, draftId } = await begun(agent);
    const file = () => fileRequest(deps, { actor, draftId, at: new Date() });
    await answered(draftId, { choix1: 'P9' });
    await expect(file()).rejects.toMatchObject({ code: 'form-invalid', faults: [{ field: 'choix1', code: 'option' }] });
    await answered(draftId, { choix1: 'P2', choix2: 'P2' });
    await expect(file()).rejects.toMatchObject({ code: 'form-invalid', faults: [{ field: 'choix2', code: 'rule' }] });
    await answered(draftId, { choix1: 'P2', choix2: 'P1' });
    const { requestId } = await file();
    expect(await prisma().campaignRequest.findUniqueOrThrow({ where: { requestId } })).toEqual({
      ...{ requestId, campaignId: id, choices: ['P2', 'P1'] },
    });
    // Fields that only the result fills in are not part of what was filed.
    expect(await requestData(prisma(), requestId)).toEqual({ choix1: 'P2', choix2: 'P1' });
  });

  test('begun before it closed is not filed after, and is kept', async () => {
    const [agent, id] = [await claire(), await opened()];
    const { actor, draftId } = await begun(agent);
    await answered(draftId, { choix1: 'P1' });
    await reviseCampaign(deps, { ...DAYS, closesOn: TODAY, title: TITLE, ...(await by(id)) });
    await bring(id, 'closed');
    await expect(fileRequest(deps, { actor, draftId, at: new Date() })).rejects.toMatchObject({
      code: 'campaign-closed',
    });
    expect(await prisma().draft.count({ where: { id: draftId } })).toBe(1);
  });

  test('is the only one of its agent there, be two filed at once, until it is closed', async () => {
    const [agent, id] = [await claire(), await opened()];
    const drafts = [await begun(agent), await begun(agent)];
    for (const { draftId } of drafts) await answered(draftId, { choix1: 'P1' });
    const filed = await Promise.allSettled(
      drafts.map(({ actor, draftId }) => fileRequest(deps, { actor, draftId, at: new Date() })),
    );
    expect(filed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(filed.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'campaign-applied' } });
    await expect(begun(agent)).rejects.toMatchObject({ code: 'campaign-applied' });
    const request = await aRequest(prisma(), agent, court, KIND);
    const enter = () =>
      prisma().campaignRequest.create({ data: { requestId: request, campaignId: id, choices: ['P1'] } });
    await expect(enter()).rejects.toThrow(/has an application there/);
    await db.asOwner(`update request set outcome = 'closed', closed_at = now() where agent_id = $1 and id <> $2`, [
      agent,
      request,
    ]);
    await enter();
  });

  test('enters no campaign of another structure, by whatever road', async () => {
    const id = await opened();
    const elsewhere = await aStructure(prisma(), 'Prison', ministry);
    const agent = await aPerson('Hugo').postedIn(elsewhere).make(db.database);
    await expect(begun(agent)).rejects.toMatchObject({ code: 'campaign-closed' });
    const request = await aRequest(prisma(), agent, elsewhere, KIND);
    await expect(
      prisma().campaignRequest.create({ data: { requestId: request, campaignId: id, choices: ['P1'] } }),
    ).rejects.toThrow(/not open to that request/);
  });
});

/** A candidate in post since that year, with these choices; returns the request. */
async function asks(name: string, since: string, ...choices: string[]): Promise<string> {
  const agent = await aPerson(name).postedIn(court, `${since}-01-01`).make(db.database);
  const actor = await actorFacts(prisma(), agent);
  const { id: draftId } = await beginDraft(deps, { actor, kind: KIND, agentId: agent, at: new Date() });
  const data = Object.fromEntries(choices.map((code, at) => [`choix${at + 1}`, code]));
  await prisma().draft.update({ where: { id: draftId }, data: { data } });
  return (await fileRequest(deps, { actor, draftId, at: new Date() })).requestId;
}
async function toClose(): Promise<string> {
  const id = await prepare({ closesOn: TODAY });
  for (const one of ['P1', 'P2']) await offer(id, post(one));
  await bring(id, 'open');
  return id;
}
const rank = async (id: string, personId = nadia) => askRanking(deps, await by(id, personId));
const work = async (turns = Number.POSITIVE_INFINITY) => {
  for (let turn = 0; turn < turns && (await nextRankingTurn({ ...deps, now: () => new Date() })); turn += 1);
};
const ranked = async (id: string) => {
  const { items } = await listCandidates(prisma(), id, { page: 1, pageSize: 100 });
  return new Map(items.map(({ requestId, rank }) => [requestId, rank]));
};

describe('the ranking of a campaign', () => {
  test('gives each their points line by line, and posts by choices in order; who left or withdrew is out, with why', async () => {
    const id = await toClose();
    const elder = await asks('Claire', '2001', 'P1', 'P2');
    const younger = await asks('Hugo', '2023', 'P1', 'P2');
    const gone = await asks('Lise', '2010', 'P1');
    const agentOf = async (requestId: string) =>
      (await prisma().request.findUniqueOrThrow({ where: { id: requestId } })).agentId;
    await db.asOwner(`update posting set until = $2 where person_id = $1`, [await agentOf(gone), inDays(-1)]);
    await expect(rank(id)).rejects.toMatchObject({ code: 'campaign-state' });
    await bring(id, 'closed');
    await rank(id);
    await rank(id);
    await work();
    const found = await ranked(id);
    expect(found.get(elder)).toMatchObject({ out: null, points: 20, postCode: 'P1' });
    expect(found.get(elder)?.lines).toEqual([{ criterion: { fr: 'Ancienneté', en: 'Seniority' }, points: 20 }]);
    expect(found.get(younger)).toMatchObject({ points: 0, lines: [], postCode: 'P2' });
    expect(found.get(gone)).toMatchObject({ out: 'left', postCode: null });
    const { items } = await listPosts(prisma(), id, { page: 1, pageSize: 20 });
    expect(items.map((one) => [one.code, one.askedBy, one.filled])).toEqual([
      ['P1', 3, 1],
      ['P2', 2, 1],
    ]);
    expect(await stateOf(id)).toBe('ranked');
    expect(await lastRanking(prisma(), id)).toMatchObject({ number: 1, state: 'done', total: 3, ranked: 3 });
  });

  test('stops at a tie for a last place, until somebody settles it with a reason; each version is kept', async () => {
    const id = await toClose();
    const [one, other] = [await asks('Claire', '2001', 'P1'), await asks('Hugo', '2001', 'P1')];
    await bring(id, 'closed');
    await rank(id);
    await work();
    const ties = [{ postCode: 'P1', requestIds: [one, other].sort(), places: 1 }];
    expect(await lastRanking(prisma(), id)).toMatchObject({ number: 1, state: 'tied', ties });
    expect(await stateOf(id)).toBe('closed');
    const settle = async (requestIds: string[]) =>
      settleTie(deps, { ...(await by(id)), postCode: 'P1', requestIds, reason: 'Profil plus proche du poste' });
    await expect(settle([one, id])).rejects.toMatchObject({ code: 'campaign-not-tied' });
    await settle([other, one]);
    await work();
    expect(await lastRanking(prisma(), id)).toMatchObject({ number: 2, state: 'done', ties: [] });
    expect([(await ranked(id)).get(one)?.postCode, (await ranked(id)).get(other)?.postCode]).toEqual([null, 'P1']);
    await expect(settle([other, one])).rejects.toMatchObject({ code: 'campaign-not-tied' });
    expect(await prisma().campaignRank.count({ where: { ranking: { campaignId: id } } })).toBe(4);
    expect(await listSettlements(prisma(), id)).toMatchObject([
      { postCode: 'P1', order: [{ firstName: 'Hugo' }, { firstName: 'Claire' }], by: { firstName: 'Nadia' } },
    ]);
  });

  test('stopped in the middle is read by nobody, and goes on where it was', async () => {
    const id = await toClose();
    for (let one = 0; one < 30; one += 1) await asks(`Agent${one}`, `${1990 + one}`, 'P1', 'P2');
    await bring(id, 'closed');
    await rank(id);
    await work(1);
    expect(await lastRanking(prisma(), id)).toMatchObject({ state: 'asked', total: 30, ranked: 25 });
    expect([...(await ranked(id)).values()].every((one) => one === null)).toBe(true);
    await work();
    expect(await lastRanking(prisma(), id)).toMatchObject({ state: 'done', ranked: 30 });
    const after = [...(await ranked(id)).values()];
    expect(after.map((one) => one?.postCode).filter((code) => code != null)).toEqual(['P1', 'P2']);
    const change = prisma().$executeRawUnsafe(
      `update campaign_rank k set post_code = 'P1' from campaign_ranking g where g.id = k.ranking_id and g.campaign_id = $1::uuid`,
      id,
    );
    await expect(change).rejects.toThrow(/it ended/);
  });

  test('that a fault of ours stops lets those of other campaigns pass', async () => {
    const stopped = await toClose();
    await asks('Claire', '2001', 'P1');
    await bring(stopped, 'closed');
    await rank(stopped);
    await anotherCourt();
    const other = await toClose();
    await asks('Hugo', '2010', 'P1');
    await bring(other, 'closed');
    await rank(other);
    const get = () => Promise.reject(new Error('a fault of ours'));
    const faulty = { ...deps, versions: { ...deps.versions, get }, now: () => new Date() };
    await expect(nextRankingTurn(faulty)).rejects.toThrow('a fault of ours');
    await work(1);
    expect(await lastRanking(prisma(), other)).toMatchObject({ ranked: 1 });
    await work();
    expect([(await lastRanking(prisma(), stopped))?.state, (await lastRanking(prisma(), other))?.state]).toEqual([
      ...['done', 'done'],
    ]);
  });

  test('is asked for by a person who steers the campaign, never by a candidate of it', async () => {
    const id = await toClose();
    const lea = await aPerson('Léa').postedIn(court).holding('gestionnaire', court).make(db.database);
    const actor = await actorFacts(prisma(), lea);
    const { id: draftId } = await beginDraft(deps, { actor, kind: KIND, agentId: lea, at: new Date() });
    await prisma().draft.update({ where: { id: draftId }, data: { data: { choix1: 'P1' } } });
    await fileRequest(deps, { actor, draftId, at: new Date() });
    await bring(id, 'closed');
    await expect(rank(id, lea)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the results of a campaign', () => {
  const REASONS = { reasonLaw: 'Code général de la fonction publique, article L512-19', reasonFact: 'Barème' };
  const publish = async (id: string, personId: string) =>
    publishCampaign({ ...deps, mailDomain: 'harmonie.example' }, { ...(await by(id, personId)), ...REASONS });
  const aPublisher = () => aPerson('Victor').holding('valideur', court).make(db.database);
  /** A ranked campaign, with one candidate who is placed and one who is not. */
  async function aRanked() {
    const id = await toClose();
    const [placed, not] = [await asks('Claire', '2001', 'P1'), await asks('Hugo', '2015', 'P1')];
    await bring(id, 'closed');
    await rank(id);
    await work();
    return { id, placed, not };
  }
  const factsOf = async (requestId: string) => (await factsOfRequests(prisma(), [requestId])).get(requestId);

  test('are published all at once, each told once with the outcome alone, and never twice', async () => {
    const { id, placed, not } = await aRanked();
    const victor = await aPublisher();
    await publish(id, victor);
    await expect(publish(id, victor)).rejects.toMatchObject({ code: 'campaign-state' });
    const commands = await prisma().outbox.findMany({
      where: { subject: { in: [`result:${placed}`, `result:${not}`] } },
    });
    expect(commands.map(({ command, payload }) => [command, payload]).sort()).toEqual(
      [placed, not].sort().map((requestId) => ['tell-result', { requestId }]),
    );
    const publishedAt = (await findCampaign(prisma(), id))?.publishedAt;
    expect(commands.map(({ createdAt }) => createdAt)).toEqual([publishedAt, publishedAt]);
    const told = await prisma().notification.findMany({ where: { requestId: { in: [placed, not] } } });
    expect(told.map(({ requestId, message }) => [requestId, message]).sort()).toEqual(
      [
        [placed, 'campaign-placed'],
        [not, 'campaign-unplaced'],
      ].sort(),
    );
    // From then on the request answers with the result, and what was filed is kept.
    expect(await requestData(prisma(), placed)).toEqual({ choix1: 'P1', choix2: null, poste: 'Greffier' });
    expect(await requestData(prisma(), not)).toEqual({ choix1: 'P1', choix2: null });
    expect((await factsOf(placed))?.resulted).toBe(true);
    expect(await campaignOfRequest(prisma(), not)).toMatchObject({
      state: 'published',
      result: { post: null, points: 20, ...REASONS, by: { id: victor } },
    });
    await bring(id, 'ended');
  });

  test('are published by a second person, who neither prepared nor ranked it', async () => {
    const { id } = await aRanked();
    const both = await aPerson('Nora').holding('valideur', court).holding('gestionnaire', court).make(db.database);
    await expect(publish(id, nadia)).rejects.toMatchObject({ code: 'forbidden' });
    await rank(id, both);
    await work();
    await expect(publish(id, both)).rejects.toMatchObject({ code: 'forbidden' });
    const elsewhere = await aPerson('Max')
      .holding('valideur', await aStructure(prisma(), 'Prison', ministry))
      .make(db.database);
    await expect(publish(id, elsewhere)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('wait for another ranking when a candidate withdrew or left since', async () => {
    const { id, placed } = await aRanked();
    const { agentId } = await prisma().request.findUniqueOrThrow({ where: { id: placed } });
    await withdraw(deps, {
      actor: await actorFacts(prisma(), agentId),
      requestId: placed,
      reason: null,
      at: new Date(),
    });
    const victor = await aPublisher();
    await expect(publish(id, victor)).rejects.toMatchObject({ code: 'campaign-not-ranked' });
    await rank(id);
    await work();
    await publish(id, victor);
    expect(await prisma().campaignResult.count({ where: { campaignId: id } })).toBe(1);
  });

  test('reach people who left or moved away too, without a post and with why, but nobody who withdrew', async () => {
    const id = await toClose();
    const [placed, gone, withdrawn] = [
      await asks('Claire', '2001', 'P1'),
      await asks('Lise', '2010', 'P1'),
      await asks('Hugo', '2015', 'P2'),
    ];
    const agentOf = async (requestId: string) =>
      (await prisma().request.findUniqueOrThrow({ where: { id: requestId } })).agentId;
    const at = new Date();
    const hugo = await actorFacts(prisma(), await agentOf(withdrawn));
    await withdraw(deps, { actor: hugo, requestId: withdrawn, reason: null, at });
    await bring(id, 'closed');
    await rank(id);
    await work();
    const left = [await agentOf(gone), inDays(-1)];
    const victor = await aPublisher();
    await db.asOwner('update posting set until = $2 where person_id = $1', left);
    await expect(publish(id, victor)).rejects.toMatchObject({ code: 'campaign-not-ranked' });
    await rank(id);
    await work();
    const ranking = await lastRanking(prisma(), id);
    expect(await sumsOf(prisma(), { id: ranking?.id ?? '', campaignId: id })).toEqual({
      ...{ placed: 1, unplaced: 0, out: 2, told: 2, vacant: 1 },
    });
    await db.asOwner('update posting set until = null where person_id = $1', left.slice(0, 1));
    await expect(publish(id, victor)).rejects.toMatchObject({ code: 'campaign-not-ranked' });
    await db.asOwner('update posting set until = $2 where person_id = $1', left);
    await publish(id, victor);
    expect(await campaignOfRequest(prisma(), gone)).toMatchObject({ result: { post: null, out: 'left', lines: [] } });
    expect(await campaignOfRequest(prisma(), placed)).toMatchObject({ result: { post: { code: 'P1' }, out: null } });
    expect(await campaignOfRequest(prisma(), withdrawn)).toMatchObject({ result: null });
    const told = await prisma().notification.findMany({ where: { requestId: { in: [placed, gone, withdrawn] } } });
    const results = told.filter(({ message }) => message.startsWith('campaign-'));
    expect(new Map(results.map(({ requestId, message }) => [requestId, message]))).toEqual(
      new Map([
        [placed, 'campaign-placed'],
        [gone, 'campaign-unplaced'],
      ]),
    );
  });

  test('published by two people at once are published once', async () => {
    const { id, placed, not } = await aRanked();
    const publishers = [await aPublisher(), await aPublisher()];
    const done = await Promise.allSettled(publishers.map((one) => publish(id, one)));
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(done.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'campaign-state' } });
    const about = { requestId: { in: [placed, not] } };
    expect(await prisma().notification.count({ where: about })).toBe(2);
    expect(await prisma().outbox.count({ where: { command: 'tell-result', subject: { contains: placed } } })).toBe(1);
  });

  test('stopped in the middle of their publication, are told to nobody', async () => {
    const { id, placed } = await aRanked();
    const victor = await aPublisher();
    const broken: Deps['versions'] = { ...deps.versions, get: () => Promise.reject(new Error('killed')) };
    const asked = { ...(await by(id, victor)), ...REASONS };
    await expect(publishCampaign({ ...deps, versions: broken, mailDomain: 'harmonie.example' }, asked)).rejects.toThrow(
      'killed',
    );
    expect(await stateOf(id)).toBe('ranked');
    expect(await prisma().notification.count({ where: { requestId: placed } })).toBe(0);
    await publish(id, victor);
  });

  test('are not written, nor a withdrawal asked once published, by another road', async () => {
    const { id, placed, not } = await aRanked();
    const ranking = await lastRanking(prisma(), id);
    const forged = prisma().campaignResult.create({
      data: { requestId: not, campaignId: id, rankingId: ranking?.id ?? '', postCode: 'P1', publishedAt: new Date() },
    });
    await expect(forged).rejects.toThrow(/says no such result/);
    await publish(id, await aPublisher());
    const change = prisma().$executeRawUnsafe(
      `update campaign_result set post_code = 'P2' where request_id = $1::uuid`,
      placed,
    );
    await expect(change).rejects.toThrow(/permission denied/);
    const { agentId } = await prisma().request.findUniqueOrThrow({ where: { id: not } });
    const actor = await actorFacts(prisma(), agentId);
    await expect(withdraw(deps, { actor, requestId: not, reason: null, at: new Date() })).rejects.toMatchObject({
      code: 'withdrawal-too-late',
    });
  });
});
