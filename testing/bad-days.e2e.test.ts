import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { PortalRefusal } from '../bin/portal/refusal.ts';
import { eventually, sealedAct, taskOn } from '../bin/portal/story.ts';
import { parisDay } from '../domain/calendar/civil-date.ts';
import { deadline } from '../domain/calendar/deadline.ts';
import { DraftView } from '../web/contract/drafts.ts';
import { IncidentPage } from '../web/contract/incidents.ts';
import type { TaskSummary } from '../web/contract/tasks.ts';
import { connectEngine } from '../zeebe/client.ts';
import { ask, crash, environmentOf, indiscretions, keepAway, letAllComeBack } from './portal/inside.ts';
import { answerTo, insist, Ministry, TYPED } from './portal/ministry.ts';
import { Portal } from './portal/portal.ts';

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

const requestsOf = (draftId: string) =>
  ask<{ id: string; filed_at: Date }>(portal, 'select id, filed_at from request where draft_id = $1', [draftId]);
const decisionsOn = async ({ key }: TaskSummary) =>
  (
    await ask<{ outcome: string }>(
      portal,
      'select outcome from decision where task_key = $1 and voided_at is null and confirmed_at is not null',
      [key],
    )
  ).map(({ outcome }) => outcome);
/** Every message about a request has left, and each stands once in the mailbox or was sent again under its own name. */
const mailsAbout = (requestId: string) =>
  eventually('all the mails of the request', async () => {
    const rows = await ask<{ message_id: string; state: string; message: string; work_email: string }>(
      portal,
      `select message_id, state, message, work_email from notification n join person p on p.id = n.recipient_id
        where request_id = $1`,
      [requestId],
    );
    if (rows.some(({ state }) => state !== 'sent')) return undefined;
    const received = await ministry.mails();
    const about = received.filter(({ text }) => text.includes(`/requests/${requestId}`));
    expect(new Set(about.map(({ messageId }) => messageId))).toEqual(new Set(rows.map((row) => row.message_id)));
    return { rows, about };
  });

describe('a part of the portal is killed while people use it', () => {
  test.each(['server', 'workers', 'engine', 'database', 'mail catcher'])(
    'the %s comes back by itself; nothing is lost nor done twice',
    async (part) => {
      const { id, task } = await ministry.waitingForOpinion();
      const draftId = await ministry.draft();
      const began = Date.now();
      const answers = Promise.all([
        insist(() => ministry.submit(draftId)),
        insist(() => ministry.decide('paul', task, { outcome: 'favorable' })),
      ]);
      await pause(15);
      const replaced = crash(portal, part);
      await answers;
      const answered = Date.now();
      await replaced();
      await ministry.isWell();
      await taskOn(await ministry.as('victor'), id, 'visa');
      await eventually('the decision', async () => ((await decisionsOn(task)).length > 0 ? true : undefined));
      expect(await decisionsOn(task)).toEqual(['favorable']);
      const requests = await requestsOf(draftId);
      expect(requests).toHaveLength(1);
      expect(requests[0]?.filed_at.getTime()).toBeGreaterThanOrEqual(began);
      expect(requests[0]?.filed_at.getTime()).toBeLessThanOrEqual(answered);
      await taskOn(await ministry.as('paul'), requests[0]?.id ?? '', 'opinion');
      expect(portal.log.some((line) => line.includes(`[supervisor] ${part} ended (SIGKILL)`))).toBe(true);
    },
  );

  test('workers and engine, as an act is signed: it is sealed once, everyone is told once, dates are those of Paris', async () => {
    const { id, task } = await ministry.waitingForSignature();
    const other = await ministry.waitingForSignature();
    const sha256 = await ministry.preview(task);
    const code = await ministry.code();
    const proof = await ministry.stepUp(task, sha256, code);
    expect(await answerTo(ministry.stepUp(other.task, await ministry.preview(other.task), code))).toBe(
      '401 code-replayed',
    );
    const signed = insist(() =>
      ministry.decide('sophie', task, { outcome: 'signed', shownSha256: sha256, stepUpProofId: proof }),
    );
    await pause(60);
    const replaced = [crash(portal, 'workers'), crash(portal, 'engine')];
    await signed;
    await Promise.all(replaced.map((wait) => wait()));
    const sealed = await insist(async () => sealedAct(await ministry.as('claire'), id));
    if (sealed instanceof PortalRefusal) throw sealed;
    const { act } = sealed;
    expect(act.dossierNumber).not.toBeNull();
    const acts = await ask(portal, 'select sealed_sha256 from act where request_id = $1', [id]);
    expect(acts).toHaveLength(1);
    expect(await decisionsOn(task)).toEqual(['signed']);
    const filed = await ask(portal, 'select number from dossier_piece where act_id = $1', [act.id]);
    expect(filed).toHaveLength(1);
    const { rows } = await mailsAbout(id);
    const granted = rows.filter(({ message }) => message === 'act-granted').map(({ work_email }) => work_email);
    expect(granted.filter((address) => address.startsWith('claire'))).toHaveLength(1);
    expect(new Set(granted).size).toBe(granted.length);

    const [row] = await ask<{ day: string; filed_at: Date; due_at: Date; silence_at: Date; signed_at: Date }>(
      portal,
      `select p.content ->> 'date' as day, r.filed_at, r.due_at, r.silence_at, a.signed_at
         from act_preview p join act a on a.id = p.act_id join request r on r.id = a.request_id where p.sha256 = $1`,
      [sha256],
    );
    expect(row?.day).toBe(parisDay(row?.signed_at ?? new Date(0)));
    expect(row?.due_at).toEqual(deadline(row?.filed_at ?? new Date(0), { after: 'P1M' }));
    expect(row?.silence_at).toEqual(deadline(row?.filed_at ?? new Date(0), { after: 'P2M' }));
  });

  test('workers, as an act is shown: the next ones show it, to the one who asked', async () => {
    const { task } = await ministry.waitingForSignature();
    const shown = ministry.preview(task);
    await pause(50);
    const replaced = crash(portal, 'workers');
    expect(await shown).toMatch(/^[0-9a-f]{64}$/);
    await replaced();
  });
});

describe('a part is away for a while', () => {
  test('the engine and the mail: submissions and decisions are kept with their own time, then go on; mails leave once', async () => {
    const { id, task } = await ministry.waitingForOpinion();
    const draftId = await ministry.draft();
    const away = [await keepAway(portal, 'engine'), await keepAway(portal, 'mail catcher')];
    const began = Date.now();
    const [request, receipt] = await Promise.all([
      ministry.submit(draftId),
      ministry.decide('paul', task, { outcome: 'reserved', reason: 'À revoir après Valbrume.' }),
    ]);
    const answered = Date.now();
    expect(receipt.state).toBe('kept');
    expect(request.state).toBe('filed');
    const health = await fetch(`${portal.url}/api/health`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ database: 'up', engine: 'down' });
    expect(await decisionsOn(task)).toEqual([]);
    await Promise.all(away.map((back) => back()));
    await taskOn(await ministry.as('victor'), id, 'visa');
    await taskOn(await ministry.as('paul'), request.id, 'opinion');
    expect(await decisionsOn(task)).toEqual(['reserved']);
    const [filed] = await requestsOf(draftId);
    expect(filed?.filed_at.getTime()).toBeGreaterThanOrEqual(began);
    expect(filed?.filed_at.getTime()).toBeLessThanOrEqual(answered);
    await mailsAbout(id);
    await mailsAbout(request.id);
  });

  test('the database: people are told so, nothing is half written, and the same click works afterwards', async () => {
    const { id, task } = await ministry.waitingForOpinion();
    const draftId = await ministry.draft();
    const away = await keepAway(portal, 'database');
    const answers = await Promise.all([
      answerTo(ministry.submit(draftId)),
      answerTo(ministry.decide('paul', task, { outcome: 'favorable' })),
      answerTo(ministry.signIn('paul')),
      answerTo(ministry.draft()),
    ]);
    expect(answers).toEqual(answers.map(() => '503 database-unavailable'));
    expect((await fetch(portal.url)).status).toBe(200);
    await away();
    await ministry.isWell();
    expect(await requestsOf(draftId)).toEqual([]);
    expect(await ask(portal, 'select from decision_intent where task_key = $1', [task.key])).toEqual([]);
    const request = await ministry.submit(draftId);
    await ministry.decide('paul', task, { outcome: 'favorable' });
    await taskOn(await ministry.as('victor'), id, 'visa');
    await taskOn(await ministry.as('paul'), request.id, 'opinion');
  });
});

describe('several do the same thing at once', () => {
  test('a request submitted twice is one request', async () => {
    const draftId = await ministry.draft();
    const [first, second] = await Promise.all([ministry.submit(draftId), ministry.submit(draftId)]);
    expect(first.id).toBe(second.id);
    expect(await requestsOf(draftId)).toHaveLength(1);
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
    expect(await decisionsOn(task)).toHaveLength(1);
    await taskOn(await ministry.as('victor'), id, 'visa');
    const { rows } = await mailsAbout(id);
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
    expect(await decisionsOn(task)).toEqual([]);
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
