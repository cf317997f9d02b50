import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aFilledDraft, aPdf, aPortal, type Browser, PART_TIME, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
let claire: Browser;
beforeAll(async () => {
  portal = await aPortal();
  claire = await portal.as('claire.agent');
});
afterAll(() => portal.close());

const begin = async (browser = claire) =>
  (await browser.post('/api/drafts').send({ kind: PART_TIME }).expect(201)).body;

describe('a draft is kept as it is typed', () => {
  test('it is found again on another device, with its form and its title in both languages', async () => {
    const draft = await begin();
    await claire
      .put(`/api/drafts/${draft.id}`)
      .send({ data: { quota: '80' }, revision: 0 })
      .expect(200);
    const { body } = await claire.get(`/api/drafts/${draft.id}`).expect(200);
    expect(body).toMatchObject({ data: { quota: '80' }, revision: 1, title: { fr: 'Temps partiel sur autorisation' } });
    expect(body.kindDetail.form.components.length).toBeGreaterThan(3);
    const list = await claire.get('/api/drafts').expect(200);
    expect(list.body.items.map(({ id }: { id: string }) => id)).toContain(draft.id);
  });

  test('two devices: the second save is refused, with the copy that was kept', async () => {
    const draft = await begin();
    await claire
      .put(`/api/drafts/${draft.id}`)
      .send({ data: { reason: 'one' }, revision: 0 })
      .expect(200);
    const late = await claire
      .put(`/api/drafts/${draft.id}`)
      .send({ data: { reason: 'two' }, revision: 0 })
      .expect(409);
    expect(late.body).toMatchObject({
      code: 'draft-changed-elsewhere',
      draft: { revision: 1, data: { reason: 'one' } },
    });
  });

  test('it is nobody else’s, whatever the verb', async () => {
    const { id } = await begin();
    for (const name of ['paul.superieur', 'nadia.gestionnaire', 'adam.administrateur']) {
      const other = await portal.as(name);
      await other.get(`/api/drafts/${id}`).expect(404);
      await other.put(`/api/drafts/${id}`).send({ data: {}, revision: 0 }).expect(404);
      await other.delete(`/api/drafts/${id}`).expect(404);
      await other.post(`/api/drafts/${id}/submission`).expect(404);
      await other
        .post(`/api/drafts/${id}/pieces`)
        .set('X-Piece-Type', 'justification')
        .set('Content-Type', 'application/pdf')
        .send(await aPdf())
        .expect(404);
    }
    await portal.stranger.get(`/api/drafts/${id}`).expect(401);
  });

  test('what the database cannot keep is refused, and so is what is not a draft', async () => {
    const { id } = await begin();
    await claire
      .put(`/api/drafts/${id}`)
      .send({ data: { reason: 'a\u0000b' }, revision: 0 })
      .expect(400);
    await claire.put(`/api/drafts/${id}`).send({ data: [], revision: 0 }).expect(400);
    await claire.put(`/api/drafts/${id}`).send({ data: {}, revision: -1 }).expect(400);
    await claire.put(`/api/drafts/${id}`).set('Content-Type', 'application/json').send('{"data":').expect(400);
    await claire.put(`/api/drafts/${id}`).set('Content-Type', 'text/plain').send('x').expect(400);
    await claire.get('/api/drafts/42').expect(400);
    await claire.post('/api/drafts').send({ kind: 'none' }).expect(404);
  });
});

describe('supporting documents', () => {
  const upload = async (id: string, bytes: Buffer, headers: Record<string, string> = {}) =>
    claire
      .post(`/api/drafts/${id}/pieces`)
      .set({ 'Content-Type': 'application/pdf', 'X-Piece-Type': 'justification', 'X-File-Name': 'a.pdf', ...headers })
      .send(bytes);

  test('a PDF is kept under a clean name and read back by its owner alone', async () => {
    const { id } = await begin();
    const pdf = await aPdf();
    const { status, body } = await upload(id, pdf, { 'X-File-Name': encodeURIComponent('../../é x') });
    expect({ status, body }).toMatchObject({ status: 201, body: { fileName: 'é x.pdf' } });
    const read = await claire.get(`/api/drafts/${id}/pieces/${body.id}`).expect(200);
    // Written anew from what its pages reach.
    expect(read.body).toHaveLength(body.size);
    expect((await PDFDocument.load(read.body)).getPageCount()).toBe(1);
    expect(read.headers['content-disposition']).toContain("filename*=UTF-8''%C3%A9%20x.pdf");
    expect(read.headers['x-content-type-options']).toBe('nosniff');
    const paul = await portal.as('paul.superieur');
    await paul.get(`/api/drafts/${id}/pieces/${body.id}`).expect(404);
    await paul.delete(`/api/drafts/${id}/pieces/${body.id}`).expect(404);
    await claire.delete(`/api/drafts/${id}/pieces/${body.id}`).expect(204);
    await claire.get(`/api/drafts/${id}/pieces/${body.id}`).expect(404);
  });

  test('what is no document is refused, with the reason', async () => {
    const { id } = await begin();
    expect((await upload(id, Buffer.from('MZ…'))).body.code).toBe('piece-not-pdf');
    expect((await upload(id, Buffer.alloc(0))).body.code).toBe('piece-empty');
    expect((await upload(id, await aPdf(), { 'X-Piece-Type': 'other' })).body.code).toBe('piece-type-unknown');
  });

  test('one byte over the limit is refused before it is read', async () => {
    const { id } = await begin();
    const { status, body } = await upload(id, Buffer.alloc(10 * 1024 * 1024 + 1, 1));
    expect({ status, code: body.code }).toEqual({ status: 413, code: 'piece-too-large' });
  });
});

describe('filing', () => {
  test('a filled draft becomes one request, however often it is submitted', async () => {
    const { id } = await aFilledDraft(claire);
    const answers = await Promise.all([1, 2, 3].map(() => claire.post(`/api/drafts/${id}/submission`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers[0]?.body).toMatchObject({ state: 'filed', number: expect.stringMatching(/^\d{4}-\d{6,}$/) });
    await claire.get(`/api/drafts/${id}`).expect(409);
    expect(
      await portal.dependencies.database.prisma.outbox.count({ where: { subject: `request:${answers[0]?.body.id}` } }),
    ).toBe(1);
  });

  test('an empty one says at each field what is missing, and files nothing', async () => {
    const { id } = await begin();
    const { body } = await claire.post(`/api/drafts/${id}/submission`).expect(422);
    expect(body.code).toBe('form-invalid');
    expect(body.faults).toContainEqual({ field: 'justification', code: 'piece-required', params: {} });
    await claire.get(`/api/drafts/${id}`).expect(200);
  });

  test('unknown fields, foreign pieces and dates that do not exist do not pass', async () => {
    const { pieceId } = await aFilledDraft(claire);
    const { id } = await aFilledDraft(claire, { admin: true, startDate: '2031-02-30', justification: { id: pieceId } });
    const { body } = await claire.post(`/api/drafts/${id}/submission`).expect(422);
    expect(body.faults.map(({ field, code }: { field: string; code: string }) => `${field} ${code}`)).toEqual([
      'admin unknown-field',
      'startDate date',
      'justification piece-unknown',
    ]);
  });
});

test('nothing personal is in the log', () => {
  const all = portal.logged.join('');
  expect(portal.logged.length).toBeGreaterThan(20);
  expect(all).not.toMatch(/claire|harmonie\.example|Mercredi|livret/i);
  expect(all).not.toContain('stack');
});
