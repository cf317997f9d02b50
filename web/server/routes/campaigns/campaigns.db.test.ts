import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nextRankingTurn } from '#application/campaigns/rank-campaign.ts';
import { createVersions } from '#application/versions.ts';
import { dateColumn, dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { aPortal, type Browser, type TestPortal } from '../../testing/portal.ts';

const KIND = 'mobilite';
const TODAY = parisDay(new Date());
const REASONS = { reasonLaw: 'Code général de la fonction publique, article L512-19', reasonFact: 'Barème' };

let portal: TestPortal;
let [claire, lea, nadia, victor, karim, julie]: Browser[] = [];
/** The campaign of the demonstration, that Nadia prepared. */
let campaign: string;
beforeAll(async () => {
  portal = await aPortal();
  const names = [
    'claire.agent',
    'lea.fontaine',
    'nadia.gestionnaire',
    'victor.valideur',
    'karim.benali',
    'julie.aubert',
  ];
  [claire, lea, nadia, victor, karim, julie] = await Promise.all(names.map((name) => portal.as(name)));
  campaign = (await by(nadia).get('/api/campaigns').expect(200)).body.items[0].id;
});
afterAll(() => portal.close());

const by = (who: Browser | undefined): Browser => {
  if (who === undefined) throw new Error('nobody is signed in');
  return who;
};
const at = (path = '') => `/api/campaigns/${campaign}${path}`;

async function drafted(who: Browser, choix1: string): Promise<string> {
  const { id, revision } = (await who.post('/api/drafts').send({ kind: KIND }).expect(201)).body;
  await who.put(`/api/drafts/${id}`).send({ data: { choix1 }, revision }).expect(200);
  return id;
}
const file = (who: Browser, draftId: string) => who.post(`/api/drafts/${draftId}/submission`);
const coded = ({ status, body }: { status: number; body: { code?: string } }) => `${status} ${body.code ?? ''}`.trim();
const work = async () => {
  const { database } = portal.dependencies;
  while (await nextRankingTurn({ database, versions: createVersions(database), now: () => new Date() }));
};

describe('a campaign, attacked by every road', () => {
  let [own, others, late]: string[] = [];

  test('shows an agent their own choices, and nothing of the ranking nor of another', async () => {
    const draft = await drafted(by(claire), 'GREF-01');
    // Nobody knows yet what would change of her situation, nor when.
    expect((await by(claire).get(`/api/drafts/${draft}/changes`).expect(200)).body).toEqual({ items: [] });
    own = (await file(by(claire), draft).expect(201)).body.id;
    others = (await file(by(lea), await drafted(by(lea), 'GREF-01')).expect(201)).body.id;
    expect(coded(await by(claire).post('/api/drafts').send({ kind: KIND }))).toBe('409 campaign-applied');
    for (const path of ['', '/candidates', '/posts']) await by(claire).get(at(path)).expect(403);
    await by(claire).get(`/api/requests/${others}/campaign`).expect(404);
    const { body } = await by(claire).get(`/api/requests/${own}/campaign`).expect(200);
    expect(body.campaign.result).toBeNull();
    expect(JSON.stringify(body)).not.toMatch(/Fontaine|Léa/);
  });

  test('is nothing to whoever manages or decides elsewhere', async () => {
    for (const path of ['', '/candidates', '/posts']) {
      await by(karim).get(at(path)).expect(404);
      await by(julie).get(at(path)).expect(404);
    }
    expect((await by(karim).get('/api/campaigns')).body.total).toBe(0);
    expect(coded(await by(karim).post(at('/state')).send({ to: 'closed' }))).toBe('404 not-found');
    expect(coded(await by(karim).post(at('/rankings')))).toBe('404 not-found');
    expect(coded(await by(julie).post(at('/publication')).send(REASONS))).toBe('404 not-found');
    const { structure } = (await by(nadia).get(at())).body;
    const days = { opensOn: TODAY, closesOn: TODAY, opinionsUntil: TODAY, resultsOn: TODAY, effectOn: TODAY };
    const said = { ...days, title: { fr: 'À moi', en: 'Mine' }, kind: KIND, structureId: structure.id };
    expect(coded(await by(karim).post('/api/campaigns').send(said))).toBe('403 forbidden');
  });

  test('takes no post of a file once it is open, and says what a file is wrong in while it is prepared', async () => {
    const send = (id: string, bytes: Buffer) =>
      by(nadia)
        .post(`/api/campaigns/${id}/posts/file`)
        .send({ base64: bytes.toString('base64') });
    const lines = '\uFEFFCode;Intitulé;Structure;Places\r\nX1;"=HYPERLINK(""http://x.example"")";TJ-RIVEBELLE;1\r\n';
    expect(coded(await send(campaign, Buffer.from(lines)))).toBe('409 campaign-state');
    const { structure } = (await by(nadia).get(at())).body;
    const days = { opensOn: TODAY, closesOn: TODAY, opinionsUntil: TODAY, resultsOn: TODAY, effectOn: TODAY };
    const said = { ...days, title: { fr: 'Autre', en: 'Other' }, kind: KIND, structureId: structure.id };
    const { id } = (await by(nadia).post('/api/campaigns').send(said).expect(201)).body;
    const wrong = await send(id, Buffer.from(`${lines}X2;Juge;PERSONNE;1`));
    expect([coded(wrong), wrong.body.faults]).toEqual([
      '422 campaign-file',
      [{ field: '3', code: 'structure-none', params: { code: 'PERSONNE' } }],
    ]);
    expect((await send(id, Buffer.from('\uFEFFCode;Intitul\u00e9;Structure;Places', 'utf16le'))).status).toBe(422);
    expect((await send(id, Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 255, 254]))).status).toBe(422);
    expect((await send(id, Buffer.alloc(3 * 1024 * 1024, 65))).status).toBe(400);
    await by(nadia).post(`/api/campaigns/${id}/posts/file`).send({ base64: 'é' }).expect(400);
    // What looks like a formula is words.
    expect((await send(id, Buffer.from(lines))).body).toEqual({ posts: 1 });
    const { items } = (await by(nadia).get(`/api/campaigns/${id}/posts`).expect(200)).body;
    expect(items.map(({ title }: { title: string }) => title)).toEqual(['=HYPERLINK("http://x.example")']);
  });

  test('takes no late choice: a draft is kept, nothing else begins', async () => {
    const paul = await portal.as('paul.superieur');
    late = await drafted(paul, 'GREF-01');
    const { title, opensOn, effectOn } = (await by(nadia).get(at())).body;
    const days = { opensOn, closesOn: TODAY, opinionsUntil: TODAY, resultsOn: TODAY, effectOn };
    await by(nadia)
      .put(at())
      .send({ ...days, title })
      .expect(204);
    await by(nadia).post(at('/state')).send({ to: 'closed' }).expect(204);
    expect(coded(await file(paul, late ?? ''))).toBe('409 campaign-closed');
    expect(coded(await paul.post('/api/drafts').send({ kind: KIND }))).toBe('409 campaign-closed');
    await paul.get(`/api/drafts/${late}`).expect(200);
    const longer = { ...days, closesOn: effectOn, opinionsUntil: effectOn, resultsOn: effectOn };
    expect(
      coded(
        await by(nadia)
          .put(at())
          .send({ ...longer, title }),
      ),
    ).toBe('409 campaign-state');
  });

  test('is not published by who prepared or ranked it, whatever rights they are given besides', async () => {
    expect(coded(await by(victor).post(at('/publication')).send(REASONS))).toBe('409 campaign-state');
    await by(nadia).post(at('/rankings')).expect(202);
    await work();
    const { ranking } = (await by(nadia).get(at()).expect(200)).body;
    expect([ranking.state, ranking.ties[0].candidates.length]).toEqual(['tied', 2]);
    const settled = { postCode: 'GREF-01', requestIds: [others, own], reason: 'Profil plus proche du poste' };
    expect(coded(await by(victor).post(at('/settlements')).send(settled))).toBe('403 forbidden');
    const forged = { ...settled, requestIds: [others, others] };
    expect(coded(await by(nadia).post(at('/settlements')).send(forged))).toBe('409 campaign-not-tied');
    await by(nadia).post(at('/settlements')).send(settled).expect(202);
    await work();
    expect(coded(await by(nadia).post(at('/publication')).send(REASONS))).toBe('403 forbidden');
    const { prisma } = portal.dependencies.database;
    const { structure } = (await by(nadia).get(at())).body;
    const right = { structureId: structure.id, from: dateColumn(dayAfter(TODAY, { days: -1 })) };
    await prisma.habilitation.create({
      data: { ...right, personId: await portal.personId('nadia.gestionnaire'), role: 'valideur' },
    });
    expect(coded(await by(nadia).post(at('/publication')).send(REASONS))).toBe('403 forbidden');
    await prisma.habilitation.create({
      data: { ...right, personId: await portal.personId('claire.agent'), role: 'valideur' },
    });
    // Whoever is a candidate neither reads the ranking nor publishes it.
    await by(claire).get(at('/candidates')).expect(404);
    expect(coded(await by(claire).post(at('/publication')).send(REASONS))).toBe('404 not-found');
  });

  test('is published once, be it sent twice at once or again; each reads their own result', async () => {
    expect(
      coded(
        await by(victor)
          .post(at('/publication'))
          .send({ ...REASONS, reasonLaw: '' }),
      ),
    ).toMatch(/^400/);
    const sent = await Promise.all([1, 2].map(() => by(victor).post(at('/publication')).send(REASONS)));
    expect(sent.map(coded).sort()).toEqual(['204', '409 campaign-state']);
    expect(coded(await by(victor).post(at('/publication')).send(REASONS))).toBe('409 campaign-state');
    const mine = (await by(claire).get(`/api/requests/${own}/campaign`).expect(200)).body.campaign;
    expect(mine.result).toMatchObject({ post: null, out: null, ...REASONS, by: { firstName: 'Victor' } });
    expect(JSON.stringify(mine)).not.toMatch(/Fontaine|Léa/);
    const theirs = (await by(lea).get(`/api/requests/${others}/campaign`).expect(200)).body.campaign;
    expect(theirs.result).toMatchObject({ post: { code: 'GREF-01' } });
    expect(coded(await by(nadia).post(at('/rankings')))).toBe('409 campaign-state');
  });
});
