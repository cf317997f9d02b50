import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { confirmProposal } from '#application/administration/powers/confirm-proposal.ts';
import { announceSeveral } from '#application/administration/powers/notify-several.ts';
import { giving } from '#application/administration/testing/by-two.ts';
import { takeUpRight } from '#application/people/provisioned/take-up-right.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { insertProvisioned } from '#prisma/repositories/people/provisioned.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import type { WorkerContext } from '../../context.ts';
import { NotYet } from '../command.ts';
import { notifyProposals } from './notify-proposals.ts';

let db: TestDatabase;
let court: Awaited<ReturnType<typeof aStructure>>;
let alice: string;
let agathe: string;
let paul: string;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Tribunal');
  const administrator = (name: string) => aPerson(name).holding('administrateur', court).make(db.database);
  [alice, agathe] = [await administrator('Alice'), await administrator('Agathe')];
  paul = await aPerson('Paul').postedIn(court).holding('superieur', court).make(db.database);
});
afterAll(() => db?.drop());

/** As many rights of a file as are said, taken up by Alice at once. */
async function takenUp(at: Date, count: number): Promise<string[]> {
  const change = { actor: await actorFacts(db.database.prisma, alice), at, reason: 'Reprise' };
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const personId = await aPerson('Claire').postedIn(court).make(db.database);
    const facts = {
      personId,
      structureId: court.id,
      role: 'financier',
      byRight: false,
      from: parisDay(at),
      until: null,
    };
    ids.push(
      await insertProvisioned(db.database.prisma, {
        ...{ kind: 'habilitation', structureId: court.id, personId, facts, source: 'import', batchId: null },
        ...{ reason: 'Import', madeById: null, at },
      }),
    );
  }
  await announceSeveral(giving(db), 'proposed', change);
  const proposals: string[] = [];
  for (const id of ids) {
    const given = await takeUpRight(giving(db), change, { id });
    if ('proposalId' in given) proposals.push(given.proposalId);
  }
  return proposals;
}
/** Carries out what was asked, so long after. */
async function notified(at: Date, seconds: number) {
  const [asked] = await db.database.prisma.outbox.findMany({ orderBy: { id: 'desc' }, take: 1 });
  const now = () => new Date(at.getTime() + seconds * 1_000);
  const context = { database: db.database, now, baseUrl: 'http://localhost:3000' } as WorkerContext;
  return notifyProposals(context, asked?.payload as never, { attempts: 1 });
}
const noticesOf = async (recipientId: string) =>
  (await db.database.prisma.notification.findMany({ where: { recipientId }, orderBy: { id: 'asc' } })).map(
    ({ message, detail }) => [message, detail],
  );

test('what is taken up at once is told once to each, with how many still wait, when the gesture is over', async () => {
  const at = new Date('2026-03-02T09:00:00.123Z');
  const proposals = await takenUp(at, 4);
  expect(proposals).toHaveLength(4);
  await expect(notified(at, 59)).rejects.toThrow(NotYet);
  const actor = await actorFacts(db.database.prisma, agathe);
  await confirmProposal(giving(db), { actor, at }, { id: proposals[0] ?? '' });
  expect([await notified(at, 60), await notified(at, 61)]).toEqual([{ notified: 2 }, { notified: 2 }]);
  expect(await noticesOf(agathe)).toEqual([['rights-to-confirm', expect.objectContaining({ count: 3 })]]);
  const [, proposed] = await noticesOf(paul);
  expect(proposed).toEqual(['rights-proposed', expect.objectContaining({ count: 3 })]);
  // The head of the structure reads which they are: nothing else shows it to them.
  const detail = proposed?.[1] as { 'title.fr': string } | undefined;
  expect(
    detail?.['title.fr'].match(/habilitation « Gestionnaire financier » de Claire Test\d+, Tribunal/g),
  ).toHaveLength(3);
});

test('what is confirmed at once is told once to the person who proposed it and to the head of the structure, to each who receives it by itself', async () => {
  const at = new Date('2026-03-04T09:00:00Z');
  const proposals = await takenUp(at, 2);
  const change = { actor: await actorFacts(db.database.prisma, agathe), at };
  await announceSeveral(giving(db), 'confirmed', change);
  for (const id of proposals) await confirmProposal(giving(db), change, { id, together: true });
  const confirmed = expect.objectContaining({
    message: 'right-confirmed',
    detail: expect.objectContaining({ 'title.fr': expect.stringContaining('habilitation « Gestionnaire financier »') }),
  });
  const told = async () =>
    (
      await db.database.prisma.notification.findMany({
        where: {
          dedupeKey: { contains: 'right-confirmed' },
          OR: proposals.map((id) => ({ dedupeKey: { contains: id } })),
        },
      })
    ).map(({ message, recipientId, detail }) => ({ message, recipientId, detail }));
  expect(await told()).toEqual([confirmed, confirmed]);
  expect((await told()).flatMap(({ recipientId }) => [alice, agathe, paul].filter((id) => id === recipientId))).toEqual(
    [],
  );
  expect(await notified(at, 60)).toEqual({ notified: 2 });
  for (const person of [alice, paul])
    expect((await noticesOf(person)).at(-1)).toEqual(['rights-confirmed', expect.objectContaining({ count: 2 })]);
  expect(await told()).toHaveLength(2);
});

test('what is taken up alone is told in its own words', async () => {
  const at = new Date('2026-03-03T09:00:00Z');
  await takenUp(at, 1);
  await notified(at, 60);
  expect((await noticesOf(agathe)).at(-1)).toEqual([
    'right-to-confirm',
    expect.objectContaining({ 'title.fr': expect.stringContaining('habilitation « Gestionnaire financier »') }),
  ]);
});
