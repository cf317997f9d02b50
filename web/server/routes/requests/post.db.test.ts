import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { decisionsFor } from '#prisma/repositories/requests/contests.ts';
import { aPortal, type Browser, type TestPortal } from '../../testing/portal.ts';
import { aWorld, type World } from '../../testing/world.ts';

const NUMBER = '1A12345678901';
const TODAY = parisDay(new Date());

let portal: TestPortal;
let world: World;
let claire: Browser;
let nadia: Browser;
beforeAll(async () => {
  portal = await aPortal();
  world = await aWorld(portal, { owner: 'claire.agent', superior: 'paul.superieur', signer: 'sophie.signataire' });
  claire = await portal.as('claire.agent');
  nadia = await portal.as('nadia.gestionnaire');
});
afterAll(() => portal.close());

const done = () => world.at.done;
const addressOf = ({ requestId, actId } = done()) => `/api/requests/${requestId}/acts/${actId}/post`;
const send = (browser: Browser, letter: object, address = addressOf()) =>
  browser.post(address).send({ sentOn: TODAY, trackingNumber: NUMBER, ...letter });
const receive = (browser: Browser, id: string, receivedOn = TODAY) =>
  browser.post(`${addressOf()}/${id}/receipt`).send({ receivedOn });
const REASON = 'Lu sur un autre avis de réception.';
const correct = (browser: Browser, id: string, given: object) =>
  browser.post(`${addressOf()}/${id}/correction`).send({ receivedOn: TODAY, reason: REASON, ...given });
const lettersFor = async (browser: Browser) =>
  (await browser.get(`/api/requests/${done().requestId}`).expect(200)).body.acts[0].post;
const audited = async () => {
  const { prisma } = portal.dependencies.database;
  const where = { chain: world.ownerId, verb: { startsWith: 'notification.post' } };
  return (await prisma.auditEvent.findMany({ where, orderBy: { sequence: 'asc' } })).map(({ verb }) => verb);
};

describe('an act sent to its agent by post', () => {
  test('is recorded with its day and number, then with the day it was received; the agent reads both', async () => {
    const { body } = await send(nadia, { trackingNumber: ' 1a 123 456 7890 1 ' }).expect(201);
    const sent = { id: body.id, trackingNumber: NUMBER, sentOn: TODAY, receivedOn: null };
    expect(await lettersFor(claire)).toMatchObject([{ ...sent, recordedBy: { firstName: 'Nadia' } }]);

    await receive(nadia, body.id).expect(204);
    for (const reader of [claire, nadia])
      expect(await lettersFor(reader)).toMatchObject([{ ...sent, receivedOn: TODAY }]);
    expect(await audited()).toEqual(['notification.post', 'notification.post-receive']);
    const { body: progress } = await claire.get(`/api/requests/${done().requestId}/progress`).expect(200);
    expect(progress.entries.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['posted', 'post-received']),
    );
  });

  test('is recorded once under a number, and received once', async () => {
    const before = [await lettersFor(nadia), await audited()];
    expect((await send(nadia, {})).body.code).toBe('post-recorded');
    expect((await receive(nadia, before[0][0].id)).body.code).toBe('post-received');
    expect([await lettersFor(nadia), await audited()]).toEqual(before);
  });

  test('whose day of receipt was mistyped is corrected, with why; the former day stays, and the agent reads both', async () => {
    const { prisma } = portal.dependencies.database;
    // It left ten days ago, was received five days ago, and was typed as received today.
    const [left, came] = [dayAfter(TODAY, { days: -10 }), dayAfter(TODAY, { days: -5 })];
    const { id } = await prisma.postalNotice.findFirstOrThrow({ where: { actId: done().actId ?? '' } });
    await portal.db.asOwner('update postal_notice set sent_on = $2 where id = $1', [id, left]);
    const appeal = async () =>
      (await claire.get(`/api/requests/${done().requestId}`).expect(200)).body.acts[0].appeal.begunOn;
    expect(await appeal()).toBe(TODAY);
    await correct(nadia, id, { receivedOn: came }).expect(204);
    await correct(nadia, id, { receivedOn: came }).expect(204);
    const first = { formerly: TODAY, by: { firstName: 'Nadia' }, reason: REASON };
    for (const reader of [claire, nadia])
      expect(await lettersFor(reader)).toMatchObject([{ id, receivedOn: came, corrections: [first] }]);
    expect(await appeal()).toBe(came);
    expect((await decisionsFor(prisma, world.ownerId)).map(({ notifiedOn }) => notifiedOn)).toContain(came);
    expect((await audited()).at(-1)).toBe('notification.post-correct');
    expect((await audited()).filter((verb) => verb === 'notification.post-correct')).toHaveLength(1);
    const { body: progress } = await claire.get(`/api/requests/${done().requestId}/progress`).expect(200);
    expect(progress.entries).toContainEqual(
      expect.objectContaining({ kind: 'post-corrected', params: expect.objectContaining({ reason: REASON }) }),
    );
    // What was written first is there still, and a correction is corrected in its turn.
    expect(await prisma.postalNotice.findUniqueOrThrow({ where: { id } })).toMatchObject({
      receivedOn: new Date(TODAY),
    });
    await Promise.all(
      [-4, -3].map((days) => correct(nadia, id, { receivedOn: dayAfter(TODAY, { days }) }).expect(204)),
    );
    const [{ corrections, receivedOn }] = await lettersFor(claire);
    expect(corrections).toHaveLength(3);
    expect(corrections[1].formerly).toBe(came);
    expect([corrections[2].formerly, receivedOn].sort()).toEqual(
      [-4, -3].map((days) => dayAfter(TODAY, { days })).sort(),
    );
    await correct(nadia, id, { receivedOn: TODAY }).expect(204);
  });

  test('is corrected to no day on which it cannot have come, without a reason, of a letter not received, or by its agent', async () => {
    const [{ id }] = await lettersFor(nadia);
    for (const receivedOn of ['2020-01-01', '2090-01-01'])
      expect((await correct(nadia, id, { receivedOn })).body.code).toBe('post-day-impossible');
    await correct(nadia, id, { reason: ' ' }).expect(400);
    await correct(claire, id, {}).expect(403);
    const { body: letter } = await send(nadia, { trackingNumber: 'NOTYETRECEIVED' }).expect(201);
    await correct(nadia, letter.id, {}).expect(404);
  });

  test.each([
    ['before the act is sealed', '2020-01-01'],
    ['on a day to come', '2090-01-01'],
  ])('does not leave %s', async (_when, sentOn) => {
    const { status, body } = await send(nadia, { sentOn, trackingNumber: 'ANOTHER12345' });
    expect([status, body.code]).toEqual([422, 'post-day-impossible']);
  });

  test.each([
    ['before it left', '2020-01-01'],
    ['on a day to come', '2090-01-01'],
  ])('is not received %s', async (when, receivedOn) => {
    const trackingNumber = `RECEIVED${when.length}`;
    const { body: letter } = await send(nadia, { trackingNumber }).expect(201);
    const { status, body } = await receive(nadia, letter.id, receivedOn);
    expect([status, body.code]).toEqual([422, 'post-day-impossible']);
  });

  test.each(['', '1234567', 'RA 12-345', '1A1234567890\u0000'])('has a number that can be one: not « %s »', (number) =>
    send(nadia, { trackingNumber: number }).expect(400),
  );

  test('is recorded neither by its agent nor of an act that is not sealed, nor under another request', async () => {
    await send(claire, {}).expect(403);
    await send(await portal.as('karim.benali'), {}).expect(404);
    const { body } = await send(nadia, {}, addressOf(world.at.signature));
    expect(body.code).toBe('act-not-sealed');
    await send(nadia, {}, addressOf({ ...world.at.opinion, actId: done().actId ?? '' })).expect(404);
  });
});

describe('the application’s own role', () => {
  const row = (more: Record<string, unknown> = {}) => ({
    ...{ actId: done().actId ?? '', trackingNumber: 'BYROLE12345', sentOn: new Date(), recordedAt: new Date() },
    ...{ recordedById: '0198d2b1-7c00-7000-8000-000000000000', ...more },
  });
  const write = (more: Record<string, unknown>) =>
    portal.dependencies.database.prisma.postalNotice.create({ data: row(more) as never });

  test('writes no letter of an act that is not sealed, of before its seal, or of the agent themself', async () => {
    for (const more of [
      { actId: world.at.signature.actId },
      { sentOn: new Date('2020-01-01') },
      { recordedById: world.ownerId },
      { receivedOn: new Date(), receivedById: world.ownerId },
    ])
      await expect(write(more)).rejects.toThrow(/postal notice of act/);
    await expect(write({ receivedOn: new Date() })).rejects.toThrow(/received_whole/);
  });

  test('changes neither what was sent nor when it was received', async () => {
    const { prisma } = portal.dependencies.database;
    const { id } = await prisma.postalNotice.findFirstOrThrow({ where: { receivedOn: { not: null } } });
    for (const data of [{ sentOn: new Date() }, { trackingNumber: 'OTHER12345' }, { recordedById: world.ownerId }])
      await expect(prisma.postalNotice.update({ where: { id }, data })).rejects.toThrow(/denied/);
    const again = { receivedOn: new Date('2030-01-01') };
    await expect(prisma.postalNotice.update({ where: { id }, data: again })).rejects.toThrow(/received once/);
    await expect(prisma.postalNotice.delete({ where: { id } })).rejects.toThrow(/denied/);
  });

  test('writes no correction out of turn, of before the letter left, or of the agent themself, and takes none back', async () => {
    const { prisma } = portal.dependencies.database;
    const { id: noticeId, sentOn } = await prisma.postalNotice.findFirstOrThrow({
      where: { corrections: { some: {} } },
    });
    const number = 1 + (await prisma.postalCorrection.count({ where: { noticeId } }));
    const row = {
      noticeId,
      number,
      receivedOn: new Date(),
      byId: await portal.personId('nadia.gestionnaire'),
      at: new Date(),
    };
    for (const more of [
      { number: number + 1 },
      { receivedOn: new Date(sentOn.getTime() - 86_400_000) },
      { byId: world.ownerId },
    ])
      await expect(
        prisma.postalCorrection.create({ data: { ...row, id: crypto.randomUUID(), ...more } }),
      ).rejects.toThrow(/correction of postal notice/);
    await expect(prisma.postalCorrection.updateMany({ data: { receivedOn: sentOn } })).rejects.toThrow(/denied/);
    await expect(prisma.postalCorrection.deleteMany()).rejects.toThrow(/denied/);
  });
});
