import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dateColumn, dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { MAX_AGENTS } from '#domain/request/act-batch.ts';
import type { Database } from '#prisma/client.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { findActBatch, listActLines } from '#prisma/repositories/requests/act-batches.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { aPerson, aShippedCircuit, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { openFormJudge } from '../forms/form-judge.ts';
import { createVersions } from '../versions.ts';
import type { BatchDeps } from './act-of-line.ts';
import { launchActBatch } from './launch-batch.ts';
import { nextTurn } from './next-turn.ts';
import { type AgentsAsked, receiveActBatch } from './receive-batch.ts';

const KIND = 'essai-lance';
const TODAY = parisDay(new Date());
const FORM = {
  type: 'default',
  components: [
    { type: 'textfield', key: 'motif', id: 'motif', label: 'Motif', validate: { required: true } },
    { type: 'number', key: 'echelon', id: 'echelon', label: 'Échelon', validate: { required: true, min: 1, max: 12 } },
  ],
};
const MANIFEST = {
  ...{ form: { path: 'essai.form' }, steps: [], taskForms: {}, refusalInterview: false, pieces: [], effects: [] },
  ...{ texts: { form: {} }, startedBy: 'gestionnaire' },
};

/** Started for many; filed by agents; with a document of each. */
const PIECE = { pieceType: 'rapport', label: { fr: 'Rapport', en: 'Report' }, mandatory: true, field: 'rapport' };
const KINDS = { [KIND]: {}, 'essai-agents': { startedBy: null }, 'essai-piece': { pieces: [PIECE] } };

const forms = openFormJudge();
let db: TestDatabase;
let deps: BatchDeps;
let ministry: { id: string; path: string };
let court: { id: string; path: string };
let nadia: string;
beforeAll(async () => {
  db = await aDatabase();
  const { database } = db;
  const secrets = createSecretValues(randomBytes(32));
  deps = { database, versions: createVersions(database), secrets, forms, now: () => new Date() };
  ministry = await aStructure(database.prisma, 'Ministère');
  for (const [kind, more] of Object.entries(KINDS)) {
    const manifest = { ...MANIFEST, kind, ...more };
    await aShippedCircuit(database, { kind, manifest, files: { 'essai.form': JSON.stringify(FORM) } });
    const opening = { kind, structureId: ministry.id, open: true, from: dateColumn('2020-01-01') };
    await database.prisma.kindOpening.create({ data: opening });
  }
});
afterAll(() => db?.drop());
beforeEach(async () => {
  court = await aStructure(db.database.prisma, 'Tribunal', ministry);
  nadia = await aPerson('Nadia').postedIn(court).holding('gestionnaire', court).make(db.database);
});

const prisma = () => db.database.prisma;
const actor = (id = nadia) => actorFacts(prisma(), id);
const anAgent = (structure = court, from = '2020-01-01', until: string | null = null) =>
  aPerson('Claire').postedIn(structure, from, until).make(db.database);
const numberOf = async (id: string) => (await prisma().person.findUniqueOrThrow({ where: { id } })).employeeNumber;
const agents = async (count: number) => Promise.all(Array.from({ length: count }, () => anAgent()));
const fileOf = (...lines: string[]): AgentsAsked => ({
  file: { name: 'agents.csv', content: Buffer.from(['Matricule;Échelon', ...lines].join('\r\n')) },
});
const naming = async (ids: readonly string[]) =>
  fileOf(...(await Promise.all(ids.map(numberOf))).map((number) => `${number};7`));

/** What workers do, until nothing waits. */
async function work(by = deps): Promise<void> {
  while (await nextTurn(by));
}
const prepare = async (
  asked: AgentsAsked,
  { by = nadia, kind = KIND, answers = { motif: 'Ancienneté' } as object } = {},
) => receiveActBatch(deps, { actor: await actor(by), kind, answers: { ...answers }, agents: asked, at: new Date() });
async function prepared(asked: AgentsAsked, how = {}): Promise<string> {
  const id = await prepare(asked, how);
  await work();
  return id;
}
const launch = async (id: string, by = nadia) => launchActBatch(deps, { actor: await actor(by), id, at: new Date() });
const stateOf = async (id: string) => (await findActBatch(prisma(), id))?.state;
async function linesOf(id: string) {
  const { items } = await listActLines(prisma(), id, { state: undefined, page: 1, pageSize: MAX_AGENTS });
  return items.map(({ state, faults, ...line }) => ({
    ...line,
    is: [state, ...faults.map(({ code }) => code)].join(' '),
  }));
}
const resultsOf = async (id: string) => (await linesOf(id)).map(({ is }) => is);
const losesTheirRight = () => db.asOwner(`update habilitation set until = '2020-06-01' where person_id = $1`, [nadia]);
const actsFor = (ids: readonly string[]) => prisma().request.findMany({ where: { agentId: { in: [...ids] } } });

describe('an act for the agents of a file', () => {
  test('is tried for each, and nothing is started: those who cannot have it are said, line by line', async () => {
    const [one, other, twice, busy] = (await agents(4)) as [string, string, string, string];
    const elsewhere = await anAgent(await aStructure(prisma(), 'Prison', ministry));
    const gone = await anAgent(court, '2020-01-01', dayAfter(TODAY, { days: -10 }));
    await launch(await prepared(await naming([busy])));
    await work();
    const number = await Promise.all([one, other, twice, busy, elsewhere, gone, nadia].map(numberOf));
    const id = await prepared(
      fileOf(
        ...[
          `${number[0]};7`,
          `${number[1]};25`,
          `${number[2]};7`,
          `${number[2]};8`,
          `${number[3]};7`,
          `${number[4]};7`,
        ],
        ...[`${number[5]};7`, `${number[6]};7`, 'PERSONNE;7', `${number[0]}bis;sept`, 'PERSONNE-2;;'],
      ),
    );
    expect(await stateOf(id)).toBe('planned');
    expect(await resultsOf(id)).toEqual([
      ...[
        'ready',
        'fault too-big',
        'fault agent-twice',
        'fault agent-twice',
        'fault kind-under-way',
        'fault agent-unknown',
      ],
      ...['fault agent-left', 'fault own-act', 'fault agent-unknown', 'fault decimal', 'fault cells'],
    ]);
    // Nothing is told about an agent of another tree, not even that the number exists.
    expect((await linesOf(id)).map(({ agent }) => agent?.id ?? null)).toEqual([
      ...[one, other, null, null, busy, null, gone, nadia, null, null, null],
    ]);
    expect(await actsFor([one, other, twice, elsewhere, gone])).toEqual([]);
  });

  test('is started for each once launched, with the answers that are theirs, as a single one is', async () => {
    const ids = await agents(3);
    const number = await Promise.all(ids.map(numberOf));
    const answers = { motif: 'Ancienneté', echelon: 6 };
    const id = await prepared(fileOf(`${number[0]};7`, `${number[1]};`, `${number[2]};8`), { answers });
    await launch(id);
    await launch(id);
    await work();
    expect(await stateOf(id)).toBe('done');
    const acts = await actsFor(ids);
    expect(acts.map(({ agentId, filedById, data }) => ({ agentId, filedById, data }))).toEqual(
      expect.arrayContaining(
        [7, 6, 8].map((echelon, at) => ({
          agentId: ids[at],
          filedById: nadia,
          data: { motif: 'Ancienneté', echelon },
        })),
      ),
    );
    const lines = await linesOf(id);
    expect(lines.map(({ is, request }) => [is, request?.number])).toEqual(
      ids.map((agentId) => ['filed', acts.find((act) => act.agentId === agentId)?.number]),
    );
    for (const agentId of ids)
      expect((await traceOf(prisma(), agentId)).map(({ verb }) => verb)).toEqual(['request.file']);
    const ends = (await traceOf(prisma(), SYSTEM_CHAIN)).filter(({ subject }) => subject === `act-batch:${id}`);
    expect(ends.map(({ verb, actorId }) => [verb, actorId])).toEqual([
      ['act-batch.launch', nadia],
      ['act-batch.end', nadia],
    ]);
    expect(await prisma().outbox.count({ where: { subject: { in: acts.map((act) => `request:${act.id}`) } } })).toBe(3);
  });

  test('fails for one who left since, and goes on for the others', async () => {
    const ids = await agents(3);
    const id = await prepared(await naming(ids));
    await db.asOwner('update posting set until = $2 where person_id = $1', [ids[1], dayAfter(TODAY, { days: -1 })]);
    await launch(id);
    await work();
    expect(await resultsOf(id)).toEqual(['filed', 'fault agent-left', 'filed']);
    expect((await actsFor(ids)).map(({ agentId }) => agentId).sort()).toEqual([ids[0], ids[2]].sort());
    expect(await prisma().draft.count({ where: { ownerId: nadia, request: null } })).toBe(0);
  });

  test('that was stopped half-way goes on where it was, and nothing is started twice', async () => {
    const ids = await agents(6);
    const id = await prepared(await naming(ids));
    await launch(id);
    let left = 2;
    const away: Database = {
      ...db.database,
      prisma: prisma(),
      transaction: (done) =>
        left-- > 0
          ? db.database.transaction(done)
          : Promise.reject(Object.assign(new Error('the server closed the connection'), { code: 'P1001' })),
    };
    await expect(nextTurn({ ...deps, database: away })).rejects.toThrow('closed');
    expect(await stateOf(id)).toBe('asked');
    expect((await actsFor(ids)).length).toBe(2);
    await work();
    expect(await resultsOf(id)).toEqual(ids.map(() => 'filed'));
    expect((await actsFor(ids)).map(({ agentId }) => agentId).sort()).toEqual([...ids].sort());
  });

  test('of two batches at once on the same agents is started by one of them', async () => {
    const ids = await agents(4);
    const batches = [await prepared(await naming(ids)), await prepared(await naming(ids))];
    await Promise.all(batches.map((id) => launch(id)));
    await Promise.all([work(), work()]);
    const results = await Promise.all(batches.map(resultsOf));
    expect((await actsFor(ids)).length).toBe(4);
    for (const at of ids.keys())
      expect(results.map((lines) => lines[at]).sort()).toEqual(['fault kind-under-way', 'filed']);
  });
});

describe('a file that cannot be read', () => {
  test.each<[string, Uint8Array, object]>([
    ['empty', Buffer.from(''), { code: 'file-empty' }],
    ['of a first line alone', Buffer.from('Matricule;Échelon\n'), { code: 'file-empty' }],
    ['in no encoding', Buffer.from([...Buffer.from('Matricule\nA'), 0xe9, 0x81]), { code: 'encoding' }],
    ['of a column that nobody knows', Buffer.from('Matricule;Chef\nD1;x'), { code: 'column-unknown' }],
    ['without numbers', Buffer.from('Échelon\n7'), { code: 'column-missing' }],
    [
      `of ${MAX_AGENTS + 1} lines`,
      Buffer.from(`Matricule\n${Array.from({ length: MAX_AGENTS + 1 }, (_, n) => `D${n}`).join('\n')}`),
      { code: 'file-too-long', params: { max: MAX_AGENTS } },
    ],
  ])('%s is refused whole, with the reason, and cannot be launched', async (_case, content, fault) => {
    const id = await prepared({ file: { name: 'agents.csv', content } });
    expect(await findActBatch(prisma(), id)).toMatchObject({ state: 'refused', fault });
    expect(await linesOf(id)).toEqual([]);
    await expect(launch(id)).rejects.toMatchObject({ code: 'batch-not-planned' });
  });
});

describe('an act for the agents that a filter finds', () => {
  const answers = { motif: 'Ancienneté', echelon: 7 };

  test('is for all those managed that it finds, and for nobody else', async () => {
    const office = await aStructure(prisma(), 'Greffe', court);
    const inOffice = await Promise.all([anAgent(office), anAgent(office)]);
    const inCourt = await anAgent();
    const agentsOf = async (id: string) => (await linesOf(id)).map(({ agent }) => agent?.id).sort();
    expect(await agentsOf(await prepared({ filter: { structureId: office.id } }, { answers }))).toEqual(
      inOffice.sort(),
    );
    expect(await agentsOf(await prepared({ filter: {} }, { answers }))).toEqual([...inOffice, inCourt].sort());
    await expect(prepare({ filter: { grade: 'Magistrat' } })).rejects.toMatchObject({ code: 'batch-no-agent' });
    await expect(prepare({ filter: { structureId: ministry.id, q: 'Hugo' } })).rejects.toMatchObject({
      code: 'batch-no-agent',
    });
  });

  test('waits for answers that nobody gave: each agent lacks them', async () => {
    await anAgent();
    expect(await resultsOf(await prepared({ filter: {} }))).toEqual(['fault required']);
  });
});

describe('who may', () => {
  test('prepare it: a person who may start the act, and only one that may be started for many', async () => {
    const victor = await aPerson('Victor').postedIn(court).holding('valideur', court).make(db.database);
    await expect(prepare({ filter: {} }, { by: victor })).rejects.toMatchObject({ code: 'not-startable' });
    await expect(prepare({ filter: {} }, { kind: 'essai-agents' })).rejects.toMatchObject({ code: 'not-startable' });
    await expect(prepare({ filter: {} }, { kind: 'essai-piece' })).rejects.toMatchObject({ code: 'kind-not-for-many' });
    await expect(prepare({ filter: {} }, { kind: 'inconnu' })).rejects.toMatchObject({ code: 'kind-unknown' });
  });

  test('launch it: the person who prepared it, as long as they hold the right', async () => {
    const lea = await aPerson('Léa').postedIn(court).holding('gestionnaire', court).make(db.database);
    const id = await prepared(await naming(await agents(1)));
    await expect(launch(id, lea)).rejects.toMatchObject({ code: 'not-found' });
    await losesTheirRight();
    await expect(launch(id)).rejects.toMatchObject({ code: 'not-startable' });
    expect(await stateOf(id)).toBe('planned');
  });

  test('have it go on: nobody who lost the right meanwhile; what is left stops, with that reason', async () => {
    const ids = await agents(3);
    const id = await prepared(await naming(ids));
    await launch(id);
    await losesTheirRight();
    await work();
    expect([await stateOf(id), ...(await resultsOf(id))]).toEqual(['done', ...ids.map(() => 'fault right-lost')]);
    expect(await actsFor(ids)).toEqual([]);
  });
});

describe('what was shown before it was launched is what is started', () => {
  test('nothing of it changes, it does not go back, and names no request of another', async () => {
    const ids = await agents(2);
    const id = await prepared(await naming(ids));
    const run = (sql: string, ...values: string[]) => prisma().$executeRawUnsafe(sql, id, ...values);
    const refused = (done: Promise<unknown>) => expect(done).rejects.toThrow(/act batch|permission denied/);
    await refused(run(`update act_batch set answers = '{"motif": "x"}' where id = $1::uuid`));
    await refused(run(`update act_batch set made_by_id = $2::uuid where id = $1::uuid`, ids[0] ?? ''));
    await refused(run(`update act_batch_line set said = '{"echelon": 9}' where batch_id = $1::uuid`));
    await refused(run(`update act_batch_line set agent_id = $2::uuid where batch_id = $1::uuid`, nadia));
    await launch(id);
    await refused(run(`update act_batch set state = 'planned' where id = $1::uuid`));
    await refused(run('delete from act_batch_line where batch_id = $1::uuid'));
    const [other] = await agents(1);
    await launch(await prepared(await naming([other ?? ''])));
    await work();
    const [act] = await actsFor([other ?? '']);
    await refused(
      run(`update act_batch_line set request_id = $2::uuid where batch_id = $1::uuid and line = 2`, act?.id ?? ''),
    );
  });
});
