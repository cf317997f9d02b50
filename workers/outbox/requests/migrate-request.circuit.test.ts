import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cancelRequest } from '#application/interventions/cancel-request.ts';
import { migrateRequests } from '#application/requests/migrate-requests.ts';
import { planMigration } from '#application/requests/plan-migration.ts';
import type { Mapping } from '#domain/circuit/interventions/migration.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { formerNames, insertBatch, renamedPlaces } from '#prisma/repositories/operations/migration-batches.ts';
import { insertMigration } from '#prisma/repositories/operations/migrations.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson } from '#prisma/testing/builders.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { PROCESSES } from '#testing/shipped-circuits.ts';
import { type Analysts, publishedByTwo, twoAnalysts } from '#testing/two-analysts.ts';
import { EngineRejection, EngineUnavailable } from '#zeebe/client.ts';
import { nameEngine } from '../../circuits/publish/engine-identity.ts';
import { makeBundle, readBundles } from '../../circuits/read/bundle.ts';
import { readCircuit } from '../../circuits/read/read-circuit.ts';
import type { WorkerContext } from '../../context.ts';
import { eventually, type WorkerBench } from '../../testing/bench.ts';
import type { Cast } from '../../testing/people.ts';
import { type Actors, openPlay } from '../../testing/play.ts';
import { migrateRequest } from './migrate-request.ts';

const KIND = 'telephone-courriel';
const REASON = 'La nouvelle version corrige le circuit';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let analysts: Analysts;
let administrator: string;
let context: WorkerContext;

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  const { database } = bench.db;
  // Where the table sends it to the manager.
  await bench.db.asOwner("update structure set code = 'MA-ROCHEFONTAINE' where id = $1", [cast.office.id]);
  administrator = await aPerson('Adam').holding('administrateur', cast.office).make(database);
  analysts = await twoAnalysts(database);
  await bench.start();
  context = { ...bench.context, engineName: await nameEngine(bench.engine, database) };
});
afterAll(() => bench?.close());

const prisma = () => bench.db.database.prisma;
let last = 12345678;
/** A request that waits for its visa, in a block, on the version in force. */
async function waiting(): Promise<{ requestId: string; taskKey: string }> {
  const requestId = await people.file({ phone: `+336${last++}` }, { kind: KIND });
  return { requestId, taskKey: (await people.taskAt(requestId, 'visa')).key };
}

let edition = 0;
/** Puts in force the shipped kind with a block changed, past the checks; each edition is a version of its own. */
async function publish(block: string, change: (text: string) => string): Promise<string> {
  const shipped = (await readBundles(PROCESSES)).find(({ kind }) => kind === KIND);
  if (shipped === undefined) throw new Error(`${KIND} is not shipped`);
  const contents = new Map(shipped.files.map(({ path, content }) => [path, content]));
  const path = `_blocks/${block}/${block}.bpmn`;
  edition += 1;
  const text = change(new TextDecoder().decode(contents.get(path))).replace(
    'isExecutable',
    `name="${edition}" isExecutable`,
  );
  const named = text.replace(/name="[^"]*" name="(\d+)"/, 'name="$1"');
  const bundle = makeBundle(KIND, contents.set(path, new TextEncoder().encode(named)));
  const circuit = { ...bundle, manifest: await readCircuit(shipped) };
  return (await publishedByTwo(bench.db.database, circuit, analysts)).id;
}
/** Puts in force the shipped kind with elements of some of its diagrams under other ids. */
async function publishRenamed(ids: Readonly<Record<string, readonly [from: string, to: string]>>): Promise<string> {
  const shipped = (await readBundles(PROCESSES)).find(({ kind }) => kind === KIND);
  if (shipped === undefined) throw new Error(`${KIND} is not shipped`);
  const contents = new Map(shipped.files.map(({ path, content }) => [path, content]));
  const change = (path: string, by: (text: string) => string) => {
    const text = new TextDecoder().decode(contents.get(path));
    contents.set(path, new TextEncoder().encode(by(text)));
  };
  for (const [path, [from, to]] of Object.entries(ids)) {
    const everywhere = new RegExp(`(\\s(?:id|bpmnElement|sourceRef|targetRef)=)"${from}"`, 'g');
    change(path, (xml) => xml.replace(everywhere, `$1"${to}"`));
    for (const language of ['fr', 'en'])
      change(path.replace(/[^/]*$/, `texts.${language}.json`), (json) => json.replace(`"${from}":`, `"${to}":`));
  }
  const bundle = makeBundle(KIND, contents);
  const circuit = { ...bundle, manifest: await readCircuit(bundle) };
  return (await publishedByTwo(bench.db.database, circuit, analysts)).id;
}
/** Puts in force the shipped kind with some of its own files changed. */
async function publishChanged(changes: Readonly<Record<string, (text: string) => string>>): Promise<string> {
  const shipped = (await readBundles(PROCESSES)).find(({ kind }) => kind === KIND);
  if (shipped === undefined) throw new Error(`${KIND} is not shipped`);
  const contents = new Map(shipped.files.map(({ path, content }) => [path, content]));
  for (const [path, change] of Object.entries(changes))
    contents.set(path, new TextEncoder().encode(change(new TextDecoder().decode(contents.get(path)))));
  const bundle = makeBundle(KIND, contents);
  return (await publishedByTwo(bench.db.database, { ...bundle, manifest: await readCircuit(shipped) }, analysts)).id;
}
const BLOCK = '_blocks/instruction/instruction.bpmn';
const VISA = 'instruction/visa';
const VISA_RH = 'instruction/visa-rh';

const toManager = (xml: string) => xml.replace('value="=recipients"', 'value="gestionnaire"');
const withoutVisa = (xml: string) => xml.replaceAll('"visa"', '"visa2"');

const requestOf = (id: string) => prisma().request.findUniqueOrThrow({ where: { id } });
const ask = async (requestId: string, personId = administrator, more: { mapping?: Mapping; dry?: boolean } = {}) => {
  const { number, versionId } = await requestOf(requestId);
  const actor = await actorFacts(prisma(), personId);
  return migrateRequests(bench.db, { actor, versionId, number, reason: REASON, at: new Date(), ...more });
};
/** A migration that no dispatcher carries out: the test does, as one that is killed would. */
async function askedAside(requestId: string, toVersionId: string, mapping: Mapping = {}) {
  const { versionId: fromVersionId, number } = await requestOf(requestId);
  const asked = { fromVersionId, toVersionId, askedById: administrator, askedAt: new Date(), reason: REASON };
  const { id: batchId } = await insertBatch(prisma(), { ...asked, number, mapping, dry: false });
  const migrationId = await insertMigration(prisma(), { requestId, batchId, ...asked });
  const run = (engine: Partial<WorkerContext['engine']> = {}) =>
    migrateRequest(
      { ...context, engine: { ...context.engine, ...engine } },
      { requestId, migrationId },
      { attempts: 1 },
    );
  return { migrationId, run };
}
const reportOf = async (where: { id: string } | { requestId: string }) => {
  const { state, cause, instances } = await prisma().requestMigration.findFirstOrThrow({
    where: { ...where },
    orderBy: { askedAt: 'desc' },
    include: { instances: { orderBy: { path: 'asc' } } },
  });
  const said = instances.map((one) => `${one.path || '(own)'}: ${one.state}${one.cause ? `, ${one.cause}` : ''}`);
  return { state, cause, instances: said };
};
const ended = async (requestId: string) => {
  const where = { requestId };
  await eventually(
    async () =>
      (await prisma().requestMigration.count({ where })) > 0 &&
      (await prisma().requestMigration.count({ where: { ...where, endedAt: null } })) === 0,
  );
  return reportOf(where);
};
/** The versions whose definitions the instances of a request follow on the engine. */
async function followed(requestId: string): Promise<string[]> {
  const { instanceKey } = await requestOf(requestId);
  const called = await bench.engine.calledBy([instanceKey ?? '']);
  const own = await bench.engine.getInstance(instanceKey ?? '');
  const keys = [own, ...called].map((one) => String(one?.processDefinitionKey));
  const versions = await prisma().circuitVersion.findMany({
    where: {
      OR: [
        { deployments: { some: { processDefinitionKey: { in: keys } } } },
        { blocks: { some: { processDefinitionKey: { in: keys } } } },
      ],
    },
  });
  return versions.map(({ id }) => id);
}
const toldOf = async (requestId: string) => {
  const rows = await prisma().notification.findMany({ where: { requestId, message: 'change-applied' } });
  return [...new Set(rows.map(({ recipientId }) => recipientId))];
};

describe('a request that waits in a block', () => {
  test('goes on by the version in force, block first, and ends as that one says', async () => {
    const { requestId, taskKey } = await waiting();
    const before = (await requestOf(requestId)).versionId;
    const after = await publish('cloture', toManager);
    expect(await ask(requestId)).toEqual({ asked: 1, more: false });
    expect(await ended(requestId)).toEqual({
      state: 'moved',
      cause: null,
      instances: ['(own): moved', 'instruction: moved'],
    });
    expect([(await requestOf(requestId)).versionId, await followed(requestId)]).toEqual([after, [after]]);
    const moved = await prisma().migratedInstance.findMany({
      where: { migration: { requestId } },
      orderBy: { changedAt: 'asc' },
    });
    expect(moved.map(({ path }) => path)).toEqual(['instruction', '']);
    expect((await traceOf(prisma(), cast.agent)).filter(({ verb }) => verb.startsWith('migration.'))).toMatchObject([
      {
        verb: 'migration.ask',
        actorId: administrator,
        payload: { fromVersionId: before, toVersionId: after, reason: REASON },
      },
      { verb: 'migration.move', actorId: administrator, payload: { from: before, to: after } },
      { verb: 'migration.end', payload: { state: 'moved' } },
    ]);
    expect(await prisma().requestEvent.findFirst({ where: { requestId, kind: 'migrated' } })).toMatchObject({
      detail: { from: 1, to: 2 },
    });
    await people.decide(taskKey, cast.manager, 'approved');
    expect(await people.closed(requestId)).toMatchObject({ outcome: 'granted' });
    expect(await toldOf(requestId)).toEqual([cast.manager]);
  });

  test('stays whole on its version where the other has no such step, and goes on there', async () => {
    const { requestId, taskKey } = await waiting();
    const { versionId } = await requestOf(requestId);
    await publish('instruction', withoutVisa);
    await ask(requestId);
    expect(await ended(requestId)).toEqual({
      ...{ state: 'refused', cause: null },
      instances: ['(own): waiting', 'instruction: refused, step-gone'],
    });
    expect([(await requestOf(requestId)).versionId, await followed(requestId)]).toEqual([versionId, [versionId]]);
    await people.decide(taskKey, cast.manager, 'approved');
    await people.closed(requestId);
    await expect(ask(requestId)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('stays on its version where the other reads further on what was never asked of it', async () => {
    await publish('cloture', toManager);
    const { requestId, taskKey } = await waiting();
    const { versionId } = await requestOf(requestId);
    const asksUrgent = (form: string) =>
      form.replace(
        '"components": [',
        '"components": [{ "id": "urgent", "key": "urgent", "type": "checkbox", "label": "Urgent", "properties": { "fact": "true" } },',
      );
    await publishChanged({
      'demande.form': asksUrgent,
      [`${KIND}.bpmn`]: (xml) => xml.replace('visa = &quot;approved&quot;', 'visa = &quot;approved&quot; and urgent'),
    });
    await ask(requestId);
    expect(await ended(requestId)).toEqual({
      ...{ state: 'refused', cause: null },
      instances: ['(own): waiting', 'instruction: refused, fact-lacking'],
    });
    expect(await prisma().migratedInstance.findFirst({ where: { cause: 'fact-lacking' } })).toMatchObject({
      params: { step: VISA, reason: 'urgent' },
    });
    expect([(await requestOf(requestId)).versionId, await followed(requestId)]).toEqual([versionId, [versionId]]);
    await people.decide(taskKey, cast.manager, 'approved');
    expect(await people.closed(requestId)).toMatchObject({ outcome: 'granted' });
  });

  test('is not moved by its own agent, nor by an administrator of another structure, nor to the version that it follows', async () => {
    await publish('cloture', toManager);
    const { requestId } = await waiting();
    await expect(ask(requestId)).rejects.toMatchObject({ code: 'version-in-force' });
    await publish('cloture', (xml) => xml);
    const elsewhere = await aPerson('Ada')
      .holding('administrateur', {
        ...cast.office,
        id: (await prisma().structure.findFirstOrThrow({ where: { name: 'Ministère' } })).id,
      })
      .make(bench.db.database);
    for (const personId of [elsewhere, cast.agent, cast.manager])
      await expect(ask(requestId, personId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await prisma().requestMigration.count({ where: { requestId } })).toBe(0);
  });
});

describe('a step that bears another id in the version in force', () => {
  test('is proposed by its name; tried, nothing moves; mapped, the request goes on there with its task', async () => {
    const { requestId, taskKey } = await waiting();
    const { versionId } = await requestOf(requestId);
    const after = await publishRenamed({ [BLOCK]: ['visa', 'visa-rh'] });
    expect(await planMigration(bench.db, versionId)).toEqual({
      toVersionId: after,
      elements: [{ place: VISA, proposal: VISA_RH, candidates: [{ place: VISA_RH, placeThere: VISA_RH }] }],
      calls: [],
    });
    const tried = async (mapping: Mapping) => {
      await ask(requestId, administrator, { mapping, dry: true });
      return ended(requestId);
    };
    expect(await tried({})).toMatchObject({
      ...{ state: 'refused', instances: ['(own): waiting', 'instruction: refused, step-gone'] },
    });
    expect(await tried({ [VISA]: 'instruction/visa-drh' })).toMatchObject({
      ...{ state: 'refused', instances: ['(own): waiting', 'instruction: refused, mapping-astray'] },
    });
    expect(await tried({ [VISA]: 'instruction/clore' })).toMatchObject({ state: 'refused' });
    const mapping = { [VISA]: VISA_RH };
    expect(await tried(mapping)).toMatchObject({
      state: 'would',
      instances: ['(own): waiting', 'instruction: waiting'],
    });
    expect([(await requestOf(requestId)).versionId, await followed(requestId)]).toEqual([versionId, [versionId]]);
    await ask(requestId, administrator, { mapping });
    expect(await ended(requestId)).toMatchObject({ state: 'moved' });
    expect([(await requestOf(requestId)).versionId, await followed(requestId)]).toEqual([after, [after]]);
    expect(await prisma().task.findUnique({ where: { key: taskKey } })).toMatchObject({ elementId: VISA_RH });
    await people.decide(taskKey, cast.manager, 'approved');
    expect(await people.closed(requestId)).toMatchObject({ outcome: 'granted' });
    // What follows waits for its visa under its own id.
    await publish('cloture', toManager);
  });
});

describe('a call that bears another id in the version in force', () => {
  const mapping = { instruction: 'examen', [VISA]: VISA_RH };
  const renamed = { [`${KIND}.bpmn`]: ['instruction', 'examen'], [BLOCK]: ['visa', 'visa-rh'] } as const;
  const pathsOf = async (requestId: string) =>
    (await prisma().calledInstance.findMany({ where: { requestId } })).map(({ path }) => path);

  test('is mapped with what stands in its block: its task goes on there, with whom it excludes, and the request ends', async () => {
    const { requestId, taskKey } = await waiting();
    const { versionId } = await requestOf(requestId);
    const after = await publishRenamed(renamed);
    expect(await planMigration(bench.db, versionId)).toEqual({
      toVersionId: after,
      elements: [
        { place: 'instruction', proposal: 'examen', candidates: [{ place: 'examen', placeThere: 'examen' }] },
        { place: VISA, proposal: VISA_RH, candidates: [{ place: VISA_RH, placeThere: 'examen/visa-rh' }] },
      ],
      calls: [],
    });
    await ask(requestId, administrator, { mapping: { [VISA]: VISA_RH } });
    expect(await ended(requestId)).toMatchObject({
      ...{ state: 'refused', instances: ['(own): refused, call-gone', 'instruction: refused, call-gone'] },
    });
    // Who gave an opinion, before or from now on, does not decide here.
    await bench.db.asOwner("update task set distinct_from = '{instruction/avis-superieur}' where key = $1", [taskKey]);
    await ask(requestId, administrator, { mapping });
    expect(await ended(requestId)).toMatchObject({ state: 'moved', instances: ['(own): moved', 'instruction: moved'] });
    expect([(await requestOf(requestId)).versionId, await followed(requestId)]).toEqual([after, [after]]);
    expect(await prisma().task.findUnique({ where: { key: taskKey } })).toMatchObject({
      ...{ elementId: 'examen/visa-rh', distinctFrom: ['examen/avis-superieur', 'instruction/avis-superieur'] },
    });
    expect((await renamedPlaces(prisma(), requestId))('instruction/accuser-reception')).toBe(
      'examen/accuser-reception',
    );
    expect(await formerNames(prisma(), requestId, ['examen/visa-rh', 'cloture'])).toEqual([VISA]);
    expect(await pathsOf(requestId)).toEqual(['examen']);
    await people.decide(taskKey, cast.manager, 'approved');
    expect(await people.closed(requestId)).toMatchObject({ outcome: 'granted' });
    await publish('cloture', toManager);
  });

  test('goes on where a crash left it, by either name, and goes back whole under its former one', async () => {
    const { requestId, taskKey } = await waiting();
    const { versionId, instanceKey } = await requestOf(requestId);
    const after = await publishRenamed(renamed);
    const { run, migrationId } = await askedAside(requestId, after, mapping);
    let isWritten = 0;
    const killed = (): Partial<WorkerContext['engine']> => ({
      migrateInstance: async (...move) => {
        isWritten += Number(await context.engine.migrateInstance(...move));
        throw new EngineUnavailable('killed');
      },
    });
    await expect(run(killed())).rejects.toThrow('killed');
    // The block has moved, which is written now; its circuit cannot follow: the block goes back.
    const answer = await run({
      migrateInstance: async (key, to) => {
        if (key === instanceKey) throw new EngineRejection('INVALID_STATE', 'it is being left');
        return context.engine.migrateInstance(key, to);
      },
    });
    expect([answer, isWritten]).toEqual([{ migrationId, state: 'refused' }, 1]);
    expect([(await requestOf(requestId)).versionId, await followed(requestId)]).toEqual([versionId, [versionId]]);
    expect(await prisma().task.findUnique({ where: { key: taskKey } })).toMatchObject({ elementId: VISA });
    expect(await pathsOf(requestId)).toEqual(['instruction']);
    const again = await askedAside(requestId, after, mapping);
    await expect(again.run(killed())).rejects.toThrow('killed');
    await expect(again.run(killed())).rejects.toThrow('killed');
    expect(await again.run()).toEqual({ migrationId: again.migrationId, state: 'moved' });
    expect([isWritten, await pathsOf(requestId), await followed(requestId)]).toEqual([3, ['examen'], [after]]);
    await people.decide(taskKey, cast.manager, 'approved');
    expect(await people.closed(requestId)).toMatchObject({ outcome: 'granted' });
    await publish('cloture', toManager);
  });
});

describe('a migration that is stopped in the middle', () => {
  test('goes on where it was, whatever its worker had time to write, and no step is done meanwhile', async () => {
    const { requestId, taskKey } = await waiting();
    const after = await publish('cloture', toManager);
    const { run, migrationId } = await askedAside(requestId, after);
    // Killed once the engine had moved the block, then once it had moved the circuit: neither was written.
    let isWritten = 0;
    const killed = (): Partial<WorkerContext['engine']> => ({
      migrateInstance: async (...move) => {
        isWritten += Number(await context.engine.migrateInstance(...move));
        throw new EngineUnavailable('killed');
      },
    });
    await expect(run(killed())).rejects.toThrow('killed');
    expect(await reportOf({ id: migrationId })).toEqual({
      ...{ state: 'moving', cause: null },
      instances: ['(own): waiting', 'instruction: waiting'],
    });
    // What the engine hands out meanwhile waits, and loses no try.
    await bench.engine.assign(taskKey, cast.manager);
    await expect(run(killed())).rejects.toThrow('killed');
    expect((await reportOf({ id: migrationId })).instances).toEqual(['(own): waiting', 'instruction: moved']);
    expect(await run()).toEqual({ migrationId, state: 'moved' });
    expect([isWritten, await followed(requestId)]).toEqual([2, [after]]);
    expect(await run()).toEqual({ migrationId, state: 'moved' });
    await people.decide(taskKey, cast.manager, 'approved');
    expect(await people.closed(requestId)).toMatchObject({ outcome: 'granted' });
  });

  test('takes what the circuit called meanwhile along', async () => {
    const { requestId } = await waiting();
    const after = await publish('cloture', toManager);
    const { run, migrationId } = await askedAside(requestId, after);
    const { instanceKey } = await requestOf(requestId);
    const { id: withdrawalId } = await prisma().withdrawal.create({ data: { requestId, byId: cast.agent } });
    const called = (path: string) =>
      eventually(async () =>
        (await bench.engine.activeElementsOf(instanceKey ?? '')).some(({ elementId }) => elementId === path),
      );
    const answer = await run({
      migrateInstance: async (key, to) => {
        // The block has moved; before the circuit does, the agent's withdrawal leaves it for another, of the former version.
        if (key === instanceKey) {
          await bench.engine.correlateMessage({
            ...{ name: 'request-withdrawn', correlationKey: requestId, variables: { withdrawalId } },
          });
          await called('cloture-retrait');
        }
        return context.engine.migrateInstance(key, to);
      },
    });
    expect(answer).toEqual({ migrationId, state: 'moved' });
    expect(await reportOf({ id: migrationId })).toMatchObject({
      instances: ['(own): moved', 'cloture-retrait: moved', 'instruction: moved'],
    });
    expect(await followed(requestId)).toEqual([after]);
    expect(await people.closed(requestId)).toMatchObject({ outcome: 'withdrawn' });
  });

  test('goes back whole where one of its instances cannot follow', async () => {
    const { requestId, taskKey } = await waiting();
    const { versionId, instanceKey } = await requestOf(requestId);
    const { run, migrationId } = await askedAside(requestId, await publish('cloture', toManager));
    const answer = await run({
      migrateInstance: async (key, to) => {
        if (key === instanceKey) throw new EngineRejection('INVALID_STATE', 'it is being left');
        return context.engine.migrateInstance(key, to);
      },
    });
    expect(answer).toEqual({ migrationId, state: 'refused' });
    expect(await reportOf({ id: migrationId })).toMatchObject({
      instances: ['(own): refused, engine-refuses', 'instruction: returned'],
    });
    expect([(await requestOf(requestId)).versionId, await followed(requestId)]).toEqual([versionId, [versionId]]);
    await people.decide(taskKey, cast.manager, 'approved');
    await people.closed(requestId);
    expect(await toldOf(requestId)).toEqual([versionId === (await firstVersion()) ? cast.agent : cast.manager]);
  });

  test('ends with a request that is cancelled meanwhile, which nothing keeps alive', async () => {
    const { requestId, taskKey } = await waiting();
    const { versionId, instanceKey } = await requestOf(requestId);
    const { run, migrationId } = await askedAside(requestId, await publish('cloture', toManager));
    const stateOf = async (key: string | null) => (await bench.engine.getInstance(key ?? ''))?.state;
    const answer = await run({
      migrateInstance: async (key, to) => {
        // The block has moved; before the circuit does, an operator cancels the request.
        if (key === instanceKey) {
          const actor = await actorFacts(prisma(), administrator);
          const deps = { database: bench.db.database, mailDomain: 'harmonie.example' };
          await cancelRequest(deps, { actor, requestId, reason: REASON, at: new Date() });
          await eventually(async () => (await stateOf(instanceKey)) === 'TERMINATED');
        }
        return context.engine.migrateInstance(key, to);
      },
    });
    expect(answer).toEqual({ migrationId, state: 'refused' });
    expect(await reportOf({ id: migrationId })).toEqual({
      ...{ state: 'refused', cause: 'request-closed' },
      instances: ['(own): ended', 'instruction: moved'],
    });
    expect(await requestOf(requestId)).toMatchObject({ versionId, outcome: 'closed' });
    expect(await prisma().task.findUnique({ where: { key: taskKey } })).toMatchObject({ state: 'canceled' });
    expect(await run()).toEqual({ migrationId, state: 'refused' });
  });

  test('that can go neither way says so, and is done once it is asked for again', async () => {
    const { requestId, taskKey } = await waiting();
    const after = await publish('cloture', toManager);
    const { instanceKey } = await requestOf(requestId);
    const { run, migrationId } = await askedAside(requestId, after);
    let moves = 0;
    const answer = await run({
      migrateInstance: async (key, to) => {
        moves += 1;
        if (moves > 1) throw new EngineRejection('INVALID_STATE', 'it is being left');
        return context.engine.migrateInstance(key, to);
      },
    });
    expect(answer).toEqual({ migrationId, state: 'stopped' });
    expect(await ask(requestId)).toEqual({ asked: 1, more: false });
    await eventually(() => prisma().requestMigration.findFirst({ where: { requestId, state: 'moved' } }));
    expect([await followed(requestId), (await requestOf(requestId)).instanceKey]).toEqual([[after], instanceKey]);
    await people.decide(taskKey, cast.manager, 'approved');
    await people.closed(requestId);
  });
});

const firstVersion = async () =>
  (await prisma().circuitVersion.findFirstOrThrow({ where: { kind: KIND, number: 1 } })).id;

test('every move left its trace in the file of the agent, and none elsewhere', async () => {
  expect((await traceOf(prisma(), SYSTEM_CHAIN)).filter(({ verb }) => verb.startsWith('migration.'))).toEqual([]);
});
