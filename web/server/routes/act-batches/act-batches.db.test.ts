import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nextTurn } from '#application/act-batches/next-turn.ts';
import { createVersions } from '#application/versions.ts';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { aPortal, type Browser, PART_TIME, type TestPortal } from '../../testing/portal.ts';

const KIND = 'avancement-echelon';
const EFFECT = dayAfter(parisDay(new Date()), { months: 3 });

let portal: TestPortal;
let nadia: Browser;
beforeAll(async () => {
  portal = await aPortal();
  nadia = await portal.as('nadia.gestionnaire');
});
afterAll(() => portal.close());

async function work(): Promise<void> {
  const { database, secrets, forms } = portal.dependencies;
  while (await nextTurn({ database, secrets, forms, versions: createVersions(database), now: () => new Date() }));
}
const prepare = (agents: object, answers: object = { basis: 'seniority', effectDate: EFFECT }) =>
  nadia.post('/api/act-batches').send({ kind: KIND, answers, agents });
const file = (text: string) => ({ file: { name: 'agents.csv', base64: Buffer.from(text).toString('base64') } });

describe('acts for many agents', () => {
  test('are offered with the form that is filled in once, where nothing is due, and the columns of a file', async () => {
    const { items } = (await nadia.get('/api/act-batches/kinds').expect(200)).body;
    const kinds = items.map(({ kind }: { kind: string }) => kind);
    expect([kinds.includes(KIND), kinds.includes(PART_TIME)]).toEqual([true, false]);
    const { body } = await nadia.get(`/api/act-batches/kinds/${KIND}`).expect(200);
    const fields = body.form.components.filter(({ key }: { key?: string }) => key !== undefined);
    expect(fields.map(({ key, validate }: { key: string; validate?: object }) => [key, validate])).toContainEqual([
      'echelon',
      { min: 1, max: 20 },
    ]);
    expect(JSON.stringify(body.form)).not.toContain('filepicker');
    const template = await nadia.get(`/api/act-batches/kinds/${KIND}/template`).expect(200);
    expect(template.text).toBe(`\uFEFF${body.columns.join(';')}\r\n`);
    expect(body.columns.slice(0, 3)).toEqual(['Matricule', 'Fondement', 'Date d’effet']);
    expect((await nadia.get(`/api/act-batches/kinds/${PART_TIME}`)).body.code).toBe('not-startable');
  });

  test('are tried, read in words, then started, each with its request; nobody else reads them', async () => {
    const text = 'Matricule;Échelon atteint;Indice majoré\nD10001;7;435\nD10002;99;435\nPERSONNE;7;435';
    const { id } = (await prepare(file(text)).expect(201)).body;
    await work();
    const { body } = await nadia.get(`/api/act-batches/${id}`).expect(200);
    expect(body).toMatchObject({
      ...{ state: 'planned', lines: 3, fileName: 'agents.csv', may: { launch: true } },
      counts: { read: 0, ready: 1, filed: 0, fault: 2 },
    });
    expect(body.answers.map(({ key }: { key: string }) => key)).toEqual(['basis', 'effectDate']);
    const faulty = (await nadia.get(`/api/act-batches/${id}/lines?state=fault`).expect(200)).body;
    expect(faulty.total).toBe(2);
    expect(faulty.items.at(-1)).toMatchObject({
      key: 'PERSONNE',
      agent: null,
      faults: [{ code: 'agent-unknown', field: null }],
    });
    await nadia.post(`/api/act-batches/${id}/launch`).expect(204);
    await work();
    const { items } = (await nadia.get(`/api/act-batches/${id}/lines?state=filed`).expect(200)).body;
    expect(items).toMatchObject([
      { key: 'D10001', agent: { firstName: 'Claire' }, request: { number: expect.any(String) } },
    ]);
    const request = (await nadia.get(`/api/requests/${items[0].request.id}`).expect(200)).body;
    expect(request).toMatchObject({
      agent: { id: await portal.personId('claire.agent') },
      number: items[0].request.number,
    });
    const mine = (await nadia.get('/api/act-batches').expect(200)).body;
    expect(mine.items[0]).toMatchObject({ id, state: 'done', title: { fr: 'Avancement d’échelon' } });
    const karim = await portal.as('karim.benali');
    for (const part of ['', '/lines']) await karim.get(`/api/act-batches/${id}${part}`).expect(404);
    await karim.post(`/api/act-batches/${id}/launch`).expect(404);
    expect((await karim.get('/api/act-batches').expect(200)).body.total).toBe(0);
  });

  test('of a file that is too large, or of no agents at all, are not prepared', async () => {
    const large = await prepare(file('x'.repeat(1024 * 1024 + 1)));
    expect([large.status, large.body.code]).toEqual([413, 'batch-too-large']);
    const nobody = await prepare({ filter: { q: 'Personne-de-ce-nom' } });
    expect([nobody.status, nobody.body.code]).toEqual([400, 'batch-no-agent']);
    await prepare({}).expect(400);
    await prepare({ file: { name: 'x.csv', base64: 'é' } }).expect(400);
  });

  test('come from the list of those managed, as it is filtered', async () => {
    const { structures, grades } = (await nadia.get('/api/people/filters').expect(200)).body;
    expect(structures.length).toBeGreaterThan(0);
    const filter = { structureId: structures[0].id, grade: grades[0] };
    const found = (await nadia.get('/api/people').query(filter).expect(200)).body;
    const { body } = await prepare({ filter });
    if (found.total === 0) expect(body.code).toBe('batch-no-agent');
    else expect((await nadia.get(`/api/act-batches/${body.id}`)).body.lines).toBe(found.total);
  });
});
