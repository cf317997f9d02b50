import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accepted } from '#domain/outbox/outbox-command.ts';
import { ROLES, STARTING_ROLES, STEP_HOLDERS, type TaskRole } from '#domain/permissions/role.ts';
import { aPerson, aRequest } from '#prisma/testing/builders.ts';
import type { WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';
import { publishHostile, stopOf } from './hostile.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;

const CONTACT = { phone: '+33687654321', personalEmail: 'claire@exemple.test' };

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  for (const role of ['analyste', 'administrateur'] as const)
    await aPerson(role).postedIn(cast.office).holding(role, cast.office).make(bench.db.database);
  await bench.start();
});

afterAll(() => bench?.close());

const mayNot = ROLES.filter((role) => !(STEP_HOLDERS as readonly string[]).includes(role));

describe('G5: who may hold a step is a closed list', () => {
  test.each(mayNot)('a published circuit that gives a step to %s stops, and nobody is given it', async (role) => {
    const kind = await publishHostile(bench, {
      like: 'telephone-courriel',
      as: `pirate-${role}`,
      steps: [{ type: 'request-register' }, { role }],
    });
    const requestId = await people.file(CONTACT, { kind });
    expect(await stopOf(bench, requestId)).toBe(JSON.stringify({ cause: 'role-excluded', params: { role } }));
    expect(await bench.db.database.prisma.task.count({ where: { requestId } })).toBe(0);
  });

  test.each(mayNot)('a statement of the application’s role gives no task to %s', async (role) => {
    const { prisma } = bench.db.database;
    const requestId = await aRequest(prisma, cast.agent, cast.office);
    const data = {
      key: `42${mayNot.indexOf(role)}`,
      requestId,
      instanceKey: '1',
      elementId: 'x',
      decision: 'opinion',
      state: 'created',
    };
    await expect(prisma.task.create({ data: { ...data, role } })).rejects.toThrow(/task_role_may_hold/);
    const { key } = await prisma.task.create({ data: { ...data, role: 'valideur' } });
    // Who holds a step is written once; not even the owner of the tables gives it to another than the list says.
    await expect(prisma.task.update({ where: { key }, data: { role } })).rejects.toThrow(/denied/);
    const given = bench.db.asOwner('update task set role = $2 where key = $1', [key, role]);
    await expect(given).rejects.toThrow(/task_role_may_hold/);
  });
});

describe('G5: a step of the catalogue reaches whoever may hold it', () => {
  const filedFor = async (role: TaskRole) => {
    const kind = await publishHostile(bench, {
      ...{ like: 'telephone-courriel', as: `etape-${role}` },
      steps: [{ type: 'request-register' }, { role }],
    });
    return people.file(CONTACT, { kind });
  };

  test.each(['referent-deontologue', 'administration-accueil'] as const)('« %s », by its right', async (role) => {
    const holder = await aPerson(role).postedIn(cast.office).holding(role, cast.office).make(bench.db.database);
    const { key } = await people.taskAt(await filedFor(role), 'etape-1');
    for (const other of [cast.superior, cast.manager, cast.checker, cast.signer])
      expect(await people.decide(key, other, 'favorable')).toMatchObject({ refused: 'not-found' });
    accepted(await people.decide(key, holder, 'favorable'));
  });

  test('N+2: nobody stands above the superior, and the administrator reads which right to give', async () => {
    const { code } = await bench.db.database.prisma.structure.findUniqueOrThrow({ where: { id: cast.office.id } });
    expect(await stopOf(bench, await filedFor('superieur-n2'))).toBe(
      JSON.stringify({ cause: 'nobody-above', params: { role: 'superieur', below: code } }),
    );
  });
});

describe('G5: who may start an act is a closed list', () => {
  test.each(ROLES.filter((role) => !(STARTING_ROLES as readonly string[]).includes(role)))(
    'no circuit that %s would start is published, whoever writes it',
    async (startedBy) => {
      await expect(
        publishHostile(bench, {
          like: 'telephone-courriel',
          as: `pirate-debut-${startedBy}`,
          steps: [{ type: 'request-register' }],
          startedBy,
        }),
      ).rejects.toThrow(/circuit_version_starter_may_start/);
    },
  );
});
