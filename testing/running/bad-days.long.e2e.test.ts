import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { taskOn } from '#bin/portal/story.ts';
import { IncidentPage } from '#web/contract/operations/incidents.ts';
import { DraftView } from '#web/contract/requests/drafts.ts';
import { connectEngine } from '#zeebe/client.ts';
import { ask, crash, environmentOf, indiscretions, letAllComeBack } from '../portal/inside.ts';
import { answerTo, Ministry, TYPED } from '../portal/ministry.ts';
import { decisionsOn, mailsAbout, requestsOf } from '../portal/outcomes.ts';
import { Portal } from '../portal/portal.ts';

// On a whole portal, what circuits/bad-days and the routes' own tests show day by day in one process.

let portal: Portal;
let ministry: Ministry;

beforeAll(async () => {
  portal = await Portal.start();
  ministry = new Ministry(portal);
});

afterEach(async () => {
  await letAllComeBack();
  await ministry.withdrawAll();
});
afterAll(() => portal?.stop());

test('workers, as an act is shown: the next ones show it, to the one who asked', async () => {
  const { task } = await ministry.waitingForSignature();
  const shown = ministry.preview(task);
  await pause(50);
  const replaced = crash(portal, 'workers');
  expect(await shown).toMatch(/^[0-9a-f]{64}$/);
  await replaced();
});

describe('several do the same thing at once', () => {
  test('a request submitted twice is one request', async () => {
    const draftId = await ministry.draft();
    const [first, second] = await Promise.all([ministry.submit(draftId), ministry.submit(draftId)]);
    expect(first.id).toBe(second.id);
    expect(await requestsOf(portal, draftId)).toHaveLength(1);
  });

  test('two people give their opinion on one task: one is heard, the other is told, and one mail says it', async () => {
    await ask(
      portal,
      `insert into habilitation (id, person_id, role, structure_id, "from")
       select gen_random_uuid(), p.id, 'superieur', s.id, '2020-01-01'
         from person p, structure s where p.work_email like 'victor.%' and s.code = 'TJ-VALMONT'`,
    );
    const { id, task } = await ministry.waitingForOpinion();
    const answers = await Promise.all([
      answerTo(ministry.decide('paul', task, { outcome: 'favorable' })),
      answerTo(ministry.decide('victor', task, { outcome: 'unfavorable', reason: 'Pas à Valbrume.' })),
    ]);
    expect(answers.sort()).toEqual(['200', '409 task-already-decided']);
    expect(await decisionsOn(portal, task)).toHaveLength(1);
    await taskOn(await ministry.as('victor'), id, 'visa');
    const { rows } = await mailsAbout(ministry, id);
    const told = rows.map(({ message, work_email }) => `${message} ${work_email}`);
    expect(new Set(told).size).toBe(told.length);
  });

  test('a task completed at the engine by another road than the portal is refused', async () => {
    const { id, task } = await ministry.waitingForOpinion();
    const given = environmentOf(portal.runtime.children.workers?.pid ?? 0);
    const engine = connectEngine({
      grpcAddress: given.ZEEBE_GRPC_ADDRESS ?? '',
      restAddress: given.ZEEBE_REST_ADDRESS ?? '',
      user: given.ZEEBE_USER ?? '',
      password: given.ZEEBE_PASSWORD ?? '',
      log: { debug: () => {}, warn: () => {}, error: () => {} },
    });
    try {
      const forged = { outcome: 'favorable', decisionId: crypto.randomUUID() };
      for (const variables of [{}, { outcome: 'favorable' }, forged])
        expect(await engine.completeUserTask(task.key, variables)).toMatchObject({ denied: true });
    } finally {
      await engine.close();
    }
    expect(await decisionsOn(portal, task)).toEqual([]);
    expect((await taskOn(await ministry.as('paul'), id, 'opinion')).key).toBe(task.key);
  });
});

test('a session that ends while a form is filled in: the draft is kept, and taken up again', async () => {
  const draftId = await ministry.draft();
  const claire = await ministry.signIn('claire');
  const { data, revision } = await claire.get(`/api/drafts/${draftId}`, DraftView);
  const save = (session: typeof claire) =>
    session.post(`/api/drafts/${draftId}`, { data: { ...data, quota: '70' }, revision }, undefined, 'PUT');
  await ask(
    portal,
    `update session set expires_at = now() - interval '1 second'
      where id = (select s.id from session s join "user" u on u.id = s.user_id
                   where u.email like 'claire.%' order by s.created_at desc limit 1)`,
  );
  expect(await answerTo(save(claire))).toBe('401 signed-out');
  const again = await ministry.signIn('claire');
  expect(await again.get(`/api/drafts/${draftId}`, DraftView)).toMatchObject({ data, revision });
  await save(again);
  expect((await again.get(`/api/drafts/${draftId}`, DraftView)).data).toMatchObject({ quota: '70' });
});

test('after all this, no step is stuck, and the log holds no stack and nothing of anyone', async () => {
  const adam = await ministry.as('adam');
  expect((await adam.get('/api/incidents', IncidentPage)).items).toEqual([]);
  expect(indiscretions(portal, TYPED)).toEqual([]);
});
