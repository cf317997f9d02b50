import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { verifyChain } from '#domain/evidence/audit.ts';
import { readChain } from '#prisma/audit.ts';
import { nameEngine } from '#workers/circuits/publish/engine-identity.ts';
import { eventually, openWorkerBench, type WorkerBench } from '#workers/testing/bench.ts';
import { aCast, type Cast } from '#workers/testing/people.ts';
import { actors, KIND } from '#workers/testing/play.ts';
import { reconcile } from './reconcile.ts';

let bench: WorkerBench;
let cast: Cast;
let play: ReturnType<typeof actors>;
let workers: Awaited<ReturnType<WorkerBench['start']>>;
beforeAll(async () => {
  bench = await openWorkerBench();
  cast = await aCast(bench.db.database);
  workers = await bench.start();
  play = actors(bench, cast);
});
afterAll(() => bench.close());

const prisma = () => bench.db.database.prisma;
/** What is said, with and without repair; nothing is too young to be looked at. */
async function run(repair: boolean, engine = bench.engine): Promise<{ lines: string[]; found: number; left: number }> {
  const lines: string[] = [];
  const { database } = bench.db;
  const engineName = await nameEngine(bench.engine, database);
  const context = { database, engine, engineName, now: () => new Date(), graceMs: 0 };
  const answer = await reconcile(context, { repair, say: (line) => lines.push(line) });
  return { lines, ...answer };
}
/** As whoever restores a backup, or repairs by hand, would. */
const byHand = (sql: string): Promise<void> => bench.db.asOwner(sql);
/** A request that waits for its first opinion. */
async function waiting(): Promise<{ id: string; taskKey: string; instanceKey: string }> {
  const id = await play.file();
  const { key } = await play.taskAt(id, 'avis-superieur');
  const { instanceKey } = await prisma().request.findUniqueOrThrow({ where: { id } });
  return { id, taskKey: key, instanceKey: String(instanceKey) };
}
/** The request as if it had never been, its circuit still on the engine. */
async function forget(id: string): Promise<void> {
  await byHand('alter table piece disable trigger piece_stays_filed');
  for (const table of ['request_event', 'request_step', 'notification', 'task', 'called_instance', 'piece'])
    await byHand(`delete from ${table} where request_id = '${id}'`);
  await byHand(`delete from request where id = '${id}'`);
}

beforeEach(async () => expect((await run(false)).lines).toEqual([]));

describe('each drift is found, in words, and repaired when that is safe', () => {
  test('a task that is over on the engine leaves the list', async () => {
    const { id, taskKey } = await waiting();
    await play.withdraw(id);
    await play.closed(id);
    // As a database restored from the copy of the day before would have it.
    await byHand(`update task set state = 'created', ended_at = null where key = '${taskKey}'`);
    const { lines } = await run(false);
    expect(lines.join()).toContain('a task waits here that is over on the engine');
    expect((await run(true)).left).toBe(0);
    expect((await prisma().task.findUniqueOrThrow({ where: { key: taskKey } })).state).toBe('canceled');
  });

  test('a task of a block that nobody sees comes back on the list, as that step of the circuit', async () => {
    await byHand(`update structure set code = 'MA-ROCHEFONTAINE' where id = '${cast.office.id}'`);
    const id = await play.file({ phone: '+33612345678' }, { kind: 'telephone-courriel' });
    const { key } = await play.taskAt(id, 'visa');
    expect((await run(false)).lines).toEqual([]);
    await byHand(`delete from task where key = '${key}'`);
    // As a copy of the database of before the block was called: its instance was not met there.
    await byHand(`delete from called_instance where request_id = '${id}'`);
    expect((await run(false)).lines.join()).toContain('the engine waits for a task that nobody sees here');
    expect(await prisma().calledInstance.count({ where: { requestId: id } })).toBe(0);
    expect((await run(true)).left).toBe(0);
    expect(await prisma().task.findUniqueOrThrow({ where: { key } })).toMatchObject({
      requestId: id,
      elementId: 'instruction/visa',
      role: 'gestionnaire',
    });
    await play.decide(key, cast.manager, 'approved');
    await play.closed(id);
  });

  test('a task that nobody sees comes back on the list', async () => {
    const { taskKey } = await waiting();
    await byHand(`delete from task where key = '${taskKey}'`);
    expect((await run(false)).lines.join()).toContain('the engine waits for a task that nobody sees here');
    expect((await run(true)).left).toBe(0);
    const task = await prisma().task.findUniqueOrThrow({ where: { key: taskKey } });
    expect([task.state, task.role, task.decision]).toEqual(['created', 'superieur', 'opinion']);
    expect(await play.decide(taskKey, cast.superior, 'favorable')).toHaveProperty('decisionId');
  });

  test('a task canceled here by mistake is open again, and can be decided', async () => {
    const { taskKey } = await waiting();
    await byHand(`update task set state = 'canceled', ended_at = now() where key = '${taskKey}'`);
    expect((await run(true)).lines.join()).toMatch(/^REPAIRED .*nobody sees here/);
    expect(await play.decide(taskKey, cast.superior, 'favorable')).toHaveProperty('decisionId');
  });

  test('a request whose circuit the engine lost starts anew while nothing was decided on it', async () => {
    const { id, instanceKey } = await waiting();
    const lost = '9007199254740999';
    await byHand(`update request set instance_key = '${lost}' where id = '${id}'`);
    await bench.engine.cancelInstance(instanceKey);
    const { lines } = await run(false);
    expect(lines.join('\n')).toMatch(
      /the engine does not know the circuit that plays this request.*start its circuit anew/,
    );
    expect((await run(true)).left).toBe(0);
    const again = await eventually(() => prisma().request.findFirst({ where: { id, instanceKey: { not: null } } }));
    expect([lost, instanceKey]).not.toContain(again.instanceKey);
    await play.taskAt(id, 'avis-superieur');
  });

  test('one on which someone decided is left to a person, with the reason', async () => {
    const { id, taskKey, instanceKey } = await waiting();
    await play.decide(taskKey, cast.superior, 'favorable');
    await play.taskAt(id, 'visa');
    await byHand(`update request set instance_key = '9007199254740998' where id = '${id}'`);
    expect((await run(false)).lines.join('\n')).toContain(
      'names a circuit that the engine does not know, while another plays it',
    );
    await bench.engine.cancelInstance(instanceKey);
    await eventually(async () => (await bench.engine.getInstance(instanceKey))?.state !== 'ACTIVE');
    const { lines, left } = await run(true);
    expect(left).toBe(1);
    expect(lines.join('\n')).toMatch(/UNSAFE .*1 decision\(s\) were given on it/);
    await byHand(`update request set closed_at = now(), outcome = 'closed' where id = '${id}'`);
  });

  test('a request that names the wrong circuit is given back the one that plays it', async () => {
    const { id, instanceKey } = await waiting();
    await byHand(`update request set instance_key = '9007199254740997' where id = '${id}'`);
    expect((await run(true)).lines.join('\n')).toMatch(/^REPAIRED .*have it name instance/);
    expect((await prisma().request.findUniqueOrThrow({ where: { id } })).instanceKey).toBe(instanceKey);
  });

  test('a request whose circuit ended is closed as its act says, never by a guess', async () => {
    const guess = await waiting();
    await bench.engine.cancelInstance(guess.instanceKey);
    await eventually(() => prisma().task.findFirst({ where: { key: guess.taskKey, state: 'canceled' } }));
    const { lines } = await run(true);
    expect(lines.join('\n')).toMatch(/UNSAFE .*is over, and the request is still open.*must be told/);
    await byHand(
      `insert into withdrawal (id, request_id, by_id, accepted_at) values (gen_random_uuid(), '${guess.id}', '${cast.agent}', now())`,
    );
    expect((await run(true)).lines.join('\n')).toMatch(/REPAIRED .*close it as withdrawn/);
    expect((await prisma().request.findUniqueOrThrow({ where: { id: guess.id } })).outcome).toBe('withdrawn');
  });

  test('a second circuit of one request is ended, the first goes on', async () => {
    const { id, instanceKey } = await waiting();
    const version = await prisma().deployment.findFirstOrThrow({ where: { version: { kind: KIND } } });
    await workers.stop();
    const { processInstanceKey } = await bench.engine.createInstance({
      processDefinitionKey: version.processDefinitionKey,
      variables: { requestId: id },
    });
    expect((await run(false)).lines.join()).toContain('a second circuit for a request that another one plays');
    expect((await run(true)).left).toBe(0);
    expect((await bench.engine.getInstance(processInstanceKey))?.state).not.toBe('ACTIVE');
    expect((await bench.engine.getInstance(instanceKey))?.state).toBe('ACTIVE');
    workers = await bench.start();
  });

  test('a request that its engine plays by another version is left to a person, unless it is moving', async () => {
    const { id } = await waiting();
    const { versionId } = await prisma().request.findUniqueOrThrow({ where: { id } });
    const { id: other } = await prisma().circuitVersion.findFirstOrThrow({ where: { kind: { not: KIND } } });
    await byHand(`update request set version_id = '${other}' where id = '${id}'`);
    const { lines } = await run(true);
    expect(lines).toEqual([expect.stringMatching(/^UNSAFE .*plays this request by another version of its circuit/)]);
    await byHand(
      `insert into request_migration (id, request_id, from_version_id, to_version_id, asked_by_id, asked_at, reason, state)
        values (gen_random_uuid(), '${id}', '${other}', '${versionId}', '${cast.manager}', now(), 'Correction', 'moving')`,
    );
    expect((await run(false)).lines).toEqual([]);
    await byHand(`update request_migration set state = 'moved', ended_at = now() where request_id = '${id}'`);
    await byHand(`update request set version_id = '${versionId}' where id = '${id}'`);
  });

  test('a circuit without its request is reported, not ended: a newer copy of the database may have it', async () => {
    const { id, instanceKey } = await waiting();
    await forget(id);
    const { lines, left } = await run(true);
    expect(left).toBe(1);
    expect(lines.join()).toMatch(/UNSAFE .*for a request that the portal does not have/);
    expect((await bench.engine.getInstance(instanceKey))?.state).toBe('ACTIVE');
    await workers.stop();
    await bench.engine.cancelInstance(instanceKey);
    workers = await bench.start();
    // Its task ends first, by a job of the workers.
    await eventually(async () => (await bench.engine.getInstance(instanceKey))?.state !== 'ACTIVE');
  });

  test('a command tried for long is tried at once', async () => {
    await byHand(
      `insert into outbox (id, command, payload, subject, attempts, available_at, last_error) values
        (gen_random_uuid(), 'withdraw', '{"requestId":"00000000-0000-0000-0000-000000000000","withdrawalId":"00000000-0000-0000-0000-000000000000"}', 'request:x', 12,
         now() + interval '90 seconds', 'EngineUnavailable: away')`,
    );
    expect((await run(false)).lines.join()).toMatch(/a command to the engine was tried for long.*EngineUnavailable/);
    expect((await run(true)).left).toBe(0);
    await eventually(
      async () => (await prisma().outbox.count({ where: { subject: 'request:x', doneAt: null } })) === 0,
    );
  });

  test('a circuit in service that the engine lacks is deployed, and what it plays goes on', async () => {
    const { taskKey } = await waiting();
    await byHand(
      `delete from deployment where version_id = (select id from circuit_version where kind = '${KIND}' and current)`,
    );
    expect((await run(false)).lines).toEqual([
      expect.stringContaining(`a circuit in service is not on this engine (${KIND}`),
    ]);
    expect(await run(true)).toMatchObject({ found: 1, left: 0 });
    expect(await prisma().deployment.count({ where: { version: { kind: KIND, current: true } } })).toBe(1);
    expect((await prisma().task.findUniqueOrThrow({ where: { key: taskKey } })).state).toBe('created');
  });
});

test('what people decide while the engine is being read is no drift', async () => {
  const { id, taskKey } = await waiting();
  let decided: Promise<unknown> | undefined;
  const { lines } = await run(false, {
    ...bench.engine,
    searchUserTasks: async (search) => {
      const found = await bench.engine.searchUserTasks(search);
      decided ??= play.decide(taskKey, cast.superior, 'favorable').then(() => play.taskAt(id, 'visa'));
      await decided;
      return found;
    },
  });
  expect([lines, (await prisma().task.findUniqueOrThrow({ where: { key: taskKey } })).state]).toEqual([
    [],
    'completed',
  ]);
});

test('every repair left its trace, and the chains still hold', async () => {
  for (const chain of [cast.agent, 'system']) {
    const events = await readChain(prisma(), chain);
    expect(events.some(({ verb }) => verb === 'reconcile.repair')).toBe(true);
    expect(verifyChain(events)).toBeNull();
  }
});
