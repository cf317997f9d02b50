import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { foldText } from '#domain/signing/desk.ts';
import { aDrawnAct } from '#prisma/testing/drawn-acts.ts';
import { aRequest, atTask, SIGNATURE } from '../../testing/circuit.ts';
import { aPortal, type Browser, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
let sophie: Browser;
/** Named by Sophie: keeps the files of agents, one right too many. */
let nadia: Browser;
let signatoryId: string;
let requestId: string;
let taskKey: string;
let foldId: string;
const sha256 = 'a'.repeat(64);

beforeAll(async () => {
  portal = await aPortal();
  sophie = await portal.as('sophie.signataire');
  nadia = await portal.as('nadia.gestionnaire');
  signatoryId = await portal.personId('sophie.signataire');
  const { prisma } = portal.dependencies.database;
  requestId = await aRequest(await portal.as('claire.agent'));
  taskKey = await atTask(portal, requestId, SIGNATURE);
  await aDrawnAct(prisma, { requestId, taskKey, signerId: signatoryId, sha256, date: parisDay(new Date()) });
  const { versionId } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  foldId = foldText({ versionId, elementId: SIGNATURE.elementId });
  const today = parisDay(new Date());
  const named = { workEmail: 'nadia.gestionnaire@harmonie.example', from: today, until: dayAfter(today, { days: 7 }) };
  await sophie.post('/api/me/assistants').send(named).expect(201);
});
afterAll(() => portal.close());

const desk = (rest = '') => `/api/signing/desks/${signatoryId}${rest}`;

describe('G5: a signatory’s assistant', () => {
  test('reads the desk, puts it in order, sets aside and leaves a note', async () => {
    expect((await nadia.get('/api/me/assistants').expect(200)).body.items).toMatchObject([
      { given: false, lapse: null },
    ]);
    expect((await nadia.get('/api/me').expect(200)).body.preparesDesksOf).toMatchObject([{ id: signatoryId }]);
    expect((await sophie.get('/api/me').expect(200)).body.preparesDesksOf).toEqual([]);
    const { body } = await nadia.get(desk()).expect(200);
    expect(body).toMatchObject({ signatory: { id: signatoryId }, shown: 1, folds: [{ id: foldId }] });
    const fold = await nadia.get(desk(`/folds/${foldId}`)).expect(200);
    expect(fold.body).not.toHaveProperty('sha256');
    await nadia
      .put(desk(`/order/${foldId}`))
      .send({ taskKeys: [taskKey] })
      .expect(204);
    await nadia
      .put(desk(`/notes/${taskKey}`))
      .send({ text: 'Attendu mardi.' })
      .expect(204);
    const prepared = await sophie.get(desk(`/prepared/${foldId}`)).expect(200);
    expect(prepared.body).toMatchObject({ placed: [taskKey], notes: [{ text: 'Attendu mardi.' }] });
    await nadia
      .put(desk(`/asides/${taskKey}`))
      .send({ aside: true, reason: 'À revoir' })
      .expect(204);
    expect((await sophie.get('/api/signing/desk').expect(200)).body).toMatchObject({ shown: 0, setAside: 1 });
    await nadia
      .put(desk(`/asides/${taskKey}`))
      .send({ aside: false, reason: '' })
      .expect(204);
  });

  test('is refused by every road to the act, its page, a proof, a decision, though they keep the agent’s file', async () => {
    const task = `/api/tasks/${taskKey}`;
    const leaves = [{ taskKey, sha256, shown: 'opened', foldSha256: null }];
    const batch = (await sophie.post('/api/signing/batches').send({ leaves }).expect(201)).body.id;
    const roads: readonly [string, Promise<{ status: number }>][] = [
      ['the task', nadia.get(task)],
      ['its page', nadia.post(`${task}/preview`)],
      ['the page that was drawn', nadia.get(`${task}/preview/${sha256}`)],
      ['taking it', nadia.put(`${task}/assignee`).send({ assign: true })],
      ['a code', nadia.post(`${task}/step-up`).send({ code: '000000', sha256 })],
      ['a passkey', nadia.post(`${task}/step-up/passkey`).send({ sha256 })],
      ['signing', nadia.post(`${task}/decision`).send({ outcome: 'signed' })],
      ['refusing', nadia.post(`${task}/decision`).send({ outcome: 'refused', reasonLaw: 'x', reasonFact: 'x' })],
      ['the signatory’s own aside', nadia.put(`${task}/aside`).send({ aside: true })],
      ['the pages of the fold', nadia.post(`/api/signing/folds/${foldId}/draw`).send({})],
      ['the fold that is signed from', nadia.get(`/api/signing/folds/${foldId}`)],
      ['the signatory’s batch', nadia.get(`/api/signing/batches/${batch}`)],
      ['its code', nadia.post(`/api/signing/batches/${batch}/step-up`).send({ code: '000000' })],
      ['stopping it', nadia.post(`/api/signing/batches/${batch}/stop`)],
      [
        'naming another in one’s turn',
        nadia.post('/api/me/assistants').send({
          workEmail: 'claire.agent@harmonie.example',
          from: parisDay(new Date()),
          until: parisDay(new Date()),
        }),
      ],
      ['a batch of one’s own', nadia.post('/api/signing/batches').send({ leaves })],
    ];
    const answers = await Promise.all(roads.map(async ([road, answer]) => [road, (await answer).status] as const));
    expect(answers.filter(([, status]) => ![403, 404, 409].includes(status))).toEqual([]);
    expect(await portal.dependencies.database.prisma.decision.count({ where: { taskKey } })).toBe(0);
  });

  test('finds no desk any more once it is ended, as nobody else does', async () => {
    await (await portal.as('claire.agent')).get(desk()).expect(404);
    const { items } = (await nadia.get('/api/me/assistants').expect(200)).body;
    await sophie.post(`/api/me/assistants/${items[0].id}/revocation`).expect(204);
    expect((await nadia.get('/api/me').expect(200)).body.preparesDesksOf).toEqual([]);
    await nadia.get(desk()).expect(404);
    await nadia
      .put(desk(`/notes/${taskKey}`))
      .send({ text: 'x' })
      .expect(404);
  });
});
