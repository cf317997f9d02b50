import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createStructure, mergeStructure, moveStructure } from '#application/administration/change-structure.ts';
import { closeStructure } from '#application/administration/close-structure.ts';
import { confirmProposal } from '#application/administration/powers/confirm-proposal.ts';
import { giving } from '#application/administration/testing/by-two.ts';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aRequest, aSensitiveRight, aStructure, aTask } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import type { WorkerContext } from '../../context.ts';
import { tellReorganisation } from './tell-reorganisation.ts';

type Place = Awaited<ReturnType<typeof aStructure>>;

const now = new Date();
const today = parisDay(now);
let db: TestDatabase;
let ministry: Place;
let alice: string;
let bruno: string;
beforeAll(async () => {
  db = await aDatabase();
  ministry = await aStructure(db.database.prisma, 'Ministère');
  const administrator = (name: string) => aPerson(name).holding('administrateur', ministry).make(db.database);
  [alice, bruno] = [await administrator('Alice'), await administrator('Bruno')];
});
afterAll(() => db?.drop());

const change = async (personId = alice) => ({
  actor: await actorFacts(db.database.prisma, personId),
  at: now,
  reason: 'Réforme de la carte',
});
const holdersOf = async (taskKey: string): Promise<string[]> => {
  const rows = await db.database.prisma.$queryRaw<{ id: string }[]>`
    select person_id::text as id from task_holders(array[${taskKey}], paris_day(now()))`;
  return rows.map(({ id }) => id);
};
const postsOf = async (personId: string) =>
  (await db.database.prisma.posting.findMany({ where: { personId }, orderBy: { from: 'asc' } })).map(
    ({ structureId, from, until, quality }) => ({
      structureId,
      from: parisDay(from),
      until: until && parisDay(until),
      quality,
    }),
  );
/** Carries out what the changes asked for, as the dispatcher does; answers how many each told. */
async function tell(): Promise<number[]> {
  const { prisma } = db.database;
  const asked = await prisma.outbox.findMany({ where: { command: 'tell-reorganisation' }, orderBy: { id: 'asc' } });
  const context = { database: db.database, now: () => now, baseUrl: 'http://localhost:3000' } as WorkerContext;
  const told: number[] = [];
  for (const { payload } of asked) {
    const answer = await tellReorganisation(context, payload as never, { attempts: 1 });
    told.push('told' in answer ? answer.told : -1);
  }
  return told;
}
const noticesOf = (recipientId: string) =>
  db.database.prisma.notification.findMany({
    where: { recipientId, message: 'reorganised' },
    select: { detail: true },
  });

describe('a court that merges into another while a request is under way', () => {
  let [closing, into]: Place[] = [];
  let [claire, paul, olivier, started]: string[] = [];
  let taskKey: string;
  beforeAll(async () => {
    const { prisma } = db.database;
    closing = await aStructure(prisma, 'Tribunal de Valmont', ministry);
    into = await aStructure(prisma, 'Tribunal de Grandville', ministry);
    claire = await aPerson('Claire').postedIn(closing).make(db.database);
    paul = await aPerson('Paul').postedIn(closing).holding('superieur', closing).make(db.database);
    olivier = await aPerson('Olivier').postedIn(into).holding('superieur', into).make(db.database);
    const request = await aRequest(prisma, claire, closing);
    taskKey = await aTask(prisma, request, 'superieur');
    // An act that was started for somebody is not theirs to know of yet.
    started = await aPerson('Farid').postedIn(closing).make(db.database);
    const act = await aRequest(prisma, started, closing);
    await db.asOwner('update request set filed_by_id = $2 where id = $1', [act, paul]);
  });
  const merge = async (by = alice) =>
    mergeStructure(giving(db), await change(by), { id: closing?.id ?? '', intoId: into?.id ?? '' });

  test('is merged by nobody who is posted there, and not over structures that are open below', async () => {
    const local = await aPerson('Adam')
      .postedIn(closing as Place)
      .make(db.database);
    await aSensitiveRight(db.database.prisma, {
      ...{ personId: local, role: 'administrateur', structureId: ministry.id, from: new Date('2020-01-01') },
    });
    await expect(merge(local)).rejects.toMatchObject({ code: 'own-right' });
    await db.asOwner('delete from habilitation where person_id = $1', [local]);
    const office = await createStructure(db, await change(), {
      ...{ code: 'GREFFE', name: 'Greffe', city: 'Valmont', parentId: closing?.id ?? '' },
    });
    await expect(merge()).rejects.toMatchObject({ code: 'structure-in-use', params: { below: 1 } });
    await closeStructure(db, await change(), { id: office, on: today });
  });

  test('takes its people and its request along, and ends the rights that were held on it', async () => {
    expect(await holdersOf(taskKey)).toEqual([paul]);
    expect(await merge()).toEqual({ id: closing?.id });
    const tomorrow = dayAfter(today, { days: 1 });
    for (const person of [claire, paul])
      expect(await postsOf(person ?? '')).toEqual([
        { structureId: closing?.id, from: '2020-01-01', until: today, quality: 'greffière' },
        { structureId: into?.id, from: tomorrow, until: null, quality: 'greffière' },
      ]);
    const right = await db.database.prisma.habilitation.findFirstOrThrow({ where: { personId: paul ?? '' } });
    expect(parisDay(right.until ?? new Date(0))).toBe(today);
    const kept = await db.database.prisma.structure.findUniqueOrThrow({ where: { id: closing?.id ?? '' } });
    expect(kept).toMatchObject({ parentId: into?.id, closedOn: new Date(today) });
    // From tomorrow on, the head of the other court; the request stays that of the court where it
    // was filed.
    const [{ ids }] = await db.database.prisma.$queryRaw<[{ ids: string[] }]>`
      select array_agg(person_id::text) as ids from task_holders(array[${taskKey}], ${tomorrow}::date)`;
    expect(ids).toEqual([olivier]);
  });

  test('tells the agent once that it goes on, and nobody of what is not theirs to know', async () => {
    expect(await tell()).toEqual([0, 1]);
    expect(await tell()).toEqual([0, 1]);
    expect(await noticesOf(claire ?? '')).toMatchObject([
      { detail: { 'what.fr': 'Tribunal de Valmont a fusionné avec Tribunal de Grandville' } },
    ]);
    expect(await noticesOf(started ?? '')).toEqual([]);
    const events = await db.database.prisma.requestEvent.findMany({ where: { kind: 'reorganised' } });
    expect(events).toHaveLength(1);
  });
});

test('a merger that gives a signatory more to sign waits for a second administrator', async () => {
  const { prisma } = db.database;
  const [closing, into] = [
    await aStructure(prisma, 'Service A', ministry),
    await aStructure(prisma, 'Service B', ministry),
  ];
  const signer = await aPerson('Sophie').postedIn(into).make(db.database);
  await aSensitiveRight(prisma, {
    ...{ personId: signer, role: 'signataire', structureId: into.id, from: new Date('2020-01-01') },
  });
  const nadia = await aPerson('Nadia').postedIn(closing).make(db.database);
  const given = await mergeStructure(giving(db), await change(), { id: closing.id, intoId: into.id });
  expect(given).toEqual({ proposalId: expect.any(String) });
  expect(await prisma.structure.findUnique({ where: { id: closing.id } })).toMatchObject({ closedOn: null });
  const { actor, at } = await change(bruno);
  await confirmProposal(giving(db), { actor, at }, { id: 'proposalId' in given ? given.proposalId : '' });
  expect((await postsOf(nadia)).map(({ structureId }) => structureId)).toEqual([closing.id, into.id]);
  expect(await prisma.structure.findUnique({ where: { id: closing.id } })).toMatchObject({ parentId: into.id });
});

test('a structure that moves or closes tells those whose requests are under way below it', async () => {
  const { prisma } = db.database;
  await prisma.outbox.deleteMany();
  const [court, region] = [await aStructure(prisma, 'Cour', ministry), await aStructure(prisma, 'Région', ministry)];
  const office = await aStructure(prisma, 'Greffe', court);
  const yves = await aPerson('Yves').postedIn(office).make(db.database);
  await aRequest(prisma, yves, office);
  await moveStructure(giving(db), await change(), { id: court.id, parentId: region.id });
  expect(await tell()).toEqual([1]);
  expect(await noticesOf(yves)).toMatchObject([{ detail: { 'what.en': 'Cour now belongs to Région' } }]);
});
