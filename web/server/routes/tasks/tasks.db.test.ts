import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dateColumn, parisDay } from '#domain/calendar/civil-date.ts';
import { aRequest, atTask, COMPLEMENT, decided, OPINION, VISA } from '../../testing/circuit.ts';
import { aPdf, aPortal, type Browser, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
let claire: Browser;
let paul: Browser;
let requestId: string;
beforeAll(async () => {
  portal = await aPortal();
  claire = await portal.as('claire.agent');
  paul = await portal.as('paul.superieur');
});
afterAll(() => portal.close());
beforeEach(async () => {
  requestId = await aRequest(claire);
});

describe('a task is seen by whoever can act on it, and by nobody else', () => {
  test('the superior finds it, with its request and what each answer requires', async () => {
    const key = await atTask(portal, requestId, OPINION);
    const { body: list } = await paul.get('/api/tasks?decision=opinion&q=agnel').expect(200);
    expect(list.items.map((task: { key: string }) => task.key)).toContain(key);
    const { body } = await paul.get(`/api/tasks/${key}`).expect(200);
    expect(body).toMatchObject({
      step: { fr: 'Avis du supérieur' },
      requestView: { id: requestId, taskKey: key, pieces: [{ pieceType: 'justification' }] },
      outcomes: [
        { outcome: 'favorable', requires: [] },
        { outcome: 'reserved', requires: ['reason'] },
        { outcome: 'unfavorable', requires: ['reason'] },
      ],
    });
  });

  test('with the agent’s other requests of that kind: those that they may read open, the agent reads none there', async () => {
    const before = await atTask(portal, requestId, OPINION);
    await decided(portal, before, 'paul.superieur', 'favorable');
    const later = await aRequest(claire);
    const key = await atTask(portal, later, OPINION);
    const { body } = await paul.get(`/api/tasks/${key}`).expect(200);
    expect(body.others.items[0]).toMatchObject({ id: requestId, state: 'filed', closedAt: null });
    expect(body.others.items.map(({ id }: { id: string | null }) => id)).not.toContain(later);
    // A valideur of theirs never held the first one.
    const victor = await portal.as('victor.valideur');
    const visa = await atTask(portal, later, VISA);
    const [first] = (await victor.get(`/api/tasks/${visa}`).expect(200)).body.others.items;
    expect(first).toMatchObject({ id: null, number: body.others.items[0].number });
    const asked = await atTask(portal, later, COMPLEMENT);
    expect((await claire.get(`/api/tasks/${asked}`).expect(200)).body.others.items).toEqual([]);
  });

  test('others do not, whatever rights they hold elsewhere', async () => {
    const key = await atTask(portal, requestId, OPINION);
    for (const name of [
      'claire.agent',
      'nadia.gestionnaire',
      'victor.valideur',
      'ines.caron',
      'olivier.perrin',
      'adam.administrateur',
    ]) {
      const other = await portal.as(name);
      await other.get(`/api/tasks/${key}`).expect(404);
      await other.post(`/api/tasks/${key}/decision`).send({ outcome: 'favorable' }).expect(404);
      await other.put(`/api/tasks/${key}/assignee`).send({ assign: true }).expect(404);
      const { body } = await other.get('/api/tasks').expect(200);
      expect(body.items.map((task: { key: string }) => task.key)).not.toContain(key);
    }
  });

  test('once it ended, its holders are told so and strangers still nothing', async () => {
    const key = await atTask(portal, requestId, OPINION);
    await decided(portal, key, 'paul.superieur', 'favorable');
    expect((await paul.get(`/api/tasks/${key}`)).status).toBe(410);
    await (await portal.as('ines.caron')).get(`/api/tasks/${key}`).expect(404);
  });
});

describe('a task that somebody took', () => {
  const day = (offset: number) => dateColumn(parisDay(new Date(Date.now() + offset * 86_400_000)));

  test('is acted on by whoever stands in once its taker is away, and only then', async () => {
    const { prisma } = portal.dependencies.database;
    const key = await atTask(portal, requestId, OPINION);
    const personId = await portal.personId('paul.superieur');
    await prisma.task.update({ where: { key }, data: { assigneeId: personId } });
    const above = await portal.as('olivier.perrin');
    await above.get(`/api/tasks/${key}`).expect(404);
    const { id } = await prisma.absence.create({ data: { personId, from: day(-1), until: day(0) } });
    try {
      const { body: seen } = await above.get(`/api/tasks/${key}`).expect(200);
      expect(seen).toMatchObject({ assignee: null, requestView: { taskKey: key } });
      expect(seen.requestView.hands[0].people.map((person: { id: string }) => person.id)).toContain(
        await portal.personId('olivier.perrin'),
      );
      await paul.get(`/api/tasks/${key}`).expect(404);
      await above.post(`/api/tasks/${key}/decision`).send({ outcome: 'favorable' }).expect(202);
    } finally {
      await prisma.absence.update({ where: { id }, data: { until: day(-1) } });
    }
  });

  test('is left to them by the other holders', async () => {
    const key = await atTask(portal, requestId, { ...VISA, role: 'signataire' });
    const assigneeId = await portal.personId('sophie.signataire');
    await portal.dependencies.database.prisma.task.update({ where: { key }, data: { assigneeId } });
    const helene = await portal.as('helene.marchand');
    const { status, body } = await helene.post(`/api/tasks/${key}/decision`).send({ outcome: 'approved' });
    expect([status, body.code]).toEqual([409, 'task-assigned-to-another']);
  });
});

describe('deciding', () => {
  test('while the engine is away the decision is kept, with its author and its instant', async () => {
    const key = await atTask(portal, requestId, OPINION);
    const { status, body } = await paul.post(`/api/tasks/${key}/decision`).send({ outcome: 'favorable' });
    expect({ status, body }).toMatchObject({ status: 202, body: { state: 'kept', requestId, nextTaskKey: null } });
    const intent = await portal.dependencies.database.prisma.decisionIntent.findUniqueOrThrow({
      where: { id: body.decisionId },
    });
    expect(intent).toMatchObject({ authorId: await portal.personId('paul.superieur'), outcome: 'favorable' });
  });

  test('a double click is one decision; another answer comes too late', async () => {
    const key = await atTask(portal, requestId, OPINION);
    const answers = await Promise.all(
      [1, 2].map(() => paul.post(`/api/tasks/${key}/decision`).send({ outcome: 'favorable' })),
    );
    expect(new Set(answers.map(({ body }) => body.decisionId)).size).toBe(1);
    const other = await paul
      .post(`/api/tasks/${key}/decision`)
      .send({ outcome: 'reserved', reason: 'Service réduit.' });
    expect([other.status, other.body.code]).toEqual([409, 'task-already-decided']);
  });

  test('what is missing is reported, field by field', async () => {
    const key = await atTask(portal, requestId, OPINION);
    const bare = await paul.post(`/api/tasks/${key}/decision`).send({ outcome: 'unfavorable', reason: '  ' });
    expect([bare.status, bare.body.faults]).toEqual([422, [{ field: 'reason', code: 'required', params: {} }]]);
    const foreign = await paul.post(`/api/tasks/${key}/decision`).send({ outcome: 'signed' });
    expect([foreign.status, foreign.body.code]).toEqual([422, 'decision-invalid']);
    await paul.post(`/api/tasks/${key}/decision`).send({ outcome: 'perhaps' }).expect(400);
  });

  test('of two holders at once, one wins and the other is told', async () => {
    const key = await atTask(portal, requestId, { ...VISA, role: 'signataire' });
    const [sophie, helene] = [await portal.as('sophie.signataire'), await portal.as('helene.marchand')];
    const answers = await Promise.all(
      [sophie, helene].map((holder) => holder.post(`/api/tasks/${key}/decision`).send({ outcome: 'approved' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('task-already-decided');
    expect(await portal.dependencies.database.prisma.decisionIntent.count({ where: { taskKey: key } })).toBe(1);
  });
});

describe('a complement', () => {
  test('its answer is kept as it is typed: found again on another device, by whoever typed it, until it is sent', async () => {
    const key = await atTask(portal, requestId, COMPLEMENT);
    const typed = (browser: Browser, text: string) => browser.put(`/api/tasks/${key}/answer`).send({ text });
    await typed(claire, 'Du lundi').expect(204);
    await typed(claire, 'Du lundi au jeudi.').expect(204);
    const elsewhere = await portal.as('claire.agent');
    expect((await elsewhere.get(`/api/tasks/${key}`).expect(200)).body.typed).toBe('Du lundi au jeudi.');
    await typed(paul, 'À sa place.').expect(404);
    await typed(claire, '').expect(204);
    expect((await claire.get(`/api/tasks/${key}`).expect(200)).body.typed).toBeNull();

    await typed(claire, 'Du lundi au jeudi.').expect(204);
    await decided(portal, key, 'claire.agent', 'completed', 'Du lundi au jeudi.');
    await typed(claire, 'Trop tard.').expect(410);
    const opinion = await atTask(portal, requestId, OPINION);
    await paul.put(`/api/tasks/${opinion}/answer`).send({ text: 'Un avis.' }).expect(404);
  });

  test('the agent reads what is asked, adds a document, takes one back, answers', async () => {
    const visa = await atTask(portal, requestId, VISA);
    await decided(portal, visa, 'victor.valideur', 'complement', 'Joindre le livret complet.');
    const key = await atTask(portal, requestId, COMPLEMENT);
    const { body: task } = await claire.get(`/api/tasks/${key}`).expect(200);
    expect(task).toMatchObject({
      message: { kind: 'visa', outcome: 'complement', text: 'Joindre le livret complet.' },
      outcomes: [{ outcome: 'completed' }],
    });
    expect(task.pieceTypes).toContainEqual(expect.objectContaining({ pieceType: 'justification' }));
    const upload = async () =>
      (
        await claire
          .post(`/api/tasks/${key}/pieces`)
          .set({ 'Content-Type': 'application/pdf', 'X-Piece-Type': 'justification', 'X-File-Name': 'b.pdf' })
          .send(await aPdf('b'))
          .expect(201)
      ).body.id;
    const [kept, dropped] = [await upload(), await upload()];
    await claire.delete(`/api/tasks/${key}/pieces/${dropped}`).expect(204);
    await paul.get(`/api/requests/${requestId}/pieces/${kept}`).expect(404);
    await claire.post(`/api/tasks/${key}/decision`).send({ outcome: 'completed' }).expect(202);
    const { body } = await claire.get(`/api/requests/${requestId}`).expect(200);
    expect(body.pieces.map(({ id }: { id: string }) => id)).toContain(kept);
    expect(body.pieces).toHaveLength(2);
  });
});
