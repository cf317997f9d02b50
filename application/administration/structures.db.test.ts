import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { changeStructure, createStructure, moveStructure } from './change-structure.ts';
import { closeStructure, keepStructure } from './close-structure.ts';
import { giving } from './testing/by-two.ts';

const AT = new Date('2026-03-02T09:00:00Z');

let db: TestDatabase;
let ministry: { id: string; path: string };
let court: { id: string; path: string };
let office: { id: string; path: string };
let adminId: string;
beforeAll(async () => {
  db = await aDatabase();
  ministry = await aStructure(db.database.prisma, 'Ministère');
  adminId = await aPerson('Alice').postedIn(ministry).holding('administrateur', ministry).make(db.database);
});
afterAll(() => db?.drop());
let before: number;
beforeEach(async () => {
  court = await aStructure(db.database.prisma, 'Tribunal', ministry);
  office = await aStructure(db.database.prisma, 'Greffe', court);
  before = (await trace()).length;
});

const trace = () => traceOf(db.database.prisma, SYSTEM_CHAIN);
const newTrace = async () => (await trace()).slice(before);
const change = async (personId = adminId) => ({
  actor: await actorFacts(db.database.prisma, personId),
  at: AT,
  reason: 'Réforme de la carte',
});
const structure = (id: string) => db.database.prisma.structure.findUniqueOrThrow({ where: { id } });
const asked = (code: string) => ({ code, name: 'Parquet', city: 'Valmont', parentId: court.id });

describe('a structure', () => {
  test('is added below another, under a code of its own', async () => {
    const id = await createStructure(db, await change(), asked('PARQUET'));
    expect(await structure(id)).toMatchObject({ parentId: court.id, path: `${court.path}${id}/` });
    expect(await newTrace()).toMatchObject([
      {
        verb: 'structure.create',
        actorId: adminId,
        subject: `structure:${id}`,
        payload: { reason: 'Réforme de la carte' },
      },
    ]);
    await expect(createStructure(db, await change(), asked('PARQUET'))).rejects.toMatchObject({
      code: 'structure-code-taken',
    });
    expect(await newTrace()).toHaveLength(1);
  });

  test('is corrected, what it was called in the trace; what is made below it has its clock, and in its city its département', async () => {
    const corrected = {
      ...{ name: 'Tribunal judiciaire', city: 'Mamoudzou' },
      ...({ clock: 'Indian/Mayotte', department: '976' } as const),
    };
    await changeStructure(db, await change(), { id: court.id, asked: corrected });
    expect(await structure(court.id)).toMatchObject({ name: 'Tribunal judiciaire', timeZone: 'Indian/Mayotte' });
    expect(await newTrace()).toMatchObject([
      { payload: { before: { name: 'Tribunal', clock: 'Europe/Paris', department: null }, after: corrected } },
    ]);
    const below = await createStructure(db, await change(), asked('TJ-MAYOTTE'));
    // A court of another city may be placed anywhere.
    expect(await structure(below)).toMatchObject({ timeZone: 'Indian/Mayotte', department: null });
    const beside = await createStructure(db, await change(), { ...asked('PARQUET-MAYOTTE'), city: 'Mamoudzou' });
    expect(await structure(beside)).toMatchObject({ department: '976' });
  });

  test('keeps what another administrator corrected meanwhile, and says nothing of what stays the same', async () => {
    await changeStructure(db, await change(), { id: court.id, asked: { department: '976' } });
    await changeStructure(db, await change(), { id: court.id, asked: { name: 'Tribunal', city: 'Mamoudzou' } });
    expect(await structure(court.id)).toMatchObject({ name: 'Tribunal', city: 'Mamoudzou', department: '976' });
    await changeStructure(db, await change(), { id: court.id, asked: { city: 'Mamoudzou' } });
    expect((await newTrace()).map(({ payload }) => payload)).toEqual([
      { before: { department: null }, after: { department: '976' }, reason: 'Réforme de la carte' },
      { before: { city: 'Valmont' }, after: { city: 'Mamoudzou' }, reason: 'Réforme de la carte' },
    ]);
  });

  test('moves with all that is below it, never below itself', async () => {
    const other = await aStructure(db.database.prisma, 'Cour d’appel', ministry);
    await moveStructure(giving(db), await change(), { id: court.id, parentId: other.id });
    expect(await structure(office.id)).toMatchObject({ path: `${other.path}${court.id}/${office.id}/` });
    const loop = { id: court.id, parentId: office.id };
    await expect(moveStructure(giving(db), await change(), loop)).rejects.toMatchObject({ code: 'structure-loop' });
    const top = { id: ministry.id, parentId: other.id };
    await expect(moveStructure(giving(db), await change(), top)).rejects.toMatchObject({ code: 'structure-root' });
    expect(await newTrace()).toMatchObject([{ verb: 'structure.move' }]);
  });

  test('cannot be taken away by a person who administers it alone', async () => {
    const local = await aPerson('Adam').postedIn(court).holding('administrateur', court).make(db.database);
    const away = { id: court.id, parentId: office.id };
    await expect(moveStructure(giving(db), await change(local), away)).rejects.toMatchObject({ code: 'not-found' });
    expect(await newTrace()).toEqual([]);
  });

  test('closes once nobody is left there', async () => {
    const close = async (on = '2026-03-31') => closeStructure(db, await change(), { id: office.id, on });
    await aPerson('Claire').postedIn(office, '2020-01-01', '2026-04-30').make(db.database);
    await expect(close()).rejects.toMatchObject({ code: 'structure-in-use', params: { postings: 1 } });
    await expect(close('2026-02-01')).rejects.toMatchObject({ code: 'period-in-past' });
    expect((await structure(office.id)).closedOn).toBeNull();
    await close('2026-04-30');
    expect((await structure(office.id)).closedOn).toEqual(new Date('2026-04-30'));
    await close('2026-04-30');
    expect(await newTrace()).toMatchObject([
      { verb: 'structure.close', payload: { after: { closedOn: '2026-04-30' } } },
    ]);
  });

  test('whose closure is to come is given another last day, or goes on after all, and those told of it are told', async () => {
    const close = async (on: string, id = office.id) => closeStructure(db, await change(), { id, on });
    const keep = async (id = office.id) => keepStructure(db, await change(), { id });
    const told = async () => {
      const rows = await db.database.prisma.outbox.findMany({ where: { command: 'tell-reorganisation' } });
      const here = rows.filter(({ payload }) => JSON.stringify(payload).includes(office.id));
      return here.map(({ payload }) => (payload as { change: string }).change);
    };
    await keep();
    await close('2026-04-30');
    await close('2026-05-31');
    await close('2026-03-31');
    expect([(await structure(office.id)).closedOn, await told()]).toEqual([new Date('2026-03-31'), ['close']]);
    // What is above closes later: what is below closes by then.
    await close('2026-04-15', court.id);
    const last = { code: 'parent-closes', params: { on: '2026-04-15' } };
    await expect(keep()).rejects.toMatchObject(last);
    await expect(close('2026-04-16')).rejects.toMatchObject(last);
    await keep(court.id);
    await keep();
    expect([(await structure(office.id)).closedOn, await told()]).toEqual([null, ['close', 'keep']]);
    expect((await newTrace()).map(({ verb }) => verb)).toEqual([
      ...['structure.close', 'structure.close', 'structure.close', 'structure.close'],
      ...['structure.keep', 'structure.keep'],
    ]);
  });

  test('that is closed stays so: another one is made', async () => {
    await closeStructure(db, await change(), { id: office.id, on: '2026-03-01' });
    await expect(keepStructure(db, await change(), { id: office.id })).rejects.toMatchObject({
      code: 'structure-closed',
    });
    const later = { id: office.id, on: '2026-05-31' };
    await expect(closeStructure(db, await change(), later)).rejects.toMatchObject({ code: 'structure-closed' });
  });
});

describe('G10: a supérieur does not come to review people by moving their structure', () => {
  let head: string;
  let region: { id: string; path: string };
  let other: { id: string; path: string };
  beforeEach(async () => {
    head = await aPerson('Paul').holding('superieur', ministry).holding('administrateur', ministry).make(db.database);
    region = await aStructure(db.database.prisma, 'Cour d’appel', ministry);
    other = await aStructure(db.database.prisma, 'Autre cour d’appel', ministry);
    await aPerson('Olivier').holding('superieur', region).make(db.database);
    court = await aStructure(db.database.prisma, 'Tribunal', region);
    // A supérieur of its own: the one in between reviews what is theirs, and when they are away.
    await aPerson('Camille').holding('superieur', court).make(db.database);
  });
  const move = async (by: string, parent: { id: string }) =>
    moveStructure(giving(db), await change(by), { id: court.id, parentId: parent.id });

  test('out from under the one who stands in between', async () => {
    for (const parent of [ministry, other])
      await expect(move(head, parent)).rejects.toMatchObject({ code: 'own-gain' });
    expect((await structure(court.id)).parentId).toBe(region.id);
    await move(adminId, ministry);
    expect((await structure(court.id)).parentId).toBe(ministry.id);
  });

  test('to where the one in between is away; where they are there, nothing is gained', async () => {
    await aPerson('Yves').holding('superieur', other).away('2026-03-01', '2026-03-31').make(db.database);
    await expect(move(head, other)).rejects.toMatchObject({ code: 'own-gain' });
    await aPerson('Léa').holding('superieur', other).make(db.database);
    await move(head, other);
    expect((await structure(court.id)).parentId).toBe(other.id);
  });

  test.each([
    ['whose right ends soon after', () => aPerson('Yves').holding('superieur', other, { until: '2026-03-02' })],
    ['who will be away', () => aPerson('Yves').holding('superieur', other).away('2026-04-01', '2026-04-02')],
    ['who is one of those who move', () => aPerson('Yves').postedIn(court).holding('superieur', other)],
  ])('to below somebody %s', async (_who, person) => {
    await person().make(db.database);
    await expect(move(head, other)).rejects.toMatchObject({ code: 'own-gain' });
  });
});
