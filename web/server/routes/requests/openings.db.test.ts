import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import supertest from 'supertest';
import { recordSent } from '#application/evidence/record-sent.ts';
import { appealPeriod } from '#domain/act/legal/appeal-period.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { SWEEPS } from '#prisma/documents/store.ts';
import { keepEdition } from '#prisma/repositories/acts/editions.ts';
import { ownerOf } from '#prisma/testing/database.ts';
import { aPortal, type Browser, type TestPortal } from '../../testing/portal.ts';
import { aWorld, type World } from '../../testing/world.ts';

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

const prisma = () => portal.dependencies.database.prisma;
const requestId = () => world.at.done.requestId;
const actId = () => world.at.done.actId ?? '';
const file = () => `/api/requests/${requestId()}/acts/${actId()}/file`;
const archive = () => `/api/requests/${requestId()}/acts/${actId()}/archive`;
const appealFor = async (browser: Browser) =>
  (await browser.get(`/api/requests/${requestId()}`).expect(200)).body.acts[0].appeal;
const audited = async (verbs: string[]) => {
  const where = { chain: world.ownerId, verb: { in: verbs } };
  return (await prisma().auditEvent.findMany({ where, orderBy: { sequence: 'asc' } })).map(({ verb }) => verb);
};
const openings = () => audited(['act.open', 'act.download']);

describe('the time for appeal', () => {
  test('has not begun for a message that left, nor for a manager who reads the act', async () => {
    await nadia.get(file()).expect(200);
    expect([await appealFor(claire), await appealFor(nadia)]).toEqual([null, null]);
  });

  test('has not begun for whoever asks for the head of the act alone, nor for an act whose file is not there', async () => {
    const { documents } = portal.dependencies;
    const { sealedSha256 } = await prisma().act.findUniqueOrThrow({ where: { id: actId() } });
    const pieces = `/api/dossiers/${world.ownerId}/pieces`;
    const { number } = await prisma().dossierPiece.findFirstOrThrow({ where: { actId: actId() } });
    const roads = [file(), `${file()}?download=1`, `${pieces}/${number}`];
    const head = (road: string) =>
      supertest(portal.app)
        .head(road)
        .set('Cookie', claire.cookie ?? '');
    for (const road of roads) await head(road).expect(200);
    await head(archive()).expect(404);
    const bytes = await documents.read(sealedSha256 ?? '');
    const tomorrow = new Date(Date.now() + 86_400_000);
    const referenced = async (all: string[]) => new Set(all.filter((sha256) => sha256 !== sealedSha256));
    for (let turn = 0; turn < SWEEPS; turn++) await documents.sweep({ turn, before: tomorrow, referenced });
    for (const road of roads) expect((await claire.get(road)).body.code).toBe('document-missing');
    await expect(claire.get(archive())).rejects.toThrow(/aborted|hang up/);
    await documents.put(bytes);
    expect([await appealFor(claire), await openings()]).toEqual([null, []]);
  });

  test('has not begun for what a browser fetches ahead: nobody asked to read it yet', async () => {
    for (const road of [file(), archive()]) await claire.get(road).set('Sec-Purpose', 'prefetch;prerender').expect(404);
    expect(await openings()).toEqual([]);
  });

  test('has not begun for whoever loses the act on its way', async () => {
    const big = await portal.dependencies.documents.put(Buffer.alloc(64_000_000));
    const edition = { ...big, actId: actId(), number: 2, level: 'B-LTA' as const, madeAt: new Date() };
    await keepEdition(prisma(), { ...edition, stampEndsAt: new Date(Date.now() + 86_400_000) });
    const lost = createServer(portal.app);
    try {
      await once(lost.listen(0, '127.0.0.1'), 'listening');
      for (const road of [file(), `${file()}?download=1`, archive()]) {
        const ended = once(lost, 'request').then(([, response]) => once(response, 'close'));
        const { port } = lost.address() as AddressInfo;
        const asked = get({ port, path: road, headers: { cookie: claire.cookie } });
        const [answer] = await once(asked, 'response');
        await once(answer, 'readable');
        asked.destroy();
        await ended;
        expect(answer.statusCode).toBe(200);
      }
    } finally {
      lost.close();
    }
    expect([await appealFor(claire), await openings()]).toEqual([null, []]);
  });

  test('runs from the first time that the agent opens the act; both read until when', async () => {
    await Promise.all([claire.get(file()).expect(200), claire.get(file()).expect(200)]);
    const period = appealPeriod({ openedOn: TODAY, receivedOn: null });
    expect([await appealFor(claire), await appealFor(nadia)]).toEqual([period, period]);
    expect(await openings()).toEqual(['act.open']);
  });

  test('that the agent took it away is written once, beside', async () => {
    for (let turn = 0; turn < 2; turn++) await claire.get(`${file()}?download=1`).expect(200);
    expect(await openings()).toEqual(['act.open', 'act.download']);
  });
});

describe('what proves a notification', () => {
  test('is neither changed nor removed, and is of a sealed act', async () => {
    for (const statement of ['delete from act_opening', 'update act_opening set at = now()', 'truncate act_opening']) {
      await expect(prisma().$executeRawUnsafe(statement)).rejects.toThrow(/permission denied/);
      await expect(ownerOf(prisma())?.(statement)).rejects.toThrow(/neither changed nor removed/);
    }
    const { actId: unsealed = '' } = world.at.signature as { actId?: string };
    const opened = prisma().actOpening.create({ data: { actId: unsealed, what: 'opened', at: new Date() } });
    await expect(opened).rejects.toThrow(/is not sealed/);
  });

  test('says in the chain of the agent when the message left, once', async () => {
    const told = { requestId: requestId(), actId: actId(), recipientId: world.ownerId, message: 'act-signed' };
    for (const key of ['work', 'personal', 'queued'])
      await prisma().notification.create({ data: { ...told, dedupeKey: key, messageId: `<${key}@x>` } });
    await prisma().notification.updateMany({
      where: { dedupeKey: { in: ['work', 'personal'] } },
      data: { state: 'sent', sentAt: new Date() },
    });
    const record = () => recordSent({ database: portal.dependencies.database }, new Date());
    await Promise.all([record(), record()]);
    await record();
    expect(await audited(['notification.send'])).toHaveLength(2);
  });
});
