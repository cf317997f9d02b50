import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dateColumn } from '#domain/calendar/civil-date.ts';
import { aShippedCircuit } from '#prisma/testing/builders.ts';
import { aPdf, aPortal, type Browser, PART_TIME, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
let claire: Browser;
let paul: Browser;

const ENDLESS = 'sans-fin';
/** Tried in every way there is: it takes all the time that an expression is given. */
const PATTERN = `matches("${'a'.repeat(50)}!", "(a+)+$")`;

beforeAll(async () => {
  portal = await aPortal();
  const { prisma } = portal.dependencies.database;
  const { manifest } = await prisma.circuitVersion.findFirstOrThrow({ where: { kind: PART_TIME, current: true } });
  const form = { path: 'sans-fin.form' };
  const components = [
    { type: 'textfield', key: 'secret', properties: { sensitive: 'true' } },
    { type: 'textfield', key: 'motif', conditional: { hide: `=${PATTERN}` } },
  ];
  await aShippedCircuit(portal.dependencies.database, {
    kind: ENDLESS,
    manifest: { ...(manifest as object), kind: ENDLESS, form, taskForms: {}, stepUp: false },
    files: { [form.path]: JSON.stringify({ type: 'default', components }) },
  });
  const { id: structureId } = await prisma.structure.findFirstOrThrow({ where: { parentId: null } });
  await prisma.kindOpening.create({ data: { kind: ENDLESS, structureId, open: true, from: dateColumn('2020-01-01') } });
  claire = await portal.as('claire.agent');
  paul = await portal.as('paul.superieur');
});
afterAll(() => portal?.close());

test('G11: a form whose conditions never end is saved and shown at once, and its filing holds nobody else', async () => {
  const { body: draft } = await claire.post('/api/drafts').send({ kind: ENDLESS }).expect(201);
  const typed = { data: { secret: 'FR76', motif: 'x' }, revision: 0 };
  await claire.put(`/api/drafts/${draft.id}`).send(typed).expect(200);
  await claire.get(`/api/drafts/${draft.id}`).expect(200);

  const { body: own } = await paul.post('/api/drafts').send({ kind: PART_TIME }).expect(201);
  await paul
    .put(`/api/drafts/${own.id}`)
    .send({ data: { quota: '80' }, revision: 0 })
    .expect(200);

  const order: string[] = [];
  const filings = [1, 2, 3].map(async () => {
    const { status, body } = await claire.post(`/api/drafts/${draft.id}/submission`);
    order.push(`${status} ${body.code}`);
  });
  // Judged apart like hers, in another thread.
  const { body } = await paul.post(`/api/drafts/${own.id}/submission`).expect(422);
  order.push(`paul ${body.code}`);
  await paul
    .post(`/api/drafts/${own.id}/pieces`)
    .set({ 'Content-Type': 'application/pdf', 'X-Piece-Type': 'justification', 'X-File-Name': 'a.pdf' })
    .send(await aPdf())
    .expect(201);
  await portal.stranger.get('/api/health');
  await paul.get('/api/me').expect(200);
  await Promise.all(filings);
  expect(order).toContain('paul form-invalid');
  // One after the other, behind her own: the last of hers comes after his.
  expect(order.at(-1)).toBe('409 form-endless');
  expect(order.filter((answer) => answer === '409 form-endless')).toHaveLength(3);
  const kept = await claire.get(`/api/drafts/${draft.id}`).expect(200);
  expect(kept.body.data.motif).toBe('x');
});
