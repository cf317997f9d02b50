import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { STEP_HOLDERS } from '#domain/permissions/role.ts';
import { countUpTo } from '#prisma/repositories/statements/keyset.ts';
import { isListMoving } from '#prisma/repositories/tasks/holdings.ts';
import { searchTasks, tasksHeldBy } from '#prisma/repositories/tasks/task-list.ts';
import { aPerson, aRequest, aStructure, aTask } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { keepChangedHoldings } from './keep-holdings.ts';

const silent = { debug() {}, info() {}, warn() {}, error: console.error };
let db: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  db = await aDatabase();
  owner = new pg.Client({ connectionString: db.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await db?.drop();
});
const keep = () => keepChangedHoldings({ database: db.database, log: silent });
const list = (personId: string) =>
  searchTasks(db.database.prisma, { personId, sort: 'dueAt', at: new Date(), pageSize: 100 });

describe('rows of who holds which task', () => {
  test('follow a right that is given while the task is being opened elsewhere, in a transaction that neither sees', async () => {
    const { prisma } = db.database;
    const court = await aStructure(prisma, 'Cour');
    const claire = await aPerson('Claire').postedIn(court).make(db.database);
    const victor = await aPerson('Victor').make(db.database);
    const requestId = await aRequest(prisma, claire, court);
    const opening = new pg.Client({ connectionString: db.ownerUrl });
    await opening.connect();
    await opening.query('begin');
    await opening.query(
      `insert into task (key, request_id, instance_key, element_id, role, decision, state)
       values ('77', $1, '1', 'visa', 'valideur', 'visa', 'created')`,
      [requestId],
    );
    await prisma.habilitation.create({
      data: { personId: victor, role: 'valideur', structureId: court.id, from: new Date('2020-01-01') },
    });
    let kept = false;
    const keeping = keep().then(() => {
      kept = true;
    });
    expect((await list(victor)).total).toBe(0);
    expect(kept).toBe(false);
    await opening.query('commit');
    await opening.end();
    await keeping;
    expect((await list(victor)).rows.map(({ key }) => key)).toEqual(['77']);
  });

  test('of many tasks are kept by a worker, and the list says so meanwhile', async () => {
    const { prisma } = db.database;
    const court = await aStructure(prisma, 'Grande cour');
    const claire = await aPerson('Claire').postedIn(court).make(db.database);
    const [victor, other] = [await aPerson('Victor').make(db.database), await aPerson('Autre').make(db.database)];
    const requestId = await aRequest(prisma, claire, court);
    await owner.query(
      `insert into task (key, request_id, instance_key, element_id, role, decision, state)
       select (500 + n)::text, $1, '1', 'visa', 'gestionnaire', 'visa', 'created' from generate_series(1, 1201) n`,
      [requestId],
    );
    const right = { personId: victor, role: 'gestionnaire', structureId: court.id, from: new Date('2020-01-01') };
    await prisma.habilitation.create({ data: right });
    expect(await countUpTo(prisma, tasksHeldBy(victor))).toEqual({ total: 0, more: false });
    expect([await isListMoving(prisma, victor), await isListMoving(prisma, other)]).toEqual([true, false]);
    expect(await keep()).toBe(1201);
    expect(await isListMoving(prisma, victor)).toBe(false);
    expect(await countUpTo(prisma, tasksHeldBy(victor))).toEqual({ total: 1000, more: true });
  });

  test('are told to those whose list changes, and to nobody else', async () => {
    const { prisma } = db.database;
    const court = await aStructure(prisma, 'Tribunal');
    const claire = await aPerson('Claire').postedIn(court).make(db.database);
    const victor = await aPerson('Victor').holding('valideur', court).make(db.database);
    const requestId = await aRequest(prisma, claire, court);
    const heard: string[] = [];
    owner.on('notification', ({ payload = '' }) => heard.push(payload));
    await owner.query('listen harmonie_change');
    const key = await aTask(prisma, requestId, 'valideur');
    await prisma.task.update({ where: { key }, data: { assigneeId: victor } });
    await prisma.task.update({ where: { key }, data: { state: 'completed' } });
    await owner.query('unlisten harmonie_change');
    expect(heard.filter((payload) => payload.startsWith('tasks:'))).toEqual(Array(3).fill(`tasks:${victor}`));
  });
});

describe('on random ministries', () => {
  test.each([1, 2, 3])('rows are what the rule says, and the rule what each day says (%i)', async (seed) => {
    const ministry = await aMinistry(seed);
    for (let step = 0; step < 10; step++) {
      for (let change = 0; change < 5; change++) await ministry.change();
      await keep();
      expect(await differences()).toEqual([]);
    }
    expect(Number((await owner.query('select count(*) from task_holding')).rows[0].count)).toBeGreaterThan(0);
  });
});

/** Where rows, the rule and its plain reading day by day differ: nowhere. */
async function differences(): Promise<unknown[]> {
  const { rows } = await owner.query(`
    with days as (select (paris_day(now()) + n)::date as day from unnest(array[0, 1, 5, 20]) n),
    waits as (select key from task where state = 'created'),
    listed as (
      select h.task_key, h.person_id, d.day from task_holding h join days d on d.day between h."from" and h.until),
    ruled as (
      select h.task_key, h.person_id, d.day
        from days d cross join lateral task_holders(array(select key from waits), d.day) h),
    plain as (select p.task_key, p.person_id, d.day from days d cross join lateral (${BY_DAY}) p)
    (select 'listed' as only, * from (select * from listed except select * from ruled) x)
    union all (select 'not listed', * from (select * from ruled except select * from listed) x)
    union all (select 'ruled', * from (select * from ruled except select * from plain) x)
    union all (select 'not ruled', * from (select * from plain except select * from ruled) x)`);
  return rows;
}

/** Who may act on a task on a day `d.day`, in the words of the rule and without its shortcuts. */
const ENTITLED = (role: string) => `
  select h.person_id, a.distance from structure_above a join habilitation h on h.structure_id = a.above_id
   where a.structure_id = r.structure_id and h.role = ${role} and h.person_id <> r.agent_id
     and h."from" <= d.day and (h.until is null or h.until >= d.day)`;
const PRESENT = `
  select e.person_id, e.distance from (${ENTITLED("'superieur'")}) e
   where e.person_id is distinct from r.filed_by_id
     and not exists (select from absence x where x.person_id = e.person_id and d.day between x."from" and x.until)`;
const NEAREST = `
  select n.person_id from (${PRESENT}) n where n.distance = (select min(distance) from (${PRESENT}) m)`;
const LEFT_ABOVE = `
  select p.person_id, p.distance from (${PRESENT}) p
   where p.person_id not in (${NEAREST}) and not exists (
     select from decision c join task s on s.key = c.task_key
      where c.request_id = r.id and s.role = 'superieur' and c.author_id = p.person_id and c.voided_at is null)`;
const STARTERS = ENTITLED(`(select sheet ->> 'startedBy' from circuit_version where id = r.version_id)`);
const BY_DAY = `
  select t.key as task_key, who.person_id
    from task t join request r on r.id = t.request_id
   cross join lateral (
      select r.agent_id as person_id where t.role = 'agent' or (t.role = 'demandeur' and r.filed_by_id is null)
      union select s.person_id from (${STARTERS}) s
       where t.role = 'demandeur' and r.filed_by_id is not null
         and (s.person_id = r.filed_by_id or not exists (select from (${STARTERS}) f where f.person_id = r.filed_by_id))
      union select n.person_id from (${NEAREST}) n where t.role = 'superieur'
      union select l.person_id from (${LEFT_ABOVE}) l
       where t.role = 'superieur-n2' and l.distance = (select min(distance) from (${LEFT_ABOVE}) m)
      union select e.person_id from (${ENTITLED('t.role')}) e
       where t.role not in ('agent', 'demandeur', 'superieur', 'superieur-n2')
         and (t.decision in ('complement', 'correction') or e.person_id is distinct from r.filed_by_id)) who
   where t.state = 'created' and not exists (
     select from decision c where c.request_id = r.id and c.element_id = any (t.distinct_from)
        and c.author_id = who.person_id and c.voided_at is null)`;

/** A small ministry of chance, the same for a seed, and what may happen in it. */
async function aMinistry(seed: number) {
  let state = seed;
  const random = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
  const among = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const day = () => new Date(Date.now() + Math.floor(random() * 40 - 10) * 86_400_000).toISOString().slice(0, 10);
  const period = () => {
    const [a, b] = [day(), day()].sort();
    return [a, b] as const;
  };
  // In the order in which they were given: what is picked is the same for a seed.
  let serial = 0;
  const newId = () => {
    serial += 1;
    return `${String(seed).padStart(8, '0')}-0000-7000-8000-${serial.toString(16).padStart(12, '0')}`;
  };
  const { prisma } = db.database;
  const root = await aStructure(prisma, `Ministère ${seed}`);
  const structures = [root];
  while (structures.length < 9) structures.push(await aStructure(prisma, 'Service', among(structures)));
  const people: string[] = [];
  while (people.length < 10) people.push(await aPerson('Agent').postedIn(among(structures)).make(db.database));
  const requests: string[] = [];
  while (requests.length < 8) {
    const kind = among(['essai', `acte-${seed}`]);
    const id = await aRequest(prisma, among(people), among(structures), kind);
    requests.push(id);
    if (kind === 'essai') continue;
    await owner.query(`update circuit_version set sheet = sheet || '{"startedBy": "gestionnaire"}' where kind = $1`, [
      kind,
    ]);
    await owner.query('update request set filed_by_id = $1 where id = $2 and agent_id <> $1', [among(people), id]);
  }
  const run = (sql: string, values: unknown[] = []) => owner.query(sql, values);
  const pick = async (table: string) =>
    (
      await run(
        `select * from ${table} order by 1 offset floor($1::float8 * (select count(*) from ${table})) limit 1`,
        [random()],
      )
    ).rows[0];
  const changes: (() => Promise<unknown>)[] = [
    () =>
      run(
        `insert into habilitation (id, person_id, role, structure_id, "from", until, ground)
         values ('${newId()}', $1, $2, $3, $4, $5, case when is_sensitive_role($2) then 'installation' end)`,
        [
          among(people),
          among([
            'superieur',
            'superieur',
            'superieur',
            'gestionnaire',
            'valideur',
            'signataire',
            'referent-deontologue',
          ]),
          among(structures).id,
        ].concat((([from, until]) => [from, random() < 0.3 ? null : until])(period()) as string[]),
      ),
    async () => {
      const right = await pick('habilitation');
      if (right)
        await run('update habilitation set until = greatest("from", $1::date) where id = $2', [day(), right.id]);
    },
    async () => {
      const right = await pick('habilitation');
      if (right && random() < 0.4) await run('delete from habilitation where id = $1', [right.id]);
    },
    () =>
      run('insert into absence (id, person_id, "from", until) values ($4, $1, $2, $3)', [
        among(people),
        ...period(),
        newId(),
      ]),
    async () => {
      const absence = await pick('absence');
      if (absence)
        await run(
          random() < 0.5 ? 'delete from absence where id = $1' : 'update absence set until = "from" where id = $1',
          [absence.id],
        );
    },
    async () => {
      const [moved, under] = [among(structures.slice(1)), among(structures)];
      const paths = await run('select id, path from structure where id = any($1)', [[moved.id, under.id]]);
      const pathOf = (id: string): string => paths.rows.find((row) => row.id === id).path;
      if (pathOf(under.id).startsWith(pathOf(moved.id))) return;
      await run(
        `update structure set path = $2 || substr(path, $3), parent_id = case when id = $1 then $4 else parent_id end
          where path like $5`,
        [moved.id, pathOf(under.id), pathOf(moved.id).length - 36, under.id, `${pathOf(moved.id)}%`],
      );
    },
    async () => {
      const role = among(STEP_HOLDERS.filter((one) => one !== 'financier'));
      const key = await aTask(prisma, among(requests), role, among(['opinion', 'visa', 'complement'] as const));
      if (random() < 0.4)
        await run(`update task set distinct_from = '{task-valideur,task-superieur}' where key = $1`, [key]);
    },
    async () => {
      const task = await pick('task');
      if (task)
        await run('update task set state = $1 where key = $2', [
          among(['completed', 'created', 'canceled', 'completing']),
          task.key,
        ]);
    },
    async () => {
      const task = await pick('task');
      if (!task || (await run('select from decision where task_key = $1 and voided_at is null', [task.key])).rowCount)
        return;
      const intent = await run(
        `insert into decision_intent (id, task_key, request_id, author_id, outcome, authentication, decided_at)
         values ('${newId()}', $1, $2, $3, 'favorable', '{}', now()) returning id`,
        [task.key, task.request_id, among(people)],
      );
      await run(
        `insert into decision (id, task_key, request_id, element_id, kind, author_id, outcome)
         select id, task_key, request_id, $2, 'opinion', author_id, outcome from decision_intent where id = $1`,
        [intent.rows[0].id, task.element_id],
      );
    },
    async () => {
      const decision = await pick('decision');
      if (decision)
        await run('update decision set voided_at = now() where id = $1 and coalesce(confirmed_at, voided_at) is null', [
          decision.id,
        ]);
    },
    async () => {
      const task = await pick('task');
      if (task) await run('update task set assignee_id = $1 where key = $2', [among(people), task.key]);
    },
  ];
  for (let task = 0; task < 12; task++) await changes[6]?.();
  for (let right = 0; right < 12; right++) await changes[0]?.();
  return { change: () => among(changes)() };
}
