import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { takenOver } from '#prisma/testing/builders.ts';
import type { DraftView } from '#web/contract/requests/drafts.ts';
import type { SituationToday, SituationView, ThemeHistory } from '#web/contract/requests/situation.ts';
import { aRequest, atTask, OPINION } from '../../testing/circuit.ts';
import { aPortal, type Browser, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
let claire: Browser;
let personId: string;
beforeAll(async () => {
  portal = await aPortal();
  claire = await portal.as('claire.agent');
  personId = await portal.personId('claire.agent');
  const contact = (from: string, value: object) =>
    takenOver(portal.db.asOwner, personId, { theme: 'contact', value, from });
  await contact('2024-01-01', { phone: '+33142761717' });
  await contact('2025-01-01', { phone: '+33142761717', personalEmail: 'claire@exemple.fr' });
});
afterAll(() => portal.close());

const themeOf = ({ themes }: SituationView, name: string): ThemeHistory => {
  const found = themes.find(({ theme }) => theme === name);
  if (found === undefined) throw new Error(`no theme ${name}`);
  return found;
};

test('one’s situation has each theme with since when, all that it was, and what one can ask', async () => {
  const { body } = await claire.get('/api/situations/mine').expect(200);
  const contact = themeOf(body, 'contact');
  expect(contact).toMatchObject({
    title: { fr: 'Coordonnées personnelles' },
    values: [{ value: { fr: '01 42 76 17 17' } }, { value: { fr: 'claire@exemple.fr' } }],
    from: '2025-01-01',
    kinds: [{ kind: 'telephone-courriel' }],
  });
  expect(contact.history.map(({ from, origin, request }) => [from, origin, request])).toEqual([
    ['2025-01-01', 'taken-over', null],
    ['2024-01-01', 'taken-over', null],
    ['2023-09-01', 'taken-over', null],
  ]);
  // Nothing known means something, where the theme says so; an act is for others to start.
  expect(themeOf(body, 'temps-de-travail')).toMatchObject({ values: [], none: { fr: 'Temps plein' } });
  expect(themeOf(body, 'echelon-grade')).toMatchObject({ kinds: [] });
});

test('what ends says what follows, and is asked for again in a form filled in from the day after', async () => {
  const paul = await portal.personId('paul.superieur');
  await takenOver(portal.db.asOwner, paul, {
    ...{ theme: 'temps-de-travail', value: { quota: 70, payFraction: '70/100' } },
    ...{ from: '2025-09-01', until: '2099-08-31' },
  });
  const browser = await portal.as('paul.superieur');
  const { body } = await browser.get('/api/situations/mine').expect(200);
  const { kinds } = themeOf(body, 'temps-de-travail');
  const kind = kinds.find((one) => one.kind === 'temps-partiel-sur-autorisation');
  // What ends it is offered too, and renews nothing; of nothing that stands it is not.
  expect(kinds.filter(({ ends }) => ends).map((one) => one.kind)).toEqual(['reprise-temps-plein']);
  expect(themeOf(body, 'position').kinds.filter(({ ends }) => ends)).toEqual([]);
  expect(themeOf(body, 'temps-de-travail')).toMatchObject({
    ...{ until: '2099-08-31', renewed: true, none: { fr: 'Temps plein' } },
  });
  expect(themeOf(body, 'contact').renewed).toBe(false);
  const begin = async (more: object) =>
    (
      (
        await browser
          .post('/api/drafts')
          .send({ kind: kind?.kind, ...more })
          .expect(201)
      ).body as DraftView
    ).data;
  expect(await begin({ renews: 'temps-de-travail' })).toEqual({ startDate: '2099-09-01', quota: '70' });
  for (const more of [{}, { renews: 'contact' }, { renews: 'rien' }])
    expect(await begin(more)).not.toHaveProperty('startDate');
});

test('what stands today is read by itself, as the home shows it', async () => {
  const { body } = await claire.get('/api/situations/mine/today').expect(200);
  const { items } = body as SituationToday;
  expect(items.find(({ theme }) => theme === 'contact')).toMatchObject({ from: '2025-01-01', until: null });
  expect(items.find(({ theme }) => theme === 'temps-de-travail')).toMatchObject({ values: [] });
  expect(items[0]).not.toHaveProperty('history');
  const paul = await portal.as('paul.superieur');
  const his = (await paul.get('/api/situations/mine/today').expect(200)).body as SituationToday;
  expect(JSON.stringify(his)).not.toContain('claire@exemple.fr');
  await portal.stranger.get('/api/situations/mine/today').expect(401);
});

test('of a list each item is read, of a balance what its movements come to', async () => {
  const children = ['Louise', 'Marc'].map((prenom) => ({ prenom, naissance: '2020-03-03', lien: 'naissance' }));
  for (const value of children) await takenOver(portal.db.asOwner, personId, { theme: 'enfants', value });
  for (const jours of [12, 3])
    await takenOver(portal.db.asOwner, personId, {
      theme: 'compte-epargne-temps',
      value: { mouvement: 'versement', jours },
    });
  const { body } = await claire.get('/api/situations/mine').expect(200);
  const list = themeOf(body, 'enfants');
  expect(list.values).toEqual([]);
  expect(list.items.map(({ values, from }) => [values[0]?.value.fr, from])).toEqual([
    ['Louise', '2020-01-01'],
    ['Marc', '2020-01-01'],
  ]);
  const { values, history } = themeOf(body, 'compte-epargne-temps');
  expect(values.map(({ key, value }) => [key, value.fr])).toEqual([['solde', '15']]);
  expect(history.map((entry) => entry.values.at(-1)?.value.fr)).toEqual(['15', '12']);
});

test('another’s is read by whoever keeps their file, who can start what changes it, and leaves a trace; by nobody else', async () => {
  const nadia = await portal.as('nadia.gestionnaire');
  const { body } = await nadia.get(`/api/situations/${personId}`).expect(200);
  expect(body.person).toMatchObject({ employeeNumber: 'D10001' });
  expect(themeOf(body, 'echelon-grade')).toMatchObject({ kinds: [{ kind: 'avancement-echelon' }] });
  for (const name of ['paul.superieur', 'karim.benali', 'lea.fontaine', 'adam.administrateur', 'alice.analyste'])
    await (await portal.as(name)).get(`/api/situations/${personId}`).expect(404);
  const { consultations } = (await claire.get('/api/dossiers/mine').expect(200)).body;
  expect(consultations.map(({ what }: { what: string }) => what)).toEqual(['situation']);
});

test('a form is filled in with what is known, says where it comes from, and no more once it is corrected', async () => {
  const begun = await claire.post('/api/drafts').send({ kind: 'telephone-courriel' }).expect(201);
  const { data, origins, revision }: DraftView = begun.body;
  expect(data).toEqual({ phone: '+33142761717', personalEmail: 'claire@exemple.fr' });
  const theme = { fr: 'Coordonnées personnelles', en: 'Personal contact details' };
  expect(origins).toEqual([
    { key: 'phone', theme, from: '2025-01-01' },
    { key: 'personalEmail', theme, from: '2025-01-01' },
  ]);
  const corrected = { ...data, phone: '+33612345678' };
  await claire.put(`/api/drafts/${begun.body.id}`).send({ data: corrected, revision }).expect(200);
  const { body } = await claire.get(`/api/drafts/${begun.body.id}`).expect(200);
  expect(body.origins.map(({ key }: { key: string }) => key)).toEqual(['personalEmail']);
});

test('whoever decides sees what the request changes: before, after, and what it breaks', async () => {
  const key = await atTask(portal, await aRequest(claire), OPINION);
  const { body } = await (await portal.as('paul.superieur')).get(`/api/tasks/${key}`).expect(200);
  expect(body.changes).toMatchObject([
    {
      before: { values: [], none: { fr: 'Temps plein' } },
      after: {
        title: { fr: 'Temps de travail' },
        // What follows from the answer is written with it.
        values: [
          { key: 'quota', value: { fr: '80\u00a0%' } },
          { key: 'payFraction', value: { fr: '6/7' } },
        ],
      },
      broken: [],
    },
  ]);
});

describe('a correction', () => {
  const at = (...parts: string[]) => ['/api/situations', personId, ...parts].join('/');
  const entryOf = async (theme: string, value: object) => {
    await takenOver(portal.db.asOwner, personId, { theme, value });
    const found = await portal.db.database.prisma.situationEntry.findFirstOrThrow({
      where: { personId, theme },
      orderBy: { id: 'desc' },
    });
    return found.id;
  };
  const reason = 'Erreur de saisie à la reprise.';

  test('asks for the fields of the entry, is written with its reason, and both are read by the agent', async () => {
    const nadia = await portal.as('nadia.gestionnaire');
    const entryId = await entryOf('situation-familiale', { situation: 'pacs' });
    const { body: asked } = await nadia.get(at('entries', entryId)).expect(200);
    expect(asked).toMatchObject({ path: 'alone', pays: true, shown: { from: '2020-01-01' } });
    expect(
      asked.fields.map(({ key, type, value }: { key: string; type: string; value: unknown }) => [key, type, value]),
    ).toEqual([
      ['situation', 'choice', 'pacs'],
      ['effectDate', 'day', '2020-01-01'],
    ]);
    const answers = { situation: 'mariage', effectDate: '2019-06-01' };
    for (const body of [
      { answers },
      { answers, reason: '  ' },
      { answers: 'mariage', reason },
      { answers: { situation: {} }, reason },
    ])
      await nadia
        .post(at('entries', entryId, 'corrections'))
        .send(body)
        .expect(400);
    await nadia
      .post(at('entries', entryId, 'corrections'))
      .send({ answers, reason })
      .expect(201);
    const { body } = await claire.get('/api/situations/mine').expect(200);
    expect(body).toMatchObject({ mayCorrect: false, corrections: [] });
    expect(themeOf(body, 'situation-familiale')).toMatchObject({
      ...{ from: '2019-06-01', values: [{ value: { fr: 'Mariage' } }] },
      history: expect.arrayContaining([
        expect.objectContaining({
          superseded: true,
          values: [expect.objectContaining({ value: { fr: 'PACS', en: 'Civil partnership (PACS)' } })],
        }),
        expect.objectContaining({
          origin: 'correction',
          correction: { reason, by: [expect.stringMatching(/^Nadia /)] },
        }),
      ]),
    });
    const { body: late } = await nadia
      .post(at('entries', entryId, 'corrections'))
      .send({ answers, reason })
      .expect(409);
    expect(late.code).toBe('entry-changed');
  });

  test('that takes two waits on the page of the other, and says so to whoever may not answer', async () => {
    const nadia = await portal.as('nadia.gestionnaire');
    const entryId = await entryOf('echelon-grade', { grade: 'Greffière', echelon: 6, index: 421 });
    expect((await nadia.get(at('entries', entryId)).expect(200)).body).toMatchObject({ path: 'two', pays: true });
    const answers = { echelon: 7, index: 435, effectDate: '2020-01-01' };
    const asked = await nadia
      .post(at('entries', entryId, 'corrections'))
      .send({ answers, reason })
      .expect(201);
    expect(asked.body.state).toBe('open');
    const { body } = await nadia.get(at()).expect(200);
    expect(body.corrections).toMatchObject([
      { reason, mine: true, after: { values: [{}, { value: { fr: '7' } }, {}] } },
    ]);
    const answer = at('corrections', asked.body.id, 'answer');
    expect((await nadia.post(answer).send({ outcome: 'confirmed' }).expect(403)).body.code).toBe('same-person');
    for (const name of ['claire.agent', 'paul.superieur', 'adam.administrateur', 'alice.analyste']) {
      const other = await portal.as(name);
      await other.get(at('entries', entryId)).expect(name === 'claire.agent' ? 403 : 404);
      await other
        .post(answer)
        .send({ outcome: 'confirmed' })
        .expect(name === 'claire.agent' ? 403 : 404);
      await other
        .post(at('entries', entryId, 'corrections'))
        .send({ answers, reason })
        .expect(name === 'claire.agent' ? 403 : 404);
    }
    await nadia.post(answer).send({ outcome: 'refused' }).expect(400);
    await nadia.post(answer).send({ outcome: 'taken-back' }).expect(204);
    expect((await nadia.get(at()).expect(200)).body.corrections).toEqual([]);
    expect((await nadia.post(answer).send({ outcome: 'taken-back' }).expect(409)).body.code).toBe('correction-ended');
  });
});
