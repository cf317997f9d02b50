import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { requestsPlayedBy } from '#prisma/repositories/circuits/circuits.ts';
import { insertRetry } from '#prisma/repositories/operations/incident-retries.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import type { IncidentGroup, IncidentRow, RetryView } from '#web/contract/operations/incidents.ts';
import { aPortal, type Browser, engineToCome, type TestPortal } from '#web/server/testing/portal.ts';
import { nameEngine } from '#workers/circuits/publish/engine-identity.ts';
import type { WorkerContext } from '#workers/context.ts';
import { retryIncidents } from '#workers/outbox/requests/retry-incidents.ts';
import { eventually, openWorkerBench, type WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, actors } from '#workers/testing/play.ts';
import { EngineUnavailable } from '#zeebe/client.ts';
import { castUnderManager } from '../demonstration-people.ts';

// What stops many requests at once is read and mended as one: the server, the workers and the engine on one database.

const KIND = 'telephone-courriel';
const REASON = { reason: 'Droit rendu' };

let portal: TestPortal;
let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let adam: Browser;
let managers: string[];

beforeAll(async () => {
  portal = await aPortal({ engine: engineToCome(() => bench.engine), settings: { engineTimeoutMs: 60_000 } });
  bench = await openWorkerBench({ db: portal.db, documents: portal.dependencies.documents });
  cast = await castUnderManager(portal, bench);
  people = actors(bench, cast);
  const held = await prisma().habilitation.findMany({ where: { role: 'gestionnaire', until: null } });
  managers = held.map(({ id }) => id);
  await bench.start();
  adam = await portal.as('adam.administrateur');
});
afterAll(async () => {
  await bench?.close();
  await portal?.close();
});

const prisma = () => portal.db.database.prisma;

const endRight = () =>
  bench.db.asOwner('update habilitation set until = $2 where id = any($1)', [
    managers,
    parisDay(new Date(Date.now() - 86_400_000)),
  ]);
const giveRight = () => bench.db.asOwner('update habilitation set until = null where id = any($1)', [managers]);
let last = 32345678;
/** So many requests that nobody can decide on. */
async function stopped(count: number): Promise<string[]> {
  await endRight();
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await people.file({ phone: `+336${last++}` }, { kind: KIND }));
  await eventually(
    async () => (await prisma().request.count({ where: { id: { in: ids }, stoppedSince: { not: null } } })) === count,
  );
  return ids;
}
const groups = async (): Promise<IncidentGroup[]> => (await adam.get('/api/incidents/groups').expect(200)).body.items;
const listed = async (query: string): Promise<{ items: IncidentRow[]; total: number; next: string | null }> =>
  (await adam.get(`/api/incidents?${query}`).expect(200)).body;
const report = async (id: string): Promise<RetryView> =>
  (await adam.get(`/api/incidents/retries/${id}`).expect(200)).body;
const ALL = { versionId: null, keys: null };

/** A retry of all that is stopped, which no dispatcher carries out: the test does, as one that is killed would. */
async function askedAside(): Promise<string> {
  const open = await bench.engine.openIncidents({});
  const keys = open.map(({ processInstanceKey }) => String(processInstanceKey));
  const requests = await requestsPlayedBy(prisma(), keys);
  const asked = { askedById: await portal.personId('adam.administrateur'), askedAt: new Date(), ...REASON };
  const group = { circuit: KIND, place: 'instruction/visa', cause: 'nobody-holds' };
  const incidents = open.map(({ incidentKey, processInstanceKey, elementInstanceKey, errorType }) => ({
    ...{ incidentKey: String(incidentKey), elementInstanceKey: String(elementInstanceKey), errorType },
    ...{ instanceKey: String(processInstanceKey), place: group.place },
    requestId: requests.find(({ instanceKey }) => instanceKey === String(processInstanceKey))?.id ?? null,
  }));
  return (await insertRetry(prisma(), { ...asked, ...group }, incidents)).retryId;
}

test('requests that one cause stops are one group, some or all of which are tried again, with a report', async () => {
  const stoppedOnes = await stopped(3);
  const [group, ...others] = await groups();
  expect(others).toEqual([]);
  expect(group).toMatchObject({
    ...{ cause: 'nobody-holds', mending: 'give-right', step: { fr: 'Visa' }, incidents: 3, requests: 3, only: null },
    versions: [{ number: 1, incidents: 3 }],
  });
  const id = group?.id ?? '';
  const page = await listed(`group=${id}&pageSize=2`);
  expect([page.items.length, page.total]).toEqual([2, 3]);
  const rest = await listed(`group=${id}&pageSize=2&after=${page.next}`);
  // On a busy machine they do not stop in the order of their filing.
  const third = String(rest.items[0]?.requestId);
  const left = stoppedOnes.filter((requestId) => requestId !== third);
  expect([rest.items.length, left.length]).toEqual([1, 2]);

  await giveRight();
  const some = { versionId: null, keys: [rest.items[0]?.key ?? ''] };
  const preview = (choice: object) => adam.post(`/api/incidents/groups/${id}/preview`).send(choice).expect(200);
  expect((await preview(ALL)).body).toEqual({ incidents: 3, requests: 3, underWay: 0 });
  expect((await preview(some)).body).toEqual({ incidents: 1, requests: 1, underWay: 0 });
  const retry = (choice: object) => adam.post(`/api/incidents/groups/${id}/retry`).send({ ...choice, ...REASON });
  const { body } = await retry(some).expect(202);
  expect(body.asked).toBe(1);
  await people.taskAt(third, 'visa');
  expect(await eventually(async () => ((await listed(`group=${id}`)).total === 2 ? true : null))).toBe(true);

  const { body: all } = await retry(ALL).expect(202);
  for (const requestId of left) await people.taskAt(requestId, 'visa');
  await eventually(async () => ((await report(all.retryId)).state === 'watching' ? true : null));
  expect(await report(all.retryId)).toMatchObject({ reason: REASON.reason, counts: { done: 2 }, endedAt: null });
  const each = (await adam.get(`/api/incidents/retries/${all.retryId}/incidents`).expect(200)).body;
  expect(each.items.map(({ requestId }: { requestId: string }) => requestId).sort()).toEqual(left.sort());
  expect((await adam.get('/api/incidents/retries').expect(200)).body.total).toBe(2);
  await retry(ALL).expect(409);
  const done = (await traceOf(prisma(), cast.agent)).filter(({ verb }) => verb === 'incident.resolve');
  expect(done.map(({ payload }) => (payload as { retryId: string }).retryId)).toEqual([
    ...[body.retryId, all.retryId, all.retryId],
  ]);
});

test('stopped in the middle a retry goes on where it was; what stops again, and what was gone, is said', async () => {
  const context: WorkerContext = { ...bench.context, engineName: await nameEngine(bench.engine, portal.db.database) };
  await stopped(3);
  const keys = new Map((await listed('')).items.map(({ requestId, key }) => [String(requestId), key]));
  // In the order in which they are tried again.
  const [again, gone, lost] = [...keys.keys()] as [string, string, string];
  const retryId = await askedAside();
  const goneKey = keys.get(gone) ?? '';
  await giveRight();
  await bench.engine.resolveIncident(goneKey, { retries: 1 });
  await people.taskAt(gone, 'visa');
  await endRight();

  let now = new Date();
  const run = (engine: Partial<WorkerContext['engine']> = {}) =>
    retryIncidents(
      { ...context, now: () => now, engine: { ...context.engine, ...engine } },
      { retryId },
      { attempts: 1 },
    );
  const lostKey = keys.get(lost) ?? '';
  // Killed once the engine had heard of the last one: that was not written.
  const known = new Set(keys.values());
  const killed = async (key: string) => {
    if (key !== lostKey) return context.engine.resolveIncident(key, { retries: 1 });
    await eventually(async () =>
      (await bench.engine.openIncidents({})).some(({ incidentKey }) => !known.has(String(incidentKey))),
    );
    await giveRight();
    await context.engine.resolveIncident(key, { retries: 1 });
    await people.taskAt(lost, 'visa');
    await endRight();
    throw new EngineUnavailable('killed');
  };
  await expect(run({ resolveIncident: killed })).rejects.toThrow('killed');
  await expect(run()).rejects.toThrow('others of them wait');
  await expect(run()).rejects.toThrow('it is watched');
  expect(await report(retryId)).toMatchObject({ state: 'watching', counts: { done: 2, gone: 1 } });
  await eventually(async () => (await bench.engine.openIncidents({})).length === 1);
  now = new Date(now.getTime() + 60_000);
  expect(await run()).toEqual({ retryId });
  expect(await run()).toEqual({ retryId });
  expect(await report(retryId)).toMatchObject({ state: 'ended', counts: { done: 1, gone: 1, again: 1 } });
  const states = await prisma().retriedIncident.findMany({ where: { retryId } });
  expect(new Map(states.map(({ requestId, state }) => [requestId, state]))).toEqual(
    new Map([
      [again, 'again'],
      [gone, 'gone'],
      [lost, 'done'],
    ]),
  );
  const audited = (await traceOf(prisma(), cast.agent)).filter(
    ({ verb, payload }) => verb === 'incident.resolve' && (payload as { retryId?: string }).retryId === retryId,
  );
  expect(audited).toHaveLength(3);
  await giveRight();
});

test('whoever loses the right meanwhile has nothing tried again, and nobody else reads the report', async () => {
  const context: WorkerContext = { ...bench.context, engineName: await nameEngine(bench.engine, portal.db.database) };
  await stopped(1);
  const retryId = await askedAside();
  const personId = await portal.personId('adam.administrateur');
  const ended = "update habilitation set until = $2 where person_id = $1 and role = 'administrateur'";
  await bench.db.asOwner(ended, [personId, parisDay(new Date(Date.now() - 86_400_000))]);
  await expect(retryIncidents(context, { retryId }, { attempts: 1 })).rejects.toThrow('others of them wait');
  const states = await prisma().retriedIncident.findMany({ where: { retryId } });
  expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['refused']));
  await bench.db.asOwner('update habilitation set until = null where person_id = $1', [personId]);
  await bench.db.asOwner(
    `insert into habilitation (id, person_id, structure_id, role, "from", ground)
     values (gen_random_uuid(), $1, $2, 'administrateur', '2020-01-01', 'installation')`,
    [cast.checker, cast.office.id],
  );
  const victor = await portal.as('victor.valideur');
  await victor.get(`/api/incidents/retries/${retryId}`).expect(404);
  await victor.get(`/api/incidents/retries/${retryId}/incidents`).expect(404);
  expect((await victor.get('/api/incidents/retries').expect(200)).body.items).toEqual([]);
});
