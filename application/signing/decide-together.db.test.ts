import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SignIn } from '#domain/account/sign-in.ts';
import type { Outcome } from '#domain/decision/decision.ts';
import { foldText } from '#domain/signing/desk.ts';
import { openDatabase } from '#prisma/client.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { itemsReport } from '#prisma/repositories/signing/decision-batches.ts';
import { lockTask } from '#prisma/repositories/tasks/tasks.ts';
import { aPerson, aRequest, aShippedCircuit, aStructure, aTask } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { openFormJudge } from '../forms/form-judge.ts';
import { decide } from '../tasks/decide.ts';
import { createVersions, type Versions } from '../versions.ts';
import { type AskedTogether, decideTogether, stopDecisions } from './decide-together.ts';
import { giveDecisions } from './give-decisions.ts';
import { readDesk } from './read-desk.ts';
import { readFold } from './read-fold.ts';

const SIGN_IN: SignIn = { method: 'password', strength: 'single-factor' };
const FORM = { type: 'default', components: [{ type: 'number', key: 'quota', label: 'Quotité' }] };
const HANDED_OVER = {
  type: 'default',
  components: [{ type: 'textfield', key: 'how', label: 'Communiqué', validate: { required: true } }],
};
const REMARK = { type: 'default', components: [{ type: 'textarea', key: 'remark', label: 'Remarque' }] };
const word = (text: string) => ({ fr: text, en: text });
const OPINION = 'task-superieur';
const VISA = 'task-valideur';
const CHECK = 'task-gestionnaire';
const FILLED_IN = 'task-financier';
const REMARKED = 'task-referent-deontologue';
const STEPS = [
  { elementId: OPINION, name: word('Avis'), type: 'user', role: 'superieur', decision: 'opinion', template: null },
  {
    ...{ elementId: VISA, name: word('Visa'), type: 'user', role: 'valideur', decision: 'visa', template: null },
    outcomes: ['approved', 'proposed', 'refused'],
  },
  { elementId: CHECK, name: word('Contrôle'), type: 'user', role: 'gestionnaire', decision: 'check', template: null },
  { elementId: FILLED_IN, name: word('Remise'), type: 'user', role: 'financier', decision: 'check', template: null },
  {
    elementId: REMARKED,
    name: word('Complétude'),
    type: 'user',
    role: 'referent-deontologue',
    decision: 'check',
    template: null,
  },
];
const MANIFEST = {
  ...{ title: word('Essai'), form: { path: 'essai.form' }, steps: STEPS, effects: [], pieces: [] },
  ...{ texts: { form: {}, elements: {} }, refusalInterview: false },
  taskForms: {
    [FILLED_IN]: { id: 'remise', path: 'remise.form' },
    [REMARKED]: { id: 'remarque', path: 'remarque.form' },
  },
};

const forms = openFormJudge();
const faulty: string[] = [];
let db: TestDatabase;
let versions: Versions;
let versionId: string;
let court: { id: string; path: string };
let superior: string;
let colleague: string;
beforeAll(async () => {
  db = await aDatabase();
  versions = createVersions(db.database);
  const files = {
    'essai.form': JSON.stringify(FORM),
    'remise.form': JSON.stringify(HANDED_OVER),
    'remarque.form': JSON.stringify(REMARK),
  };
  versionId = await aShippedCircuit(db.database, { manifest: MANIFEST, files });
  court = await aStructure(db.database.prisma, 'Tribunal');
  superior = await aPerson('Paul').postedIn(court).holding('superieur', court).make(db.database);
  await aPerson('Vera').postedIn(court).holding('valideur', court).make(db.database);
  colleague = await aPerson('Hélène').postedIn(court).holding('superieur', court).make(db.database);
});
afterAll(() => db?.drop());

let keys: string[];
beforeEach(async () => {
  const { prisma } = db.database;
  await prisma.task.updateMany({ where: { state: 'created' }, data: { state: 'canceled' } });
  keys = [];
  for (let n = 0; n < 3; n++) keys.push(await aRequestToDecide());
});

const DECIDED = {
  superieur: 'opinion',
  valideur: 'visa',
  gestionnaire: 'check',
  financier: 'check',
  'referent-deontologue': 'check',
} as const;

async function aRequestToDecide(role: keyof typeof DECIDED = 'superieur') {
  const agentId = await aPerson('Claire').postedIn(court).make(db.database);
  const requestId = await aRequest(db.database.prisma, agentId, court);
  await db.asOwner('update request set data = $2 where id = $1', [requestId, JSON.stringify({ quota: 80 })]);
  return aTask(db.database.prisma, requestId, role, DECIDED[role]);
}

const parts = () => ({ database: db.database, versions });
const idOf = (elementId: string) => foldText({ versionId, elementId });
const filters = { aside: false };
const opened = async (personId = superior, elementId = OPINION) => {
  const { fold, sha256 } = await readFold(parts(), { personId, id: idOf(elementId), filters, at: new Date() });
  return { ...fold, sha256, lines: [...fold.outliers, ...fold.alike] };
};

interface Given {
  personId?: string;
  elementId?: string;
  reasonOf?: (place: number) => Partial<AskedTogether['tasks'][number]>;
  reason?: string;
}
async function asked(outcome: Outcome, { personId = superior, elementId = OPINION, reason, reasonOf }: Given = {}) {
  const fold = await opened(personId, elementId);
  const tasks = fold.lines.map(({ taskKey, said = '' }, place) => ({ taskKey, said, ...reasonOf?.(place) }));
  return { foldId: fold.id, foldSha256: fold.sha256, outcome, tasks, ...(reason && { reason }) } as AskedTogether;
}
const send = (body: AskedTogether, personId = superior) =>
  decideTogether(parts(), { personId, signIn: SIGN_IN, asked: body, at: new Date() });
async function give(id: string): Promise<void> {
  const deps = { ...parts(), forms, now: () => new Date(), onFault: (error: unknown) => faulty.push(String(error)) };
  while (await giveDecisions(deps, id));
}
const together = async (outcome: Outcome, given: Given = {}) => {
  const { id } = await send(await asked(outcome, given), given.personId);
  await give(id);
  return id;
};
const report = async (id: string) => (await itemsReport(db.database.prisma, id)).map(({ code }) => code);
const intents = (taskKeys: readonly string[]) =>
  db.database.prisma.decisionIntent.findMany({
    where: { taskKey: { in: [...taskKeys] } },
    select: { taskKey: true, outcome: true, reason: true, reasonLaw: true, authorId: true },
    orderBy: { taskKey: 'asc' },
  });

describe('the desk of a person who gives opinions', () => {
  test('lists them folded as acts are, apart from what is signed, with how much of each waits', async () => {
    const { folds, waiting } = await readDesk(parts(), {
      personId: superior,
      kind: 'opinion',
      filters,
      at: new Date(),
    });
    expect(folds).toMatchObject([{ fold: idOf(OPINION), count: 3 }]);
    expect(waiting).toEqual([{ kind: 'opinion', count: 3 }]);
    const signing = await readDesk(parts(), { personId: superior, kind: 'signature', filters, at: new Date() });
    expect(signing).toMatchObject({ folds: [], shown: 0, waiting });
  });
});

test('a fold is cited under its own name: the requests of one are not decided as those of another', async () => {
  const body = await asked('favorable');
  const other = { ...body, foldId: idOf(VISA), outcome: 'approved' } as AskedTogether;
  await expect(send(other)).rejects.toMatchObject({ code: 'signing-fold-unserved' });
  expect((await send(body)).count).toBe(3);
});

describe('an opinion given on several requests', () => {
  test('is on each what it would be given alone, and its trace says of which batch and fold', async () => {
    const body = await asked('favorable');
    const { id, count } = await send(body);
    expect(count).toBe(3);
    await give(id);
    expect(await intents(keys)).toMatchObject(
      keys.toSorted().map((taskKey) => ({ taskKey, outcome: 'favorable', authorId: superior, reason: null })),
    );
    const { prisma } = db.database;
    const commands = await prisma.outbox.findMany({
      where: { command: 'complete-task' },
      orderBy: { id: 'desc' },
      take: 3,
    });
    expect(commands).toHaveLength(3);
    const [event] = await prisma.$queryRaw<[{ content: object }]>`
      select p.content from audit_event e join audit_payload p on p.chain = e.chain and p.sequence = e.sequence
       where e.verb = 'decision.intend' order by e.at desc limit 1`;
    expect(event.content).toMatchObject({ batchId: id, foldSha256: body.foldSha256 });
  });

  test('that asks a reason has one for all; what is against the agent has its own for each, or nothing is kept', async () => {
    await expect(send(await asked('reserved'))).rejects.toMatchObject({
      ...{ code: 'decision-invalid', faults: [{ field: 'reason', code: 'required' }] },
    });
    const one = { reason: 'Effectif.', reasonOf: (place: number) => (place === 0 ? { reason: 'Effectif.' } : {}) };
    await expect(send(await asked('unfavorable', one))).rejects.toMatchObject({
      faults: [{ field: 'tasks.1.reason' }, { field: 'tasks.2.reason' }],
    });
    expect(await intents(keys)).toEqual([]);
    await together('unfavorable', { reasonOf: (place) => ({ reason: `Effectif ${place}.` }) });
    const given = await intents(keys);
    expect(new Set(given.map(({ reason }) => reason))).toEqual(new Set(['Effectif 0.', 'Effectif 1.', 'Effectif 2.']));
  });

  test('waits for a request that something else holds too long: it is given once it is let go, never refused for that', async () => {
    const { id } = await send(await asked('favorable'));
    const hurried = openDatabase(db.url, { statementMs: 500 });
    const seen: unknown[] = [];
    const deps = {
      ...parts(),
      database: hurried,
      forms,
      now: () => new Date(),
      onFault: (fault: unknown) => seen.push(fault),
    };
    try {
      await db.database.transaction(async (tx) => {
        await lockTask(tx, keys[1] ?? '');
        await expect(giveDecisions(deps, id)).rejects.toThrow(/statement timeout/);
      });
      while (await giveDecisions(deps, id));
    } finally {
      await hurried.close();
    }
    expect([seen, await report(id)]).toEqual([[], [null, null, null]]);
    expect(await intents(keys)).toHaveLength(3);
  });

  test('sent twice at once is one batch; sent again once it has ended, it decides nothing twice', async () => {
    const body = await asked('favorable');
    const [one, other] = await Promise.all([send(body), send(body)]);
    expect(other).toEqual(one);
    await Promise.all([give(one.id), give(one.id)]);
    expect(await intents(keys)).toHaveLength(3);
    const again = await send(body);
    expect(again.id).not.toBe(one.id);
    await give(again.id);
    expect(await intents(keys)).toHaveLength(3);
  });

  test('takes from one request to a thousand, each once, of a fold that was served to the person who asks', async () => {
    const body = await asked('favorable');
    const [task] = body.tasks;
    await expect(send({ ...body, tasks: [] })).rejects.toMatchObject({
      code: 'decisions-size',
      params: { max: 1_000 },
    });
    const many = Array.from({ length: 1_001 }, (_, n) => ({ taskKey: `${n + 1}`, said: 'a'.repeat(16) }));
    await expect(send({ ...body, tasks: many })).rejects.toMatchObject({ code: 'decisions-size' });
    if (task) await expect(send({ ...body, tasks: [task, task] })).rejects.toMatchObject({ code: 'bad-request' });
    await expect(send(body, colleague)).rejects.toMatchObject({ code: 'signing-fold-unserved' });
  });

  test('of which one is given to somebody else, one withdrawn, one changed meanwhile: each is told, the other is given', async () => {
    const { prisma } = db.database;
    keys.push(await aRequestToDecide());
    const body = await asked('favorable');
    const [taken = '', withdrawn = '', changed = '', left = ''] = body.tasks.map(({ taskKey }) => taskKey);
    await prisma.task.update({ where: { key: taken }, data: { assigneeId: colleague } });
    await prisma.task.update({ where: { key: withdrawn }, data: { state: 'canceled', endedAt: new Date() } });
    const { requestId } = await prisma.task.findUniqueOrThrow({ where: { key: changed } });
    await db.asOwner('update request set data = $2 where id = $1', [requestId, JSON.stringify({ quota: 50 })]);
    const { id } = await send(body);
    await give(id);
    expect(await report(id)).toEqual(['task-assigned-to-another', 'task-already-decided', 'decision-outdated', null]);
    expect((await intents(keys)).map(({ taskKey }) => taskKey)).toEqual([left]);
    expect(faulty).toEqual([]);
  });

  test('two people on one list: each request is decided once, and who came second is told', async () => {
    const [mine, theirs] = [await asked('favorable'), await asked('favorable', { personId: colleague })];
    const [first, second] = [await send(mine), await send(theirs, colleague)];
    await Promise.all([give(first.id), give(second.id)]);
    expect(await intents(keys)).toHaveLength(3);
    const told = [await report(first.id), await report(second.id)].flat();
    expect(told.filter((code) => code === 'task-already-decided')).toHaveLength(3);
  });

  test('that is stopped gives no more; only the person who asked for it stops it', async () => {
    const { id } = await send(await asked('favorable'));
    await expect(stopDecisions(parts(), { personId: colleague, id, at: new Date() })).rejects.toMatchObject({
      code: 'not-found',
    });
    await stopDecisions(parts(), { personId: superior, id, at: new Date() });
    await stopDecisions(parts(), { personId: superior, id, at: new Date() });
    await give(id);
    expect(await report(id)).toEqual(['decisions-stopped', 'decisions-stopped', 'decisions-stopped']);
    expect(await intents(keys)).toEqual([]);
  });

  test('whose author lost the right meanwhile is given nowhere', async () => {
    const leaving = await aPerson('Marc').postedIn(court).holding('superieur', court).make(db.database);
    const { id } = await send(await asked('favorable', { personId: leaving }), leaving);
    await db.asOwner('delete from habilitation where person_id = $1', [leaving]);
    await give(id);
    expect(new Set(await report(id))).toEqual(new Set(['not-found']));
    expect(await intents(keys)).toEqual([]);
  });
});

describe('of a visa', () => {
  const visas = async () => {
    const personId = await aPerson('Vera').postedIn(court).holding('valideur', court).make(db.database);
    const taskKeys = [await aRequestToDecide('valideur'), await aRequestToDecide('valideur')];
    return { personId, elementId: VISA, taskKeys };
  };

  test('what proposes otherwise is written one request at a time; a refusal says law and fact for each', async () => {
    const { taskKeys, ...whose } = await visas();
    await expect(send(await asked('proposed', { ...whose, reason: 'Mieux.' }), whose.personId)).rejects.toMatchObject({
      ...{ code: 'decision-invalid', faults: [{ field: 'outcome' }] },
    });
    const reasonOf = (place: number) => ({ reasonLaw: 'Article 1', reasonFact: `Effectif ${place}` });
    await together('refused', { ...whose, reasonOf });
    expect(await intents(taskKeys)).toMatchObject([{ reasonLaw: 'Article 1' }, { reasonLaw: 'Article 1' }]);
  });
});

describe('of a check', () => {
  test('one that fails has a reason of its own for each; one that asks nothing else is confirmed for all', async () => {
    const personId = await aPerson('Gaël').postedIn(court).holding('gestionnaire', court).make(db.database);
    const taskKeys = [await aRequestToDecide('gestionnaire'), await aRequestToDecide('gestionnaire')];
    const whose = { personId, elementId: CHECK };
    await expect(send(await asked('unconfirmed', { ...whose, reason: 'Non.' }), personId)).rejects.toMatchObject({
      faults: [{ field: 'tasks.0.reason' }, { field: 'tasks.1.reason' }],
    });
    await together('confirmed', whose);
    expect(await intents(taskKeys)).toMatchObject([{ outcome: 'confirmed' }, { outcome: 'confirmed' }]);
  });

  test('one whose form may be left empty keeps of each what it would of one that is left empty alone', async () => {
    const personId = await aPerson('Rachel').postedIn(court).holding('referent-deontologue', court).make(db.database);
    const taskKeys = [await aRequestToDecide('referent-deontologue'), await aRequestToDecide('referent-deontologue')];
    const alone = await aRequestToDecide('referent-deontologue');
    const { prisma } = db.database;
    await decide(
      { ...parts(), forms },
      {
        ...{ actor: await actorFacts(prisma, personId), signIn: SIGN_IN, taskKey: alone, at: new Date() },
        decision: { outcome: 'confirmed', answers: { remark: '' } },
      },
    );
    await prisma.task.updateMany({ where: { key: alone }, data: { state: 'completed', endedAt: new Date() } });
    const whose = { personId, elementId: REMARKED };
    await expect(send(await asked('unconfirmed', { ...whose, reason: 'Non.' }), personId)).rejects.toMatchObject({
      faults: [{ field: 'tasks.0.reason' }, { field: 'tasks.1.reason' }],
    });
    await together('confirmed', whose);
    const kept = await prisma.decisionIntent.findMany({
      where: { taskKey: { in: [alone, ...taskKeys] } },
      select: { outcome: true, answers: true },
    });
    expect(kept).toEqual(Array.from({ length: 3 }, () => ({ outcome: 'confirmed', answers: { remark: '' } })));
  });

  test('one whose form demands an answer is filled in one request at a time', async () => {
    const personId = await aPerson('Fanny').postedIn(court).holding('financier', court).make(db.database);
    await aRequestToDecide('financier');
    const body = await asked('confirmed', { personId, elementId: FILLED_IN });
    await expect(send(body, personId)).rejects.toMatchObject({
      code: 'decision-invalid',
      faults: [{ field: 'outcome' }],
    });
  });
});

test('the database takes what became of a task once, and by an intent of its author there', async () => {
  const { id } = await send(await asked('favorable'));
  const { prisma } = db.database;
  const set = (data: object) =>
    prisma.decisionBatchItem.update({ where: { batchId_place: { batchId: id, place: 0 } }, data });
  const elsewhere = await prisma.decisionIntent.findFirst();
  if (elsewhere) await expect(set({ intentId: elsewhere.id })).rejects.toThrow(/by an intent there/);
  await give(id);
  await expect(set({ code: 'not-found' })).rejects.toThrow(/said once/);
  await expect(set({ reason: 'x' })).rejects.toThrow(/permission denied/);
});
