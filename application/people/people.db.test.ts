import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { eveOf } from '#domain/calendar/period.ts';
import { within } from '#prisma/client.ts';
import { findAccount, lockAccount } from '#prisma/repositories/account/accounts.ts';
import { lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { listPersons } from '#prisma/repositories/people/persons.ts';
import { aPerson, aRequest, aStructure, aTask } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { makeLink } from '../account/links/make-link.ts';
import { choosePassword } from '../account/passwords/choose-password.ts';
import type { PasswordJudge } from '../account/passwords/password-judge.ts';
import { giveHabilitation } from '../administration/give-habilitation.ts';
import { confirmProposal } from '../administration/powers/confirm-proposal.ts';
import { giving } from '../administration/testing/by-two.ts';
import { correctPerson } from './correct-person.ts';
import { createPerson } from './create-person.ts';
import { depart } from './depart.ts';
import { movePerson } from './move-person.ts';

const AT = new Date();
const TODAY = parisDay(AT);

interface Place {
  readonly id: string;
  readonly path: string;
}
let db: TestDatabase;
let ministry: Place;
let court: Place;
let prison: Place;
/** Administer the whole ministry. */
let alice: string;
let agathe: string;
/** Administers only the court. */
let local: string;
let claire: string;
beforeAll(async () => {
  db = await aDatabase();
  const { prisma } = db.database;
  ministry = await aStructure(prisma, 'Ministère');
  court = await aStructure(prisma, 'Tribunal', ministry);
  prison = await aStructure(prisma, 'Maison d’arrêt', ministry);
  alice = await aPerson('Alice').postedIn(ministry).holding('administrateur', ministry).make(db.database);
  agathe = await aPerson('Agathe').postedIn(ministry).holding('administrateur', ministry).make(db.database);
  local = await aPerson('Lou').postedIn(court).holding('administrateur', court).make(db.database);
  await aPerson('Hugo').postedIn(prison).make(db.database);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  claire = await aPerson('Claire').postedIn(court).make(db.database);
});

const by = async (personId: string) => ({
  actor: await actorFacts(db.database.prisma, personId),
  at: AT,
  reason: 'Décision du chef de service.',
});
const person = (id: string) => db.database.prisma.person.findUniqueOrThrow({ where: { id } });
const changes = (personId: string) => db.database.prisma.personChange.findMany({ where: { personId } });
let serial = 0;
const identity = () => {
  serial += 1;
  return {
    ...{ firstName: 'Zoé', lastName: 'Durand', employeeNumber: `N-${serial}` },
    workEmail: `zoe.durand${serial}@harmonie.example`,
  };
};
const post = (structureId: string, from = TODAY) => ({
  structureId,
  quality: 'greffière',
  grade: 'B',
  from,
  until: null,
});
const made = async (who: string, place: Place, asked = identity()) =>
  createPerson(giving(db), await by(who), { identity: asked, language: 'fr', post: post(place.id) });
const correct = async (who: string, personId: string, asked: Parameters<typeof correctPerson>[2]['asked']) =>
  correctPerson(giving(db), await by(who), { personId, asked, source: 'screen' });

describe('a person', () => {
  test('is made with their first post, and found by who administers the place', async () => {
    const { id, proposalId } = await made(local, court);
    expect(proposalId).toBeNull();
    expect((await traceOf(db.database.prisma, id)).map(({ verb, actorId }) => [verb, actorId])).toEqual([
      ['person.create', local],
      ['posting.create', local],
    ]);
    const found = async (administratorId: string, structureId?: string) =>
      (
        await listPersons(db.database.prisma, { administratorId, day: TODAY, q: 'zoe dur', structureId, pageSize: 20 })
      ).rows.map((row) => row.id);
    expect([await found(local), await found(alice, court.id), await found(alice, prison.id)]).toEqual([[id], [id], []]);
  });

  test('is not made where one administers nothing, nor twice', async () => {
    await expect(made(local, prison)).rejects.toMatchObject({ code: 'not-found' });
    const asked = identity();
    await made(alice, court, asked);
    await expect(made(alice, court, { ...identity(), employeeNumber: asked.employeeNumber })).rejects.toMatchObject({
      code: 'number-taken',
    });
    const shouted = { ...identity(), workEmail: asked.workEmail.toUpperCase() };
    await expect(made(alice, court, shouted)).rejects.toMatchObject({ code: 'address-taken' });
  });

  test('is found by who administers where they are posted, were last or will be, and by nobody else', async () => {
    const left = await aPerson('Rémi').postedIn(court, '2020-01-01', '2021-01-01').make(db.database);
    const gone = await aPerson('Rémi')
      .postedIn(court, '2020-01-01', '2021-01-01')
      .postedIn(prison, '2021-01-02')
      .make(db.database);
    const to = await aPerson('Rémi').postedIn(court, '2099-01-01').make(db.database);
    const { rows } = await listPersons(db.database.prisma, {
      administratorId: local,
      day: TODAY,
      q: 'Rémi',
      pageSize: 20,
    });
    expect(rows.map(({ id }) => id).sort()).toEqual([left, to].sort());
    await expect(correct(local, gone, { firstName: 'Rémy' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a correction', () => {
  test('keeps what was, says why, and tells the person at the address known before too', async () => {
    const { firstName, workEmail } = await person(claire);
    const after = { firstName: 'Clara', workEmail: 'clara@harmonie.example' };
    await correct(local, claire, after);
    await correct(local, claire, after);
    expect(await person(claire)).toMatchObject(after);
    expect(await changes(claire)).toMatchObject([
      {
        before: { firstName, workEmail },
        after,
        byId: local,
        source: 'screen',
        reason: 'Décision du chef de service.',
      },
    ]);
    const [trace] = await traceOf(db.database.prisma, claire);
    expect(trace).toMatchObject({ verb: 'person.correct', actorId: local });
    expect(JSON.stringify(trace)).not.toMatch(/Clara|harmonie\.example/i);
    const told = await db.database.prisma.notification.findMany({
      where: { recipientId: claire, message: 'identity-corrected' },
    });
    expect(told.map(({ address }) => address).sort()).toEqual([workEmail, null]);
  });

  test('is not one’s own to make, nor takes what is another’s', async () => {
    await expect(correct(local, local, { lastName: 'Autre' })).rejects.toMatchObject({ code: 'own-identity' });
    const other = await person(local);
    await expect(correct(alice, claire, { employeeNumber: other.employeeNumber })).rejects.toMatchObject({
      code: 'number-taken',
    });
    await expect(correct(alice, claire, { workEmail: other.workEmail ?? '' })).rejects.toMatchObject({
      code: 'address-taken',
    });
  });

  test('changes the address of the account with that of the person', async () => {
    const workEmail = (await person(claire)).workEmail ?? '';
    await db.database.prisma.user.create({ data: { id: claire, name: 'Claire', email: workEmail, personId: claire } });
    await correct(alice, claire, { workEmail: 'nouvelle@harmonie.example', lastName: 'Nouvelle' });
    expect(await db.database.prisma.user.findUnique({ where: { id: claire } })).toMatchObject({
      ...{ name: 'Claire Nouvelle', email: 'nouvelle@harmonie.example' },
    });
  });

  test('is refused by the database without the row that says it, from any writer', async () => {
    const renamed = (firstName: string) =>
      db.database.prisma.person.update({ where: { id: claire }, data: { firstName } });
    await expect(renamed('Autre')).rejects.toThrow(/with a row that says so/);
    const otherwise = db.database.transaction(async (tx) => {
      const said = { before: { firstName: 'Claire' }, after: { firstName: 'Clara' }, reason: 'x', source: 'screen' };
      await tx.personChange.create({ data: { ...said, personId: claire, at: AT } });
      await tx.person.update({ where: { id: claire }, data: { firstName: 'Autre' } });
    });
    await expect(otherwise).rejects.toThrow(/with a row that says so/);
    expect([(await person(claire)).firstName, await changes(claire)]).toEqual(['Claire', []]);
  });
});

describe('G10: the work address of a person who holds a sensitive right is corrected by two', () => {
  let sophie: string;
  beforeEach(async () => {
    sophie = await aPerson('Sophie').postedIn(court).holding('signataire', court).make(db.database);
  });
  const address = () => `sophie${serial}@ailleurs.example`;
  const proposed = async () =>
    (await correct(alice, sophie, { workEmail: address(), lastName: 'Roux' })).proposalId ?? '';
  const confirm = async (who: string, id: string) => confirmProposal(giving(db), await by(who), { id });

  test('one proposes, another confirms; what else was corrected is at once', async () => {
    serial += 1;
    const { workEmail } = await person(sophie);
    const id = await proposed();
    expect(await person(sophie)).toMatchObject({ lastName: 'Roux', workEmail });
    await expect(proposed()).rejects.toMatchObject({ code: 'proposal-waiting' });
    for (const who of [alice, sophie]) await expect(confirm(who, id)).rejects.toThrow();
    await confirm(agathe, id);
    expect(await person(sophie)).toMatchObject({ workEmail: address() });
    expect((await changes(sophie)).map(({ byId, proposalId }) => [byId, proposalId])).toEqual([
      [alice, null],
      [agathe, id],
    ]);
    expect(JSON.stringify(await traceOf(db.database.prisma, sophie))).not.toContain('ailleurs.example');
    const told = await db.database.prisma.notification.findMany({
      where: { recipientId: sophie, message: 'identity-corrected', address: workEmail },
    });
    expect(told).toHaveLength(1);
  });

  test('by the database too', async () => {
    const { workEmail } = await person(sophie);
    const alone = db.database.transaction(async (tx) => {
      const said = { before: { workEmail }, after: { workEmail: address() }, reason: 'x', source: 'screen' };
      await tx.personChange.create({ data: { ...said, personId: sophie, at: AT } });
      await tx.person.update({ where: { id: sophie }, data: { workEmail: address() } });
    });
    await expect(alone).rejects.toThrow(/two administrators confirm the address/);
  });
});

describe('a move', () => {
  const moved = async (who: string, personId: string, to: Place, from: string, endedRights: string[] = []) =>
    movePerson(giving(db), await by(who), { ...post(to.id, from), personId, endedRights });
  const posts = async (personId: string) =>
    (await db.database.prisma.posting.findMany({ where: { personId }, orderBy: { from: 'asc' } })).map(
      ({ structureId, from, until }) => [
        structureId,
        from.toISOString().slice(0, 10),
        until?.toISOString().slice(0, 10) ?? null,
      ],
    );
  const right = (personId: string) => db.database.prisma.habilitation.findFirstOrThrow({ where: { personId } });

  test('ends one post on the eve and begins another, with the rights that are reviewed', async () => {
    const id = await aPerson('Inès').postedIn(court).holding('gestionnaire', court).make(db.database);
    await moved(alice, id, prison, TODAY, [(await right(id)).id]);
    expect(await posts(id)).toEqual([
      [court.id, '2020-01-01', eveOf(TODAY)],
      [prison.id, TODAY, null],
    ]);
    expect((await right(id)).until?.toISOString().slice(0, 10)).toBe(eveOf(TODAY));
    expect((await traceOf(db.database.prisma, id)).map(({ verb }) => verb)).toEqual([
      'posting.end',
      'habilitation.end',
      'posting.create',
    ]);
  });

  test('is all or nothing: a right that is another’s, a place that is not theirs', async () => {
    const other = await aPerson('Yves').postedIn(court).holding('valideur', court).make(db.database);
    await expect(moved(alice, claire, prison, TODAY, [(await right(other)).id])).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(moved(local, claire, prison, TODAY)).rejects.toMatchObject({ code: 'not-found' });
    await expect(moved(alice, alice, prison, TODAY)).rejects.toMatchObject({ code: 'own-right' });
    expect(await posts(claire)).toEqual([[court.id, '2020-01-01', null]]);
  });

  test('under somebody who signs waits for a second administrator, no matter who moves', async () => {
    const office = await aStructure(db.database.prisma, 'Bureau', ministry);
    await aPerson('Marc').postedIn(office).holding('signataire', office).make(db.database);
    const id = await aPerson('Inès').postedIn(court).holding('gestionnaire', court).make(db.database);
    const given = await moved(alice, id, office, TODAY, [(await right(id)).id]);
    const proposalId = 'proposalId' in given ? given.proposalId : '';
    expect([await posts(id), (await right(id)).until]).toEqual([[[court.id, '2020-01-01', null]], null]);
    await expect(moved(alice, id, office, TODAY)).rejects.toMatchObject({ code: 'proposal-waiting' });
    // Confirmed after the day given, the move begins on the day of confirmation: nothing changes in
    // the past, and nobody is without a post meanwhile.
    const later = new Date(AT.getTime() + 3 * 86_400_000);
    await confirmProposal(giving(db), { ...(await by(agathe)), at: later }, { id: proposalId });
    const day = parisDay(later);
    expect(await posts(id)).toEqual([
      [court.id, '2020-01-01', eveOf(day)],
      [office.id, day, null],
    ]);
    expect((await right(id)).until?.toISOString().slice(0, 10)).toBe(eveOf(day));
    expect((await traceOf(db.database.prisma, id)).map(({ verb, actorId }) => [verb, actorId])).toEqual([
      ['proposal.make', alice],
      ['proposal.confirm', agathe],
      ['posting.end', agathe],
      ['habilitation.end', agathe],
      ['posting.create', agathe],
    ]);
  });

  test('of somebody whose right begun today ends it today: it goes with the post that they leave', async () => {
    const id = await aPerson('Inès').postedIn(court).make(db.database);
    const asked = {
      personId: id,
      structureId: court.id,
      role: 'valideur',
      byRight: false,
      from: TODAY,
      until: null,
    } as const;
    await giveHabilitation(giving(db), await by(alice), asked);
    await moved(alice, id, prison, TODAY, [(await right(id)).id]);
    expect((await right(id)).until?.toISOString().slice(0, 10)).toBe(TODAY);
    expect((await posts(id)).at(-1)).toEqual([prison.id, TODAY, null]);
  });
});

describe('a departure', () => {
  const left = async (who: string, personId: string) => depart(giving(db), await by(who), { personId });
  const ends = async (personId: string) => {
    const { prisma } = db.database;
    const day = (column: Date | null) => column?.toISOString().slice(0, 10) ?? null;
    return {
      posts: (await prisma.posting.findMany({ where: { personId } })).map(({ until }) => day(until)),
      rights: (await prisma.habilitation.findMany({ where: { personId } })).map(({ until }) => day(until)),
    };
  };

  test('closes the account, ends sessions, posts and rights, revokes delegations and gives tasks back; twice is once', async () => {
    const { prisma } = db.database;
    const marc = await aPerson('Marc')
      .postedIn(court)
      .postedIn(prison, '2099-01-01')
      .holding('valideur', court)
      .holding('signataire', court)
      .make(db.database);
    const head = await aPerson('Hélène')
      .postedIn(court)
      .holding('signataire', court, { byRight: true })
      .make(db.database);
    await db.asOwner(
      `insert into delegation (id, reference, delegator_id, delegator_quality, delegate_id, matters, structure_id, "from", ground)
       values (gen_random_uuid(), 'D-1', $1, 'la présidente', $2, '{*}', $3, '2020-01-01', 'installation')`,
      [head, marc, court.id],
    );
    await prisma.user.create({ data: { id: marc, name: 'Marc', email: `${marc}@x.example`, personId: marc } });
    const session = { id: marc, token: marc, userId: marc, expiresAt: new Date('2099-01-01'), updatedAt: AT };
    await prisma.session.create({ data: session });
    const requestId = await aRequest(prisma, claire, court);
    const key = await aTask(prisma, requestId, 'valideur');
    await prisma.task.update({ where: { key }, data: { assigneeId: marc } });
    await left(local, claire);
    await expect(left(local, marc)).rejects.toMatchObject({ code: 'departs-elsewhere' });
    await left(alice, marc);
    await left(alice, marc);
    expect(await ends(marc)).toEqual({ posts: [TODAY], rights: [eveOf(TODAY), eveOf(TODAY)] });
    expect(await prisma.user.findUnique({ where: { id: marc } })).toMatchObject({ closedAt: expect.any(Date) });
    expect(await prisma.session.count({ where: { userId: marc } })).toBe(0);
    expect(await prisma.delegation.count({ where: { delegateId: marc, revokedAt: null } })).toBe(0);
    const commands = await prisma.outbox.findMany({
      where: { command: 'assign-task', payload: { path: ['taskKey'], equals: key } },
    });
    expect(commands.map(({ payload }) => payload)).toEqual([{ requestId, taskKey: key, personId: null }]);
    const verbs = (await traceOf(prisma, marc)).map(({ verb }) => verb);
    expect(verbs.filter((verb) => verb === 'person.depart')).toHaveLength(1);
    expect(new Set(verbs)).toEqual(
      new Set([
        'account.close',
        'delegation.revoke',
        'habilitation.end',
        'posting.end',
        'posting.remove',
        'person.depart',
      ]),
    );
  });

  test('takes back what was proposed for them: nobody gives it once they left', async () => {
    const { prisma } = db.database;
    const marc = await aPerson('Marc').postedIn(court).make(db.database);
    const right = { structureId: court.id, role: 'signataire', byRight: false, from: TODAY, until: null } as const;
    const given = await giveHabilitation(giving(db), await by(alice), { ...right, personId: marc });
    const other = await giveHabilitation(giving(db), await by(alice), { ...right, personId: claire });
    const proposalId = 'proposalId' in given ? given.proposalId : '';
    await left(alice, marc);
    expect(await prisma.rightProposal.findUniqueOrThrow({ where: { id: proposalId } })).toMatchObject({
      outcome: 'withdrawn',
      answerReason: 'Décision du chef de service.',
    });
    expect((await traceOf(prisma, marc)).map(({ verb, actorId }) => [verb, actorId])).toContainEqual([
      ...['proposal.withdraw', alice],
    ]);
    await expect(
      confirmProposal(giving(db), { actor: await actorFacts(prisma, agathe), at: AT }, { id: proposalId }),
    ).rejects.toMatchObject({ code: 'proposal-answered' });
    expect(await ends(marc)).toEqual({ posts: [TODAY], rights: [] });
    const untouched = 'proposalId' in other ? other.proposalId : '';
    expect(await prisma.rightProposal.findUniqueOrThrow({ where: { id: untouched } })).toMatchObject({ outcome: null });
  });

  /**
   * What somebody else does while it waits for the person's lock, and what a departure that already
   * holds the lock leaves of it.
   */
  const meanwhile = async (personId: string, other: () => Promise<unknown>) => {
    const { prisma } = db.database;
    const waits = async () => {
      const found = async () =>
        prisma.$queryRaw<object[]>`
          select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await found()).length === 0) await new Promise(setImmediate);
    };
    let done: Promise<unknown> = Promise.resolve();
    await db.database.transaction(async (tx) => {
      await lockPerson(tx, personId);
      const account = await findAccount(tx, { personId });
      if (account !== null) await lockAccount(tx, account.id);
      done = other().then(
        () => 'done',
        (fault: { code?: string }) => fault.code ?? fault,
      );
      await Promise.race([done, waits()]);
      await depart({ ...giving(db), database: within(tx) }, await by(alice), { personId });
    });
    return done;
  };

  test('G10: comes before a confirmation that waits for it, and gives nothing to who left', async () => {
    const { prisma } = db.database;
    const marc = await aPerson('Marc').postedIn(court).make(db.database);
    const right = { structureId: court.id, role: 'signataire', byRight: false, from: TODAY, until: null } as const;
    const given = await giveHabilitation(giving(db), await by(alice), { ...right, personId: marc });
    const id = 'proposalId' in given ? given.proposalId : '';
    const confirmed = { actor: await actorFacts(prisma, agathe), at: AT };
    expect(await meanwhile(marc, () => confirmProposal(giving(db), confirmed, { id }))).toBe('proposal-answered');
    expect(await ends(marc)).toEqual({ posts: [TODAY], rights: [] });
  });

  test('comes before a password that is chosen at that moment: the account is closed, and never came to life', async () => {
    const { prisma } = db.database;
    const address = { id: claire, name: 'Claire', email: `${claire}@x.example`, personId: claire };
    await prisma.user.create({ data: address });
    const { token } = await makeLink(prisma, { userId: claire, purpose: 'invitation', at: AT });
    const passwords = { judge: async () => {} } as unknown as PasswordJudge;
    const chosen = { token, signedInUserId: null, at: AT, password: 'vingt mots que personne ne sait' };
    const choose = () => choosePassword({ ...giving(db), passwords }, chosen);
    expect(await meanwhile(claire, choose)).toBe('account-closed');
    expect(await prisma.user.findUnique({ where: { id: claire } })).toMatchObject({
      ...{ closedAt: expect.any(Date), activatedAt: null },
    });
  });

  test('is not one’s own to record, nor of an administrator without whom too few remain', async () => {
    await expect(left(alice, alice)).rejects.toMatchObject({ code: 'own-account' });
    await expect(left(alice, agathe)).rejects.toMatchObject({ code: 'last-administrators' });
    await expect(left(local, alice)).rejects.toMatchObject({ code: 'not-found' });
    expect(await ends(agathe)).toEqual({ posts: [null], rights: [null] });
  });
});
