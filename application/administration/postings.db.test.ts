import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aCircuitVersion, aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { createPosting } from './create-posting.ts';
import { endHolding } from './end-holding.ts';
import { giveHabilitation } from './give-habilitation.ts';
import { endOpening, openKind, removeOpening } from './open-kind.ts';
import { recordAbsence } from './record-absence.ts';
import { giving } from './testing/by-two.ts';

// What is removed, and a post that one administrator gives, begin after the machine's own day: the
// database checks them by its own clock.
const AT = new Date('2026-03-02T09:00:00Z');

let db: TestDatabase;
let court: { id: string; path: string };
let adminId: string;
let claire: string;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Tribunal');
  adminId = await aPerson('Alice').postedIn(court).holding('administrateur', court).make(db.database);
  await aCircuitVersion(db.database.prisma, 'essai');
});
afterAll(() => db?.drop());
beforeEach(async () => {
  claire = await aPerson('Claire').postedIn(court, '2020-01-01', '2099-03-31').make(db.database);
});

const change = async (personId = adminId) => ({
  actor: await actorFacts(db.database.prisma, personId),
  at: AT,
  reason: 'Mutation',
});
const verbs = async (chain = claire) => (await traceOf(db.database.prisma, chain)).map(({ verb }) => verb);

describe('a post', () => {
  const post = async (from: string, personId = claire) =>
    createPosting(giving(db), await change(), {
      ...{ personId, structureId: court.id, quality: 'greffière', grade: 'Greffière', from, until: null },
    });

  test('follows another, one at a time', async () => {
    await expect(post('2099-03-31')).rejects.toMatchObject({ code: 'period-overlaps' });
    expect(await verbs()).toEqual([]);
    const given = await post('2099-04-01');
    const id = 'id' in given ? given.id : '';
    expect(await traceOf(db.database.prisma, claire)).toMatchObject([
      { verb: 'posting.create', actorId: adminId, subject: `posting:${id}`, payload: { reason: 'Mutation' } },
    ]);
  });

  test('is not one’s own to give', async () => {
    await expect(post('2099-04-01', adminId)).rejects.toMatchObject({ code: 'own-right' });
    expect(await verbs(adminId)).toEqual([]);
  });
});

describe('G10: a supérieur does not come to review someone by posting them', () => {
  let direction: { id: string; path: string };
  let office: { id: string; path: string };
  let head: string;
  let other: string;
  beforeAll(async () => {
    const { prisma } = db.database;
    direction = await aStructure(prisma, 'Direction', court);
    office = await aStructure(prisma, 'Bureau', direction);
    head = await aPerson('Paul').holding('superieur', direction).holding('administrateur', court).make(db.database);
    other = await aPerson('Agathe').holding('administrateur', court).make(db.database);
    await aPerson('Camille').holding('superieur', office).make(db.database);
  });
  const post = async (by: string, personId: string, structure: { id: string }, from: string) =>
    createPosting(giving(db), await change(by), {
      ...{ personId, structureId: structure.id, quality: 'greffière', grade: 'Greffière', from, until: null },
    });

  test('back, once somebody else sent them away, from a day when they will be elsewhere', async () => {
    const away = await aPerson('Inès')
      .postedIn(direction, '2020-01-01', '2099-03-31')
      .postedIn(court, '2099-04-01', '2099-04-30')
      .make(db.database);
    await expect(post(head, away, direction, '2099-05-01')).rejects.toMatchObject({ code: 'own-gain' });
    expect(await post(other, away, direction, '2099-05-01')).toHaveProperty('id');
  });

  test('from below somebody else to where they are the nearest', async () => {
    const below = await aPerson('Hugo').postedIn(office, '2020-01-01', '2099-03-31').make(db.database);
    await expect(post(head, below, direction, '2099-04-01')).rejects.toMatchObject({ code: 'own-gain' });
    expect(await post(other, below, direction, '2099-04-01')).toHaveProperty('id');
  });

  test('to below somebody whom they made supérieur for a day', async () => {
    const annex = await aStructure(db.database.prisma, 'Annexe', direction);
    const below = await aPerson('Hugo').postedIn(office, '2020-01-01', '2099-03-31').make(db.database);
    const personId = await aPerson('Léa').postedIn(annex).make(db.database);
    const right = { personId, role: 'superieur', structureId: annex.id, byRight: false } as const;
    await giveHabilitation(giving(db), await change(head), { ...right, from: '2099-04-01', until: '2099-04-01' });
    await expect(post(head, below, annex, '2099-04-01')).rejects.toMatchObject({ code: 'own-gain' });
    await giveHabilitation(giving(db), await change(head), { ...right, from: '2099-04-02', until: null });
    expect(await post(head, below, annex, '2099-04-01')).toHaveProperty('id');
  });
});

describe('G10: a post under a power that two gave is given by two', () => {
  let office: { id: string; path: string };
  beforeEach(async () => {
    office = await aStructure(db.database.prisma, 'Bureau', court);
    await aPerson('Sophie').postedIn(office).holding('signataire', office).make(db.database);
  });
  const post = async (personId: string, { from = '2099-04-01', structure = office } = {}) =>
    createPosting(giving(db), await change(), {
      ...{ personId, structureId: structure.id, quality: 'greffière', grade: 'Greffière', from, until: null },
    });
  const written = (personId: string, structure = office, from = '2099-04-01') =>
    db.database.prisma.posting.create({
      data: { personId, structureId: structure.id, quality: 'x', grade: 'x', from: new Date(from) },
    });
  const PROPOSED = { proposalId: expect.any(String) };

  test('where somebody comes from a place that is not under it, whenever they left', async () => {
    const [back, gone] = [claire, await aPerson('Yves').postedIn(court, '2020-01-01', '2024-12-31').make(db.database)];
    for (const personId of [back, gone]) {
      await expect(written(personId)).rejects.toThrow(/two administrators confirm/);
      expect(await post(personId)).toEqual(PROPOSED);
    }
  });

  test('where it covers nobody yet but its holder; a newcomer among others is posted by one', async () => {
    const [first, next] = [await aPerson('Léa').make(db.database), await aPerson('Hugo').make(db.database)];
    await expect(written(first)).rejects.toThrow(/two administrators confirm/);
    expect(await post(first)).toEqual(PROPOSED);
    await aPerson('Inès').postedIn(office).make(db.database);
    expect(await post(next)).toHaveProperty('id');
  });

  test('not where they were under it already, nor where there is none', async () => {
    const [annex, plain] = [
      await aStructure(db.database.prisma, 'Annexe', office),
      await aStructure(db.database.prisma, 'Greffe', court),
    ];
    const below = await aPerson('Inès').postedIn(office, '2020-01-01', '2099-03-31').make(db.database);
    expect(await post(below, { structure: annex })).toHaveProperty('id');
    expect(await post(claire, { structure: plain })).toHaveProperty('id');
  });

  test('and so is one that is recorded more than a month late', async () => {
    const day = (ago: number) => new Date(Date.now() - ago * 24 * 3_600_000).toISOString().slice(0, 10);
    const arrived = async (from: string) =>
      createPosting(
        giving(db),
        { ...(await change()), at: new Date() },
        {
          ...{ personId: await aPerson('Léa').make(db.database), structureId: court.id, from, until: null },
          ...{ quality: 'greffière', grade: 'Greffière' },
        },
      );
    expect(await arrived(day(40))).toEqual(PROPOSED);
    await expect(written(await aPerson('Léa').make(db.database), court, day(40))).rejects.toThrow(
      /two administrators confirm/,
    );
    expect(await arrived(day(10))).toHaveProperty('id');
  });
});

describe('an absence', () => {
  const record = async (from: string, until: string, by = adminId) =>
    recordAbsence(db, await change(by), { personId: claire, from, until });

  test('is recorded once, ended by an administrator of the person', async () => {
    const id = await record('2026-03-02', '2026-03-20');
    await expect(record('2026-03-20', '2026-03-25')).rejects.toMatchObject({ code: 'period-overlaps' });
    await endHolding(db, await change(), { name: 'absence', id, until: '2026-03-10' });
    expect(await verbs()).toEqual(['absence.create', 'absence.end']);
  });

  test('G10: of who is supérieur elsewhere too is recorded and ended by who administers both', async () => {
    const { prisma } = db.database;
    const prison = await aStructure(prisma, 'Prison');
    const head = await aPerson('Paul')
      .postedIn(court)
      .holding('superieur', prison)
      .away('2026-03-02', '2026-03-20')
      .make(db.database);
    const away = { personId: head, from: '2026-04-02', until: '2026-04-20' };
    const { id } = await prisma.absence.findFirstOrThrow({ where: { personId: head } });
    const end = { name: 'absence', id, until: '2026-03-10' } as const;
    for (const attempt of [
      async () => recordAbsence(db, await change(), away),
      async () => endHolding(db, await change(), end),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'superior-elsewhere' });
    expect(await verbs(head)).toEqual([]);
    const both = await aPerson('Agathe')
      .holding('administrateur', court)
      .holding('administrateur', prison)
      .make(db.database);
    await recordAbsence(db, await change(both), away);
    await endHolding(db, await change(both), end);
    expect(await verbs(head)).toEqual(['absence.create', 'absence.end']);
  });

  test('is not a stranger’s to record, nor back to front', async () => {
    await expect(record('2026-03-02', '2026-03-20', claire)).rejects.toMatchObject({ code: 'not-found' });
    await expect(record('2026-03-20', '2026-03-02')).rejects.toMatchObject({ code: 'period-upside-down' });
    expect(await verbs()).toEqual([]);
  });
});

describe('a kind', () => {
  const open = async (changes: object = {}) =>
    openKind(db, await change(), {
      ...{ kind: 'essai', structureId: court.id, open: true, from: '2026-03-02', until: null, ...changes },
    });
  const openings = () => db.database.prisma.kindOpening.count();

  test('opens once over a time, and ends on its last day', async () => {
    const id = await open();
    await expect(open({ open: false })).rejects.toMatchObject({ code: 'period-overlaps' });
    await endOpening(db, await change(), { id, until: '2026-03-31' });
    await expect(removeOpening(db, await change(), { id })).rejects.toMatchObject({ code: 'period-began' });
    const later = await open({ from: '2099-09-01' });
    await removeOpening(db, await change(), { id: later });
    expect(await openings()).toBe(1);
    const said = ['opening.create', 'opening.end', 'opening.create', 'opening.remove'];
    expect(await verbs(SYSTEM_CHAIN)).toEqual(said);
  });

  test.each([
    ['that nobody published', { kind: 'inconnu' }, 'kind-unknown'],
    ['for days gone by', { from: '2026-01-01' }, 'period-in-past'],
    ['where one administers nothing', { structureId: '00000000-0000-7000-8000-000000000000' }, 'not-found'],
  ])('%s is not opened', async (_, changes, code) => {
    const before = await openings();
    await expect(open(changes)).rejects.toMatchObject({ code });
    expect(await openings()).toBe(before);
  });
});
