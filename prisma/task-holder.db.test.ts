import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { DecisionKind } from '#domain/decision/decision.ts';
import { STEP_HOLDERS, type TaskRole } from '#domain/permissions/role.ts';
import { type Database, openDatabase } from './client.ts';
import { resolveRecipients } from './repositories/messages/recipients.ts';
import { superiorsOf } from './repositories/people/people.ts';
import { holdersOf } from './repositories/tasks/holdings.ts';
import { aCircuitVersion, aPerson, aRequest, aStructure, aTask } from './testing/builders.ts';
import { aDatabase, type TestDatabase } from './testing/database.ts';

type Structure = Awaited<ReturnType<typeof aStructure>>;

let db: TestDatabase;
let owner: Database;
let ministry: Structure;
let court: Structure;
let registry: Structure;
let prison: Structure;
beforeAll(async () => {
  db = await aDatabase();
  owner = openDatabase(db.ownerUrl);
  const { prisma } = db.database;
  ministry = await aStructure(prisma, 'Ministère');
  court = await aStructure(prisma, 'Cour', ministry);
  registry = await aStructure(prisma, 'Greffe', court);
  prison = await aStructure(prisma, 'Maison d’arrêt', ministry);
});
// Rights given in one test would be seen in the next; the application cannot remove them.
afterEach(() => owner.prisma.habilitation.deleteMany());
afterAll(async () => {
  await owner.close();
  await db.drop();
});

const TODAY = '2026-11-24';
const day = (text: string) => new Date(`${text}T00:00:00Z`);
async function holders(taskKey: string, on = TODAY): Promise<string[]> {
  const rows = await db.database.prisma.$queryRaw<{ id: string }[]>`
    select person_id::text as id from task_holders(array[${taskKey}], ${day(on)}::date)`;
  return rows.map((row) => row.id).sort();
}
const listedHolders = async (taskKey: string): Promise<string[]> =>
  (await db.database.prisma.taskHolding.findMany({ where: { taskKey } })).map(({ personId }) => personId).sort();
const make = (person: { make(database: typeof db.database): Promise<string> }) => person.make(db.database);
/** Lists who a message to a role would reach about the request of this task. */
async function told(taskKey: string, role: Exclude<TaskRole, 'agent' | 'demandeur'>): Promise<string[]> {
  const { requestId } = await db.database.prisma.task.findUniqueOrThrow({ where: { key: taskKey } });
  return resolveRecipients(db.database.prisma, requestId, [role]);
}
const taskOf = async (agentId: string, structure: Structure, role: TaskRole) =>
  aTask(db.database.prisma, await aRequest(db.database.prisma, agentId, structure), role);

describe('who holds a task', () => {
  test('what is asked of the agent is asked of the requester alone', async () => {
    const claire = await make(aPerson('Claire').postedIn(registry));
    await make(aPerson('Autre').postedIn(registry));
    expect(await holders(await taskOf(claire, registry, 'agent'))).toEqual([claire]);
  });

  const GIVEN = ['valideur', 'referent-deontologue', 'administration-accueil'] as const;
  describe.each(GIVEN)('a %s', (role) => {
    test.each([
      ['on the agent’s own structure holds its steps, and is told of them', () => registry, true],
      ['on a structure above does too', () => ministry, true],
      ['on a structure beside does not', () => prison, false],
    ] as const)('%s', async (_where, structure, expected) => {
      const claire = await make(aPerson('Claire').postedIn(registry));
      const victor = await make(aPerson('Victor').holding(role, structure()));
      for (const other of GIVEN.filter((one) => one !== role)) await make(aPerson(other).holding(other, ministry));
      const task = await taskOf(claire, registry, role);
      expect([await holders(task), await listedHolders(task), await told(task, role)]).toEqual(
        Array(3).fill(expected ? [victor] : []),
      );
    });

    test('decides nothing on their own request', async () => {
      const victor = await make(aPerson('Victor').postedIn(registry).holding(role, ministry));
      const task = await taskOf(victor, registry, role);
      expect([await holders(task), await told(task, role)]).toEqual([[], []]);
    });
  });

  test.each(STEP_HOLDERS)('nobody who draws, administers or keeps accounts has a step of « %s »', async (role) => {
    const claire = await make(aPerson('Claire').postedIn(registry));
    const all = aPerson('Toutes').postedIn(court).holding('analyste', ministry).holding('administrateur', ministry);
    const alice = await make(all.holding('comptable', ministry));
    expect(await holders(await taskOf(claire, registry, role))).not.toContain(alice);
  });

  test('a valideur of a structure below does not hold the tasks of the one above', async () => {
    const agent = await make(aPerson('Agent').postedIn(court));
    await make(aPerson('Victor').holding('valideur', registry));
    expect(await holders(await taskOf(agent, court, 'valideur'))).toEqual([]);
  });

  test('someone entitled twice holds it once', async () => {
    const claire = await make(aPerson('Claire').postedIn(registry));
    const victor = await make(aPerson('Victor').holding('valideur', registry).holding('valideur', ministry));
    expect(await holders(await taskOf(claire, registry, 'valideur'))).toEqual([victor]);
  });

  test('nobody holds a task on their own request, whatever rights they have', async () => {
    const victor = await make(
      aPerson('Victor').postedIn(registry).holding('valideur', ministry).holding('superieur', registry),
    );
    expect(await holders(await taskOf(victor, registry, 'valideur'))).toEqual([]);
    expect(await holders(await taskOf(victor, registry, 'superieur'))).toEqual([]);
  });

  test('a right begins and ends with its days, both included', async () => {
    const claire = await make(aPerson('Claire').postedIn(registry));
    const victor = await make(
      aPerson('Victor').holding('valideur', court, { from: '2026-11-10', until: '2026-11-20' }),
    );
    const task = await taskOf(claire, registry, 'valideur');
    expect(await holders(task, '2026-11-09')).toEqual([]);
    expect(await holders(task, '2026-11-10')).toEqual([victor]);
    expect(await holders(task, '2026-11-20')).toEqual([victor]);
    expect(await holders(task, '2026-11-21')).toEqual([]);
  });

  test('a task that ended has no holder', async () => {
    const claire = await make(aPerson('Claire').postedIn(registry));
    await make(aPerson('Victor').holding('valideur', court));
    const task = await taskOf(claire, registry, 'valideur');
    await db.database.prisma.task.update({ where: { key: task }, data: { state: 'completed' } });
    expect(await holders(task)).toEqual([]);
  });

  test('a task that ends is on nobody’s list, even of those who were put there while it was being completed', async () => {
    const claire = await make(aPerson('Claire').postedIn(registry));
    const victor = await make(aPerson('Victor').holding('valideur', court));
    const task = await taskOf(claire, registry, 'valideur');
    const listed = async () =>
      (
        await owner.prisma.$queryRaw<{ id: string }[]>`
        select person_id::text as id from task_holding where task_key = ${task}`
      ).map(({ id }) => id);
    const turns = (state: string) => db.database.prisma.task.update({ where: { key: task }, data: { state } });
    expect(await listed()).toEqual([victor]);
    await turns('completing');
    expect(await listed()).toEqual([]);
    // Written by a transaction that still saw it wait.
    await db.asOwner(
      `
      insert into task_holding (task_key, person_id, "from", until, due_at, created_at, kind, decision, agent_name)
      values ($1, $2, '2026-01-01', 'infinity', 'infinity', now(), 'k', 'visa', 'n')`,
      [task, victor],
    );
    await turns('completed');
    expect(await listed()).toEqual([]);
    await turns('created');
    expect(await listed()).toEqual([victor]);
  });
});

describe('a request that its agent signed on paper', () => {
  const onPaper = async (agent: string, filedById: string, role: TaskRole, decision: DecisionKind) => {
    const requestId = await aRequest(db.database.prisma, agent, registry);
    await owner.prisma.request.update({ where: { id: requestId }, data: { filedById, onPaper: true } });
    return aTask(db.database.prisma, requestId, role, decision);
  };

  test.each<TaskRole>(['agent', 'demandeur'])(
    'is completed by the agent (« %s »), or by the person who entered it, and after them by those who manage the agent',
    async (role) => {
      const claire = await make(aPerson('Claire').postedIn(registry));
      const nadia = await make(aPerson('Nadia').holding('gestionnaire', court, { until: '2026-11-24' }));
      const other = await make(aPerson('Autre').holding('gestionnaire', registry));
      const task = await onPaper(claire, nadia, role, 'complement');
      expect(await holders(task)).toEqual([claire, nadia].sort());
      expect(await holders(task, '2026-11-25')).toEqual([claire, other].sort());
    },
  );

  test('waits on the list of the person who comes to manage the agent', async () => {
    const claire = await make(aPerson('Claire').postedIn(registry));
    const left = await make(aPerson('Partie'));
    const task = await onPaper(claire, left, 'agent', 'complement');
    const other = await make(aPerson('Autre').holding('gestionnaire', court));
    expect(await listedHolders(task)).toEqual([claire, other].sort());
  });

  test('is decided by nobody in the agent’s stead, nor by the person who entered it', async () => {
    const claire = await make(aPerson('Claire').postedIn(registry));
    const nadia = await make(aPerson('Nadia').holding('gestionnaire', court).holding('valideur', court));
    const victor = await make(aPerson('Victor').holding('valideur', court));
    expect(await holders(await onPaper(claire, nadia, 'agent', 'check'))).toEqual([claire]);
    expect(await holders(await onPaper(claire, nadia, 'valideur', 'visa'))).toEqual([victor]);
  });

  test('is decided by another one than who completed it in the agent’s stead', async () => {
    const claire = await make(aPerson('Claire').postedIn(registry));
    const left = await make(aPerson('Partie'));
    const other = await make(aPerson('Autre').holding('gestionnaire', court).holding('valideur', court));
    const victor = await make(aPerson('Victor').holding('valideur', court));
    const asked = await onPaper(claire, left, 'agent', 'complement');
    const { requestId } = await owner.prisma.task.findUniqueOrThrow({ where: { key: asked } });
    const visa = await aTask(db.database.prisma, requestId, 'valideur', 'visa');
    expect(await holders(visa)).toEqual([other, victor].sort());
    const what = { taskKey: asked, requestId, authorId: other, outcome: 'completed' };
    const { id } = await owner.prisma.decisionIntent.create({
      data: { ...what, authentication: { method: 'password' }, decidedAt: new Date() },
    });
    await owner.prisma.decision.create({ data: { id, ...what, elementId: 'task-agent', kind: 'complement' } });
    expect([await holders(visa), await listedHolders(visa)]).toEqual([[victor], [victor]]);
  });
});

describe('an act that somebody started for an agent', () => {
  /**
   * Makes a task of a request started by this person; its kind is one that a gestionnaire starts.
   */
  const startedTask = async (agent: string, filedById: string, role: TaskRole, decision: DecisionKind) => {
    const { prisma } = db.database;
    const versionId = await aCircuitVersion(prisma, 'acte');
    await owner.prisma.circuitVersion.update({
      where: { id: versionId },
      data: { manifest: { kind: 'acte', startedBy: 'gestionnaire' } },
    });
    const requestId = await aRequest(prisma, agent, registry, 'acte');
    await owner.prisma.request.update({ where: { id: requestId }, data: { filedById } });
    return aTask(prisma, requestId, role, decision);
  };

  test('goes back to the person who started it, while they hold the right, and to nobody else', async () => {
    const claire = await make(aPerson('Claire').postedIn(registry));
    const nadia = await make(aPerson('Nadia').holding('gestionnaire', court, { until: '2026-11-24' }));
    const other = await make(aPerson('Autre').holding('gestionnaire', registry));
    const task = await startedTask(claire, nadia, 'demandeur', 'complement');
    expect(await holders(task)).toEqual([nadia]);
    expect(await holders(task, '2026-11-25')).toEqual([other]);
  });

  test('is never handed to the agent it is about, even when they are a gestionnaire there', async () => {
    const claire = await make(aPerson('Claire').postedIn(registry).holding('gestionnaire', registry));
    const nadia = await make(aPerson('Nadia').holding('gestionnaire', court, { until: '2026-11-23' }));
    expect(await holders(await startedTask(claire, nadia, 'demandeur', 'complement'))).toEqual([]);
  });

  test.each<[TaskRole, DecisionKind]>([
    ['valideur', 'visa'],
    ['signataire', 'signature'],
    ['superieur', 'opinion'],
  ])('is not decided at « %s » by the person who started it', async (role, decision) => {
    const claire = await make(aPerson('Claire').postedIn(registry));
    const nadia = await make(
      aPerson('Nadia')
        .holding('gestionnaire', court)
        .holding('valideur', court)
        .holding('signataire', court)
        .holding('superieur', registry),
    );
    const other = await make(
      aPerson('Autre').holding('valideur', ministry).holding('signataire', ministry).holding('superieur', court),
    );
    expect(await holders(await startedTask(claire, nadia, role, decision))).toEqual([other]);
  });

  test('may be put right by the person who started it: nothing is decided there', async () => {
    const claire = await make(aPerson('Claire').postedIn(registry));
    const nadia = await make(aPerson('Nadia').holding('gestionnaire', court));
    expect(await holders(await startedTask(claire, nadia, 'gestionnaire', 'correction'))).toEqual([nadia]);
  });

  test('« demandeur » is the agent where the agent filed', async () => {
    const claire = await make(aPerson('Claire').postedIn(registry));
    expect(await holders(await taskOf(claire, registry, 'demandeur'))).toEqual([claire]);
  });
});

describe('the superior', () => {
  const agentOf = (structure: Structure) => make(aPerson('Agent').postedIn(structure));

  test('is the head of the agent’s structure, not the one above', async () => {
    const agent = await agentOf(registry);
    const head = await make(aPerson('Paul').holding('superieur', registry));
    await make(aPerson('Plus haut').holding('superieur', court));
    expect(await holders(await taskOf(agent, registry, 'superieur'))).toEqual([head]);
  });

  test('is the next one up for an agent who heads their own structure', async () => {
    const head = await make(aPerson('Paul').postedIn(registry).holding('superieur', registry));
    const above = await make(aPerson('Olivier').holding('superieur', court));
    expect(await holders(await taskOf(head, registry, 'superieur'))).toEqual([above]);
  });

  test('is the next one up while the nearest is away, and again the nearest on return', async () => {
    const agent = await agentOf(registry);
    const head = await make(aPerson('Camille').holding('superieur', registry).away('2026-11-01', '2026-11-24'));
    const above = await make(aPerson('Olivier').holding('superieur', ministry));
    const task = await taskOf(agent, registry, 'superieur');
    expect(await holders(task, '2026-10-31')).toEqual([head]);
    expect(await holders(task, '2026-11-24')).toEqual([above]);
    expect(await holders(task, '2026-11-25')).toEqual([head]);
  });

  test('are two when two head the same structure, one of them away or not', async () => {
    const agent = await agentOf(registry);
    const first = await make(aPerson('Un').holding('superieur', registry).away(TODAY, TODAY));
    const second = await make(aPerson('Deux').holding('superieur', registry));
    await make(aPerson('Haut').holding('superieur', court));
    const task = await taskOf(agent, registry, 'superieur');
    expect(await holders(task)).toEqual([second]);
    expect(await holders(task, '2026-11-25')).toEqual([first, second].sort());
  });

  test('is nobody when nobody up there may: it is an incident, not a task for a stranger', async () => {
    const agent = await agentOf(registry);
    await make(aPerson('À côté').holding('superieur', prison));
    expect(await holders(await taskOf(agent, registry, 'superieur'))).toEqual([]);
  });

  test('shown on the agent’s home is the one who would have the task', async () => {
    const { prisma } = db.database;
    const agent = await agentOf(registry);
    await make(aPerson('Camille').holding('superieur', registry).away('2026-11-01', '2026-11-24'));
    const above = await make(aPerson('Olivier').holding('superieur', ministry));
    const superiors = await superiorsOf(prisma, agent, registry.id, TODAY);
    expect(superiors.map((person) => person.id)).toEqual([above]);
  });
});

describe('the superior of the superior (N+2)', () => {
  const N2 = 'superieur-n2';
  const agentOf = (structure: Structure) => make(aPerson('Agent').postedIn(structure));
  const superiorOf = (structure: Structure) => make(aPerson('Tête').holding('superieur', structure));

  test('is the person next above the superior, and nobody else', async () => {
    const agent = await agentOf(registry);
    await superiorOf(registry);
    const above = await superiorOf(court);
    await superiorOf(ministry);
    await superiorOf(prison);
    const task = await taskOf(agent, registry, N2);
    expect([await holders(task), await listedHolders(task), await told(task, N2)]).toEqual([[above], [above], [above]]);
  });

  test('is two up for an agent who heads their own structure, or the one above', async () => {
    const head = await make(aPerson('Paul').postedIn(registry).holding('superieur', registry));
    const higher = await make(aPerson('Agente').postedIn(registry).holding('superieur', court));
    const top = await superiorOf(ministry);
    for (const [agent, expected] of [
      [head, top],
      [higher, top],
    ] as const) {
      const task = await taskOf(agent, registry, N2);
      expect([await holders(task), await told(task, N2)]).toEqual([[expected], [expected]]);
    }
  });

  test('is one higher while one of those below is away', async () => {
    const agent = await agentOf(registry);
    await make(aPerson('Camille').holding('superieur', registry).away('2026-11-01', '2026-11-24'));
    const above = await make(aPerson('Olivier').holding('superieur', court).away('2026-11-26', '2026-11-30'));
    const top = await superiorOf(ministry);
    const task = await taskOf(agent, registry, N2);
    expect(await holders(task, '2026-11-24')).toEqual([top]);
    expect(await holders(task, '2026-11-25')).toEqual([above]);
    expect(await holders(task, '2026-11-26')).toEqual([top]);
  });

  test('is never the direct superior, who heads the structure above too', async () => {
    const agent = await agentOf(registry);
    const head = await make(aPerson('Paul').holding('superieur', registry).holding('superieur', court));
    const top = await superiorOf(ministry);
    const task = await taskOf(agent, registry, N2);
    expect([await holders(task), await told(task, N2)]).toEqual([[top], [top]]);
    const beside = await superiorOf(court);
    expect([await holders(task), await listedHolders(task), await told(task, N2)]).toEqual(Array(3).fill([beside]));
    expect(await holders(await taskOf(agent, registry, 'superieur'))).toEqual([head]);
  });

  test('is never the person who gave the opinion of the superior, back at their own place since', async () => {
    const agent = await agentOf(registry);
    await make(aPerson('Camille').holding('superieur', registry).away('2020-01-01', '2020-01-31'));
    const olivier = await superiorOf(court);
    const top = await superiorOf(ministry);
    const opinion = await taskOf(agent, registry, 'superieur');
    const { requestId } = await owner.prisma.task.findUniqueOrThrow({ where: { key: opinion } });
    const task = await aTask(db.database.prisma, requestId, N2, 'visa');
    expect(await listedHolders(task)).toEqual([olivier]);
    const what = { taskKey: opinion, requestId, authorId: olivier, outcome: 'favorable' };
    const { id } = await owner.prisma.decisionIntent.create({
      data: { ...what, authentication: { method: 'password' }, decidedAt: new Date() },
    });
    await owner.prisma.decision.create({ data: { id, ...what, elementId: 'task-superieur', kind: 'opinion' } });
    expect([await holders(task), await listedHolders(task), await told(task, N2)]).toEqual(Array(3).fill([top]));
  });

  test('is next above the superior who started it for the agent', async () => {
    const agent = await agentOf(registry);
    const filedById = await superiorOf(registry);
    const above = await superiorOf(court);
    await superiorOf(ministry);
    const task = await taskOf(agent, registry, N2);
    const { requestId } = await owner.prisma.task.findUniqueOrThrow({ where: { key: task } });
    await owner.prisma.request.update({ where: { id: requestId }, data: { filedById } });
    expect([await holders(task), await told(task, N2)]).toEqual([[above], [above]]);
  });

  test('is nobody when nobody stands above the superior; someone who comes there has it', async () => {
    const agent = await agentOf(registry);
    await superiorOf(registry);
    await superiorOf(prison);
    const task = await taskOf(agent, registry, N2);
    expect([await holders(task), await told(task, N2)]).toEqual([[], []]);
    const top = await superiorOf(ministry);
    expect(await listedHolders(task)).toEqual([top]);
  });
});

describe('today', () => {
  test.each([
    ['2026-11-23T22:59:59.999Z', '2026-11-23'], // 23:59:59 in winter
    ['2026-11-23T23:00:00Z', '2026-11-24'],
    ['2026-07-13T21:59:59.999Z', '2026-07-13'], // 23:59:59 in summer
    ['2026-07-13T22:00:00Z', '2026-07-14'],
  ])('at %s is %s in Paris, whatever the machine’s zone', async (instant, expected) => {
    const rows = await db.database.prisma.$queryRaw<{ day: Date }[]>`
      select paris_day(${new Date(instant)}::timestamptz) as day`;
    expect(rows[0]?.day.toISOString().slice(0, 10)).toBe(expected);
  });

  test('is what holding a task goes by', async () => {
    const claire = await make(aPerson('Claire').postedIn(registry));
    const victor = await make(aPerson('Victor').holding('valideur', court));
    await make(aPerson('Ancien').holding('valideur', court, { until: '2021-01-01' }));
    const task = await taskOf(claire, registry, 'valideur');
    expect(await holdersOf(db.database.prisma, task)).toEqual([victor]);
  });
});
