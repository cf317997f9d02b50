import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { changeStructure } from './change-structure.ts';
import { endHolding, removeHolding } from './end-holding.ts';
import { giveHabilitation } from './give-habilitation.ts';
import { recordAbsence } from './record-absence.ts';
import { givenByTwo, giving } from './testing/by-two.ts';

// What is removed begins after the machine's own day: the database checks it by its own clock.
const AT = new Date('2026-03-02T09:00:00Z');

let db: TestDatabase;
let court: { id: string; path: string };
let elsewhere: { id: string; path: string };
let adminId: string;
let otherAdminId: string;
let claire: string;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Tribunal');
  elsewhere = await aStructure(db.database.prisma, 'Prison');
  adminId = await aPerson('Alice').postedIn(court).holding('administrateur', court).make(db.database);
  otherAdminId = await aPerson('Agathe').postedIn(court).holding('administrateur', court).make(db.database);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  claire = await aPerson('Claire').postedIn(court).make(db.database);
});

const change = async () => ({ actor: await actorFacts(db.database.prisma, adminId), at: AT, reason: 'Prise de poste' });
const right = { role: 'valideur' as const, byRight: false, from: '2026-03-02', until: null };
const propose = async (changes: object = {}) =>
  giveHabilitation(giving(db), await change(), { ...right, personId: claire, structureId: court.id, ...changes });
/** Confirmed by the other administrator where it has to be. */
const give = async (changes: object = {}) => givenByTwo(db, await propose(changes), otherAdminId, AT);

/** The rights of Claire, and what the audit says of them. */
const written = async () => ({
  rights: await db.database.prisma.habilitation.findMany({
    where: { personId: claire },
    select: { id: true, role: true, until: true },
  }),
  trace: (await traceOf(db.database.prisma, claire)).map(({ verb, actorId, payload }) => ({ verb, actorId, payload })),
});
const NOTHING = { rights: [], trace: [] };

describe('a right', () => {
  test('is given with who gave it and why', async () => {
    const id = await give();
    const after = { ...right, structureId: court.id };
    expect(await written()).toEqual({
      rights: [{ id, role: 'valideur', until: null }],
      trace: [{ verb: 'habilitation.create', actorId: adminId, payload: { after, reason: 'Prise de poste' } }],
    });
  });

  test('given twice, or twice at once, is one', async () => {
    const given = await Promise.allSettled([give(), give()]);
    expect(given.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(give()).rejects.toMatchObject({ code: 'period-overlaps', params: { from: '2026-03-02' } });
    expect(await written()).toMatchObject({ rights: [{ role: 'valideur' }], trace: [{ verb: 'habilitation.create' }] });
  });

  test.each([
    ['for days gone by', { from: '2026-03-01' }, 'period-in-past'],
    ['that ends before it begins', { until: '2026-03-01' }, 'period-upside-down'],
    ['to nobody', { personId: '00000000-0000-7000-8000-000000000000' }, 'not-found'],
  ])('%s is not given', async (_, changes, code) => {
    await expect(give(changes)).rejects.toMatchObject({ code });
    expect(await written()).toEqual(NOTHING);
  });

  test('is given neither to oneself nor where one administers nothing', async () => {
    await expect(give({ personId: adminId })).rejects.toMatchObject({ code: 'own-right' });
    await expect(give({ structureId: elsewhere.id })).rejects.toMatchObject({ code: 'not-found' });
    expect(await written()).toEqual(NOTHING);
    expect(await traceOf(db.database.prisma, adminId)).toEqual([]);
  });

  test('is given to nobody without a post in that time: who left, who has not come yet', async () => {
    const { database } = db;
    const left = await aPerson('Rémi').postedIn(court, '2020-01-01', '2026-03-01').make(database);
    const toCome = await aPerson('Inès').postedIn(court, '2026-04-01').make(database);
    const ends = { personId: toCome, until: '2026-03-31' };
    for (const asked of [{ personId: left }, ends, { personId: left, role: 'signataire' }])
      await expect(propose(asked)).rejects.toMatchObject({ code: 'person-departed' });
    await give({ personId: toCome });
  });

  test('ends on its last day, and ends once', async () => {
    const id = await give();
    const end = async () => endHolding(db, await change(), { name: 'habilitation', id, until: '2026-03-31' });
    await end();
    expect(await written()).toMatchObject({
      rights: [{ until: new Date('2026-03-31') }],
      trace: [{}, { verb: 'habilitation.end', payload: { before: { until: null }, after: { until: '2026-03-31' } } }],
    });
    await expect(end()).rejects.toMatchObject({ code: 'period-over' });
    expect((await written()).trace).toHaveLength(2);
  });

  test('G10: is not ended by a person who was an administrator when they knocked and is not any more', async () => {
    const id = await give();
    const gone = await aPerson('Ada').holding('administrateur', court).make(db.database);
    const knocked = { ...(await change()), actor: await actorFacts(db.database.prisma, gone) };
    await db.asOwner(`update habilitation set until = '2026-03-01' where person_id = $1`, [gone]);
    for (const attempt of [
      () => endHolding(db, knocked, { name: 'habilitation', id, until: '2026-03-31' }),
      () => recordAbsence(db, knocked, { personId: claire, from: '2026-03-02', until: '2026-03-20' }),
      () => changeStructure(db, knocked, { id: court.id, asked: { name: 'Cour' } }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
    expect((await written()).rights).toMatchObject([{ until: null }]);
  });

  test('is removed before it begins, never after', async () => {
    const remove = async (id: string) => removeHolding(db, await change(), { name: 'habilitation', id });
    const begun = await give();
    await expect(remove(begun)).rejects.toMatchObject({ code: 'period-began' });
    const later = await give({ role: 'financier', from: '2099-09-01' });
    await remove(later);
    expect(await written()).toMatchObject({
      rights: [{ id: begun }],
      trace: [{}, {}, {}, {}, { verb: 'habilitation.remove' }],
    });
    await expect(remove(later)).rejects.toMatchObject({ code: 'not-found' });
  });
});
