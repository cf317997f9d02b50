import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { giveHabilitation } from '../give-habilitation.ts';
import { giving } from '../testing/by-two.ts';
import { confirmProposal } from './confirm-proposal.ts';
import { refuseProposal } from './refuse-proposal.ts';
import { withdrawProposal } from './withdraw-proposal.ts';

const AT = new Date('2026-03-02T09:00:00Z');

let db: TestDatabase;
let court: { id: string; path: string };
let alice: string;
let agathe: string;
let paul: string;
let claire: string;
let id: string;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Tribunal');
  alice = await aPerson('Alice').postedIn(court).holding('administrateur', court).make(db.database);
  agathe = await aPerson('Agathe').postedIn(court).holding('administrateur', court).make(db.database);
  paul = await aPerson('Paul').postedIn(court).holding('superieur', court).make(db.database);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  claire = await aPerson('Claire').postedIn(court).make(db.database);
  const given = await giveHabilitation(giving(db), await change(alice, 'Prise de poste'), {
    ...{ personId: claire, structureId: court.id, role: 'financier', byRight: false, from: '2026-03-02', until: null },
  });
  id = 'proposalId' in given ? given.proposalId : '';
});

const change = async (personId: string, reason = 'Pas à ce poste.') => ({
  actor: await actorFacts(db.database.prisma, personId),
  at: AT,
  reason,
});
const confirm = async (by: string) => confirmProposal(giving(db), await change(by), { id });
const refuse = async (by: string) => refuseProposal(giving(db), await change(by), { id });
const withdraw = async (by: string) => withdrawProposal(db, await change(by), { id });
const proposal = () => db.database.prisma.rightProposal.findUniqueOrThrow({ where: { id } });
const rights = () => db.database.prisma.habilitation.count({ where: { personId: claire } });
const verbs = async () => (await traceOf(db.database.prisma, claire)).map(({ verb, actorId }) => [verb, actorId]);
const told = async (message: string) =>
  (await db.database.prisma.notification.findMany({ where: { message, dedupeKey: { contains: id } } })).map(
    ({ recipientId }) => recipientId,
  );

describe('a proposal', () => {
  test('is confirmed: the right is given, its trace says who did what, and those concerned are notified', async () => {
    expect([await told('right-proposed'), await told('right-to-confirm')]).toEqual([[paul], [agathe]]);
    await confirm(agathe);
    expect(await rights()).toBe(1);
    expect(await verbs()).toEqual([
      ['proposal.make', alice],
      ['proposal.confirm', agathe],
      ['habilitation.create', agathe],
    ]);
    expect((await told('right-confirmed')).sort()).toEqual([paul, alice, claire].sort());
  });

  test('is refused with a reason, which its proposer is notified of; refusing twice refuses once', async () => {
    await refuse(agathe);
    await refuse(agathe);
    expect(await proposal()).toMatchObject({
      outcome: 'refused',
      answeredById: agathe,
      answerReason: 'Pas à ce poste.',
    });
    expect(await told('right-refused')).toEqual([alice]);
    await expect(confirm(agathe)).rejects.toMatchObject({ code: 'proposal-answered', params: { outcome: 'refused' } });
    expect([await rights(), (await verbs()).map(([verb]) => verb)]).toEqual([0, ['proposal.make', 'proposal.refuse']]);
  });

  test('is taken back by its author alone, until it is answered', async () => {
    await expect(withdraw(agathe)).rejects.toMatchObject({ code: 'not-found' });
    await expect(refuse(alice)).rejects.toMatchObject({ code: 'own-proposal' });
    await withdraw(alice);
    await withdraw(alice);
    expect(await proposal()).toMatchObject({ outcome: 'withdrawn', answeredById: alice });
    await expect(refuse(agathe)).rejects.toMatchObject({ code: 'proposal-answered' });
    expect(await rights()).toBe(0);
  });

  test('is unknown to a person who administers nothing there', async () => {
    for (const attempt of [confirm, refuse, withdraw])
      await expect(attempt(paul)).rejects.toMatchObject({ code: 'not-found' });
    expect(await proposal()).toMatchObject({ outcome: null });
  });

  test('is not given over a right that was given meanwhile', async () => {
    await db.asOwner(
      `insert into habilitation (id, person_id, role, structure_id, "from", ground)
       values (gen_random_uuid(), $1, 'financier', $2, '2026-03-01', 'installation')`,
      [claire, court.id],
    );
    await expect(confirm(agathe)).rejects.toMatchObject({ code: 'period-overlaps' });
    expect([await rights(), (await proposal()).outcome]).toEqual([1, null]);
  });
});
