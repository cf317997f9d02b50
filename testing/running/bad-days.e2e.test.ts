import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { PortalRefusal } from '#bin/portal/refusal.ts';
import { eventually, sealedAct, taskOn } from '#bin/portal/story.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { deadline } from '#domain/calendar/deadline.ts';
import { IncidentPage } from '#web/contract/operations/incidents.ts';
import { amount } from '../long-form.ts';
import { ask, crash, indiscretions, keepAway, letAllComeBack } from '../portal/inside.ts';
import { answerTo, insist, Ministry, TYPED } from '../portal/ministry.ts';
import { decisionsOn, mailsAbout, requestsOf } from '../portal/outcomes.ts';
import { Portal } from '../portal/portal.ts';

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

/** Day by day, those that no other scene here kills: workers and engine are as an act is signed, the mail catcher is kept away. */
const KILLED = ['server', 'database', 'engine', 'workers', 'mail catcher'].slice(0, amount({ daily: 2, full: 5 }));

describe('a part of the portal is killed while people use it', () => {
  test.each(KILLED)('the %s comes back by itself; nothing is lost nor done twice', async (part) => {
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
    await eventually('the decision', async () => ((await decisionsOn(portal, task)).length > 0 ? true : undefined));
    expect(await decisionsOn(portal, task)).toEqual(['favorable']);
    const requests = await requestsOf(portal, draftId);
    expect(requests).toHaveLength(1);
    expect(requests[0]?.filed_at.getTime()).toBeGreaterThanOrEqual(began);
    expect(requests[0]?.filed_at.getTime()).toBeLessThanOrEqual(answered);
    await taskOn(await ministry.as('paul'), requests[0]?.id ?? '', 'opinion');
    expect(portal.log.some((line) => line.includes(`[supervisor] ${part} ended (SIGKILL)`))).toBe(true);
  });

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
    expect(await decisionsOn(portal, task)).toEqual(['signed']);
    const filed = await ask(portal, 'select number from dossier_piece where act_id = $1', [act.id]);
    expect(filed).toHaveLength(1);
    const { rows } = await mailsAbout(ministry, id);
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
    expect(await decisionsOn(portal, task)).toEqual([]);
    await Promise.all(away.map((back) => back()));
    await taskOn(await ministry.as('victor'), id, 'visa');
    await taskOn(await ministry.as('paul'), request.id, 'opinion');
    expect(await decisionsOn(portal, task)).toEqual(['reserved']);
    const [filed] = await requestsOf(portal, draftId);
    expect(filed?.filed_at.getTime()).toBeGreaterThanOrEqual(began);
    expect(filed?.filed_at.getTime()).toBeLessThanOrEqual(answered);
    await mailsAbout(ministry, id);
    await mailsAbout(ministry, request.id);
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
    expect(await requestsOf(portal, draftId)).toEqual([]);
    expect(await ask(portal, 'select from decision_intent where task_key = $1', [task.key])).toEqual([]);
    const request = await ministry.submit(draftId);
    await ministry.decide('paul', task, { outcome: 'favorable' });
    await taskOn(await ministry.as('victor'), id, 'visa');
    await taskOn(await ministry.as('paul'), request.id, 'opinion');
  });
});

test('after all this, no step is stuck, and the log holds no stack and nothing of anyone', async () => {
  const adam = await ministry.as('adam');
  expect((await adam.get('/api/incidents', IncidentPage)).items).toEqual([]);
  expect(indiscretions(portal, TYPED)).toEqual([]);
});
