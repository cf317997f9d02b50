import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { listDelegations } from '#prisma/repositories/administration/delegations.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aCircuitVersion, aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { publishDelegation, removeDelegation, revokeDelegation, suspendDelegation } from './change-delegation.ts';
import { correctPosting } from './correct-posting.ts';
import { giveDelegation } from './give-delegation.ts';
import { confirmProposal } from './powers/confirm-proposal.ts';
import { notifyFormerOffices } from './tell-former-offices.ts';
import { notifyLapsedDelegations } from './tell-lapsed-delegations.ts';
import { givenByTwo, giving } from './testing/by-two.ts';

// What is removed begins after the machine's own day: the database checks it by its own clock.
const AT = new Date('2026-03-02T09:00:00Z');

let db: TestDatabase;
let court: { id: string; path: string };
let adminId: string;
let otherAdminId: string;
let delegatorId: string;
let delegateId: string;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Tribunal');
  for (const kind of ['temps-partiel', 'mobilite']) await aCircuitVersion(db.database.prisma, kind);
  adminId = await aPerson('Alice').postedIn(court).holding('administrateur', court).make(db.database);
  otherAdminId = await aPerson('Agathe').postedIn(court).holding('administrateur', court).make(db.database);
  delegatorId = await aPerson('Sophie')
    .postedIn(court)
    .holding('signataire', court, { byRight: true })
    .make(db.database);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  delegateId = await aPerson('Bruno').postedIn(court).make(db.database);
});

const change = async (personId = adminId) => ({
  actor: await actorFacts(db.database.prisma, personId),
  at: AT,
  reason: 'Arrêté du 27 février',
});
const give = async (changes: object = {}, personId = adminId) =>
  giveDelegation(giving(db), await change(personId), {
    reference: 'D-2026-1',
    delegatorQuality: 'présidente',
    matters: ['temps-partiel'],
    from: '2026-03-02',
    until: '2026-12-31',
    ...{ delegatorId, delegateId, structureId: court.id },
    ...changes,
  });
/** Confirmed by the other administrator. */
const given = async (changes: object = {}) => givenByTwo(db, await give(changes), otherAdminId, AT);
const kept = () => db.database.prisma.delegation.findMany({ where: { delegateId } });
const verbs = async () =>
  (await traceOf(db.database.prisma, delegateId))
    .map(({ verb }) => verb)
    .filter((verb) => verb.startsWith('delegation.'));

test('administrators read them the newest first, each with who gave it, to whom and what they hold', async () => {
  const carole = await aPerson('Carole').postedIn(court).make(db.database);
  await given();
  await given({ delegateId: carole, reference: 'D-2026-2', from: '2026-04-01' });
  const asked = { administratorId: adminId, day: '2026-03-02', page: 1, pageSize: 100 };
  const { items } = await listDelegations(db.database.prisma, asked);
  const ours = items.filter((one) => [delegateId, carole].includes(one.delegateId));
  expect(
    ours.map(({ reference, delegatorRef, delegateRef, delegator, delegate, structureRef }) => [
      ...[reference, delegatorRef.firstName, delegateRef.firstName, structureRef.name],
      ...[
        delegator.personId === delegatorId,
        delegator.habilitations.map(({ role }) => role),
        delegate.postings.length,
      ],
    ]),
  ).toEqual([
    ['D-2026-2', 'Sophie', 'Carole', 'Tribunal', true, ['signataire'], 1],
    ['D-2026-1', 'Sophie', 'Bruno', 'Tribunal', true, ['signataire'], 1],
  ]);
});

describe('a delegation', () => {
  test('is given by a person who signs there by right, in its delegate’s trace', async () => {
    const id = await given();
    expect(await kept()).toMatchObject([{ id, delegatorId, matters: ['temps-partiel'], publishedOn: null }]);
    expect(await traceOf(db.database.prisma, delegateId)).toMatchObject([
      { verb: 'proposal.make', actorId: adminId, payload: { after: { kind: 'delegation', delegatorId } } },
      { verb: 'proposal.confirm', actorId: otherAdminId },
      {
        verb: 'delegation.create',
        actorId: otherAdminId,
        subject: `delegation:${id}`,
        payload: { after: { delegatorId } },
      },
    ]);
  });

  test.each([
    ['for days gone by', () => ({ from: '2026-03-01' }), 'period-in-past'],
    ['to oneself', () => ({ delegateId: delegatorId }), 'delegation-to-oneself'],
    [
      'of a power that one does not have',
      () => ({ delegatorId: delegateId, delegateId: delegatorId }),
      'delegator-without-power',
    ],
    ['to the administrator who records it', () => ({ delegateId: adminId }), 'own-right'],
  ])('%s is not recorded', async (_, changes, code) => {
    const all = await db.database.prisma.delegation.count();
    await expect(give(changes())).rejects.toMatchObject({ code });
    expect(await db.database.prisma.delegation.count()).toBe(all);
  });

  test('of a matter that was mistyped is not recorded: it would give no power, and look as if it did', async () => {
    await expect(give({ matters: ['temps-partiel', 'mobilité'] })).rejects.toMatchObject({
      ...{ code: 'matter-unknown', params: { matters: 'mobilité' } },
    });
    expect(await kept()).toEqual([]);
  });

  test('of the same matter is given once over a time', async () => {
    await given();
    await expect(give({ matters: ['*'], from: '2026-06-01' })).rejects.toMatchObject({ code: 'period-overlaps' });
    await given({ matters: ['mobilite'] });
    expect(await verbs()).toEqual(['delegation.create', 'delegation.create']);
  });

  test('G10: proposed before, it begins the day it is confirmed, and was not published before that', async () => {
    const proposed = await give();
    const confirmedAt = new Date('2026-03-05T09:00:00Z');
    const id = await givenByTwo(db, proposed, otherAdminId, confirmedAt);
    expect(await kept()).toMatchObject([{ from: new Date('2026-03-05') }]);
    const publish = async (publishedOn: string) =>
      publishDelegation(db, { ...(await change()), at: confirmedAt }, { id, publishedOn, publication: 'RAA n° 12' });
    await expect(publish('2026-03-04')).rejects.toMatchObject({
      code: 'publication-before-confirmation',
      params: { day: '2026-03-05' },
    });
    const written = db.database.prisma.delegation.update({
      where: { id },
      data: { publishedOn: new Date('2026-03-04'), publication: 'RAA n° 12' },
    });
    await expect(written).rejects.toThrow(/not published before it was confirmed/);
    await publish('2026-03-05');
    expect(await kept()).toMatchObject([{ publishedOn: new Date('2026-03-05') }]);
  });

  test('is published once it was, and once', async () => {
    const id = await given();
    const publish = async (publishedOn: string) =>
      publishDelegation(db, await change(), { id, publishedOn, publication: 'RAA n° 12' });
    await expect(publish('2026-03-03')).rejects.toMatchObject({ code: 'publication-in-future' });
    await publish('2026-03-02');
    expect(await kept()).toMatchObject([{ publishedOn: new Date('2026-03-02'), publication: 'RAA n° 12' }]);
    await expect(publish('2026-03-02')).rejects.toMatchObject({ code: 'delegation-published' });
    expect(await verbs()).toEqual(['delegation.create', 'delegation.publish']);
  });

  test('is revoked once, by its giver too, and not published after', async () => {
    const other = await given({ matters: ['mobilite'] });
    await revokeDelegation(giving(db), await change(delegatorId), { id: other });
    const told = await db.database.prisma.notification.findMany({ where: { message: 'delegation-revoked' } });
    expect(told.map(({ recipientId }) => recipientId)).toEqual([delegateId]);
    const id = await given();
    await revokeDelegation(giving(db), await change(), { id });
    expect((await kept()).find((one) => one.id === id)).toMatchObject({ revokedAt: AT });
    await expect(revokeDelegation(giving(db), await change(), { id })).rejects.toMatchObject({
      code: 'delegation-revoked',
    });
    const late = { id, publishedOn: '2026-03-02', publication: 'RAA n° 12' };
    await expect(publishDelegation(db, await change(), late)).rejects.toMatchObject({ code: 'delegation-revoked' });
    expect((await verbs()).slice(2)).toEqual(['delegation.create', 'delegation.revoke']);
  });

  test('is suspended for a while by the person who gave it, or by an administrator; the other one is told, with the days', async () => {
    const id = await given();
    const suspend = async (days: object, personId = adminId, at = AT) =>
      suspendDelegation(
        giving(db),
        { ...(await change(personId)), at },
        { id, from: '2026-03-02', until: '2026-03-31', ...days },
      );
    await expect(suspend({ from: '2026-03-01' })).rejects.toMatchObject({ code: 'period-in-past' });
    await expect(suspend({ until: '2026-03-01' })).rejects.toMatchObject({ code: 'period-upside-down' });
    await expect(suspend({}, delegateId)).rejects.toMatchObject({ code: 'not-found' });
    await suspend({}, delegatorId);
    await suspend({}, delegatorId);
    expect(await kept()).toMatchObject([
      {
        suspendedFrom: new Date('2026-03-02'),
        suspendedUntil: new Date('2026-03-31'),
        suspensionReason: expect.any(String),
      },
    ]);
    const told = await db.database.prisma.notification.findMany({ where: { message: 'delegation-suspended' } });
    expect(told).toMatchObject([
      {
        recipientId: delegateId,
        detail: { 'title.fr': expect.stringMatching(/^« D-2026-1 »,.* du 2 mars 2026 au 31 mars 2026$/) },
      },
    ]);
    expect(await verbs()).toEqual(['delegation.create', 'delegation.suspend']);

    // One administrator suspends, two give back: a suspension can be prolonged, never shortened.
    await expect(suspend({ until: '2026-03-30' })).rejects.toMatchObject({ code: 'suspension-shortened' });
    await expect(suspend({ from: '2026-03-03', until: '2026-04-15' })).rejects.toMatchObject({
      code: 'suspension-shortened',
    });
    await suspend({ from: '2026-03-10', until: '2026-04-15' }, adminId, new Date('2026-03-10T09:00:00Z'));
    await db.asOwner(`update delegation set suspended_until = '2099-01-01' where id = $1`, [id]);
    const shortened = db.database.prisma.delegation.update({
      where: { id },
      data: { suspendedUntil: new Date('2098-01-01') },
    });
    await expect(shortened).rejects.toThrow(/suspension is not shortened/);
  });

  describe('that nobody ended', () => {
    const told = (recipientId = delegateId) =>
      db.database.prisma.notification.findMany({
        where: { message: { in: ['delegation-giver-left', 'delegation-receiver-left'] }, recipientId },
      });
    const looked = async (day: string) => {
      for (const _ of [1, 2]) await notifyLapsedDelegations(giving(db), new Date(`${day}T09:00:00Z`));
    };
    const published = async (giverId: string) => {
      const id = await given({ delegatorId: giverId });
      await publishDelegation(db, await change(), { id, publishedOn: '2026-03-02', publication: 'RAA n° 12' });
    };
    const leaves = (personId: string) =>
      db.asOwner(`update posting set until = '2026-03-10' where person_id = $1`, [personId]);
    /** From the next day on, in the same quality or in another. */
    const goesOn = (personId: string, quality: string | null = null) =>
      db.asOwner(
        `insert into posting (id, person_id, structure_id, quality, grade, "from")
         select gen_random_uuid(), person_id, structure_id, coalesce($2, quality), grade, '2026-03-11' from posting
          where person_id = $1`,
        [personId, quality],
      );
    const aGiver = () =>
      aPerson('Claude').postedIn(court).holding('signataire', court, { byRight: true }).make(db.database);

    test('lapses with the office of the person who gave it: both are told, once, with its last day', async () => {
      const giverId = await aGiver();
      await published(giverId);
      await looked('2026-03-10');
      expect(await told()).toEqual([]);
      await leaves(giverId);
      await looked('2026-03-10');
      expect(await told()).toEqual([]);
      await looked('2026-03-11');
      expect(await told()).toMatchObject([
        {
          message: 'delegation-giver-left',
          detail: { 'title.fr': expect.stringMatching(/^« D-2026-1 », .*, dernier jour le 10 mars 2026$/) },
        },
      ]);
      expect(await told(giverId)).toHaveLength(1);
    });

    test('while the right to sign that was given for that office goes on, and the nearest administrators are told, once', async () => {
      const giverId = await aGiver();
      const { prisma } = db.database;
      const { id } = await prisma.habilitation.findFirstOrThrow({ where: { personId: giverId } });
      const toldOf = async (day: string) => {
        for (const _ of [1, 2]) await notifyFormerOffices(giving(db), new Date(`${day}T09:00:00Z`));
        const notices = await prisma.notification.findMany({ where: { dedupeKey: { contains: id } } });
        return notices.map(({ recipientId }) => recipientId);
      };
      await leaves(giverId);
      // Out of post they sign nothing; in the same office, it is the one that the right was given for.
      expect(await toldOf('2026-03-11')).toEqual([]);
      await goesOn(giverId, 'directeur de cabinet');
      expect((await toldOf('2026-03-11')).toSorted()).toEqual([adminId, otherAdminId].toSorted());
      expect(await prisma.habilitation.findUniqueOrThrow({ where: { id } })).toMatchObject({ until: null });
    });

    test('lapses so while it is suspended, too', async () => {
      const giverId = await aGiver();
      await published(giverId);
      await db.asOwner(
        `update delegation set suspended_from = '2026-03-05', suspended_until = '2026-04-30', suspension_reason = 'Intérim.'
          where delegator_id = $1`,
        [giverId],
      );
      await leaves(giverId);
      await looked('2026-03-11');
      expect((await told()).map(({ message }) => message)).toEqual(['delegation-giver-left']);
    });

    test('goes on in the same office, renewed: nobody is told anything', async () => {
      const giverId = await aGiver();
      await published(giverId);
      await leaves(giverId);
      await goesOn(giverId);
      await looked('2026-03-11');
      expect(await told()).toEqual([]);
    });

    test('is without effect once its delegate left: both are told', async () => {
      await published(await aGiver());
      await leaves(delegateId);
      await looked('2026-03-11');
      expect((await told()).map(({ message }) => message)).toEqual(['delegation-receiver-left']);
    });

    test('lapses once its delegate took another office, without a day between: both are told on which day', async () => {
      const giverId = await aGiver();
      await published(giverId);
      await leaves(delegateId);
      await goesOn(delegateId, 'autre office');
      await looked('2026-03-11');
      for (const recipient of [delegateId, giverId])
        expect(await told(recipient)).toMatchObject([
          {
            message: 'delegation-receiver-left',
            detail: { 'title.fr': expect.stringMatching(/, dernier jour le 10 mars 2026$/) },
          },
        ]);
    });

    describe('when an administrator corrects how a quality is written', () => {
      const postsOf = (personId: string) =>
        db.database.prisma.posting.findMany({ where: { personId }, orderBy: { from: 'asc' } });
      const corrects = async (personId: string, which: number, quality: string, by = adminId) =>
        correctPosting(giving(db), await change(by), { id: (await postsOf(personId))[which]?.id ?? '', quality });
      const corrected = async (personId: string, which: number, quality: string) => {
        const id = await corrects(personId, which, quality);
        if (id === null) return;
        const actor = await actorFacts(db.database.prisma, otherAdminId);
        await confirmProposal(giving(db), { actor, at: AT }, { id });
      };

      test('goes on, though the same office was recorded in several posts: its holder is told, and the journal', async () => {
        const giverId = await aGiver();
        await published(giverId);
        for (const personId of [giverId, delegateId]) {
          await leaves(personId);
          await goesOn(personId);
          await corrected(personId, 1, 'présidente du tribunal');
          expect((await postsOf(personId)).map(({ quality }) => quality)).toEqual(
            Array(2).fill('présidente du tribunal'),
          );
          const trace = (await traceOf(db.database.prisma, personId)).filter(({ verb }) => verb === 'posting.correct');
          expect(trace).toMatchObject([
            {
              actorId: personId === giverId ? otherAdminId : adminId,
              payload: { after: { quality: 'présidente du tribunal' }, reason: 'Arrêté du 27 février' },
            },
          ]);
          const recipient = { recipientId: personId, message: 'identity-corrected' };
          expect(await db.database.prisma.notification.count({ where: recipient })).toBe(1);
        }
        await looked('2026-03-11');
        expect(await told()).toEqual([]);
      });

      test('G10: of a person who may sign it is confirmed by a second one, whom the database asks for too', async () => {
        const giverId = await aGiver();
        const [former] = await postsOf(giverId);
        expect(await corrects(giverId, 0, 'préfète')).toEqual(expect.any(String));
        expect(await postsOf(giverId)).toEqual([former]);
        const alone = db.database.prisma.posting.updateMany({ where: { personId: giverId }, data: { quality: 'x' } });
        await expect(alone).rejects.toThrow(/two administrators confirm/);
        const refused = await aPerson('Paul').postedIn(court).make(db.database);
        expect(await corrects(refused, 0, 'greffier')).toBeNull();
      });

      test('goes on when another post says the same words in other letters', async () => {
        const giverId = await aGiver();
        await published(giverId);
        const [{ quality } = { quality: '' }] = await postsOf(giverId);
        await leaves(giverId);
        await goesOn(giverId, quality.toUpperCase());
        await looked('2026-03-11');
        expect(await told()).toEqual([]);
      });

      test('G10: gets no power back that another office had ended; nor does anybody correct their own post', async () => {
        const giverId = await aGiver();
        await published(giverId);
        const [{ quality } = { quality: '' }] = await postsOf(giverId);
        await leaves(giverId);
        await goesOn(giverId, 'chargée de mission');
        await expect(corrected(giverId, 1, quality)).rejects.toMatchObject({ code: 'delegation-revived' });
        await corrected(giverId, 0, quality.toUpperCase());
        await corrected(giverId, 0, quality);
        expect((await postsOf(giverId)).map((post) => post.quality)).toEqual([quality, 'chargée de mission']);
        await looked('2026-03-11');
        expect((await told()).map(({ message }) => message)).toEqual(['delegation-giver-left']);
        await expect(corrects(adminId, 0, 'présidente')).rejects.toMatchObject({ code: 'own-right' });
        await expect(corrects(giverId, 0, 'x', delegateId)).rejects.toMatchObject({ code: 'not-found' });
      });
    });
  });

  test('is removed before it begins, never after; a stranger knows nothing of it', async () => {
    const begun = await given();
    await expect(removeDelegation(db, await change(), { id: begun })).rejects.toMatchObject({ code: 'period-began' });
    await expect(removeDelegation(db, await change(delegateId), { id: begun })).rejects.toMatchObject({
      code: 'not-found',
    });
    const later = await given({ matters: ['mobilite'], from: '2099-09-01', until: '2099-12-31' });
    await removeDelegation(db, await change(), { id: later });
    expect(await kept()).toMatchObject([{ id: begun }]);
    expect(await verbs()).toEqual(['delegation.create', 'delegation.create', 'delegation.remove']);
  });
});
