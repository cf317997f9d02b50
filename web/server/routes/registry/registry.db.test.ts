import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Fate } from '#domain/archive/retention.ts';
import { canReadRegistered } from '#domain/permissions/registry.ts';
import { reserveNumber } from '#prisma/repositories/acts/numbers.ts';
import { registryAfter, registrySelection } from '#prisma/repositories/acts/registry.ts';
import { overUntil } from '#prisma/repositories/acts/retention.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aSealedAct, laterActKinds, type Touching } from '#prisma/testing/sealed-acts.ts';
import { aRequest } from '../../testing/circuit.ts';
import { aPortal, type Browser, PART_TIME, type TestPortal } from '../../testing/portal.ts';

const DAY = '2026-11-20';
let portal: TestPortal;
let nadia: Browser;
/** Numbers of the acts of Claire, of the court of Valmont, the first to the last. */
const claires: string[] = [];
let requestNumber: string;

beforeAll(async () => {
  portal = await aPortal();
  nadia = await portal.as('nadia.gestionnaire');
  const { prisma } = portal.dependencies.database;
  for (const [n, kind] of ['Arrêté', 'Décision', 'Arrêté'].entries()) {
    const requestId = await aRequest(await portal.as('claire.agent'));
    claires.push(await anAct(requestId, kind, `${DAY}T10:0${n}:00Z`));
    ({ number: requestNumber } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } }));
  }
  // Of another direction, of another year, and of whoever keeps the registry.
  await anAct(await aRequest(await portal.as('hugo.lemaire')), 'Arrêté', `${DAY}T11:00:00Z`);
  claires.unshift(await anAct(await aRequest(await portal.as('claire.agent')), 'Arrêté', '2025-11-20T10:00:00Z'));
  await anAct(await aRequest(nadia), 'Arrêté', `${DAY}T12:00:00Z`);
});
afterAll(() => portal.close());

async function anAct(requestId: string, kind: string, at: string): Promise<string> {
  const { database } = portal.dependencies;
  const content = { kind };
  const act = await database.prisma.act.create({ data: { requestId, template: 'act', title: kind, content } });
  const reserved = await database.transaction((tx) => reserveNumber(tx, act.id, new Date(at)));
  return reserved?.number ?? '';
}

const page = async (who: Browser, query = '') => (await who.get(`/api/registry?${query}`).expect(200)).body;
const numbers = async (who: Browser, query = ''): Promise<string[]> =>
  (await page(who, query)).items.map(({ number }: { number: string }) => number);

describe('the registry of acts', () => {
  test('has every number of the structures that one manages, the last first, but those of one’s own acts', async () => {
    expect(await numbers(nadia)).toEqual(claires.toReversed());
    const { items } = await page(nadia);
    expect(items[0]).toMatchObject({
      ...{ nature: 'arrete', state: 'reserved', unusedBecause: null, signedAt: null, opens: true },
      ...{ agent: { lastName: 'Agnelet' }, kind: { fr: 'Temps partiel sur autorisation' } },
    });
  });

  test('reads whom the rule lets read, and nobody else', async () => {
    const { prisma } = portal.dependencies.database;
    const lines = await prisma.registeredAct.findMany({ include: { structure: true } });
    for (const name of ['nadia.gestionnaire', 'adam.administrateur', 'paul.superieur', 'alice.analyste']) {
      const actor = await actorFacts(prisma, await portal.personId(name));
      const may = lines.filter(({ agentId, structure }) =>
        canReadRegistered(actor, { agentId, structurePath: structure.path }, DAY),
      );
      const reader = await portal.as(name);
      if (may.length === 0) await reader.get('/api/registry').expect(403);
      else expect((await numbers(reader)).sort()).toEqual(may.map(({ number }) => number).sort());
    }
  });

  test('is searched by number, by the request’s, by agent and by kind, and filtered', async () => {
    const [former, first, second, third] = claires;
    expect(await numbers(nadia, `q=${first}`)).toEqual([first]);
    expect(await numbers(nadia, 'q=2026-tj-valmont-d')).toEqual([second]);
    expect(await numbers(nadia, `q=${requestNumber}`)).toEqual([third]);
    expect(await numbers(nadia, 'q=agnelet%20temps')).toEqual([third, second, first, former]);
    expect(await numbers(nadia, 'q=lemaire')).toEqual([]);
    expect(await numbers(nadia, 'year=2025')).toEqual([former]);
    expect(await numbers(nadia, 'nature=decision')).toEqual([second]);
    expect(await numbers(nadia, 'state=in-force')).toEqual([]);
    const { structures, years } = (await nadia.get('/api/registry/filters').expect(200)).body;
    expect(years).toEqual([2026, 2025]);
    for (const { id, name } of structures as { id: string; name: string }[])
      expect([name, await numbers(nadia, `structureId=${id}`)]).toEqual([
        name,
        /Valmont/.test(name) ? claires.toReversed() : [],
      ]);
  });

  test('turns its pages by the line that one follows', async () => {
    const [former, first, second, third] = claires;
    const start = await page(nadia, 'pageSize=2');
    expect([start.total, start.previous]).toEqual([4, null]);
    expect(await numbers(nadia, 'pageSize=2')).toEqual([third, second]);
    const end = await page(nadia, `pageSize=2&after=${start.next}`);
    expect(end.items.map(({ number }: { number: string }) => number)).toEqual([first, former]);
    expect(await numbers(nadia, `pageSize=2&before=${end.previous}`)).toEqual([third, second]);
  });

  test('is read to its end, though what is looked at be nobody’s that one keeps', async () => {
    const { prisma } = portal.dependencies.database;
    const asked = { keeperId: await portal.personId('nadia.gestionnaire'), day: DAY, until: new Date('2027-01-01') };
    const read: string[] = [];
    let [after, statements]: [string | null, number] = [null, 0];
    do {
      const { rows, next } = await registryAfter(prisma, { ...asked, after, max: 2, lookedAt: 1 });
      read.push(...rows.map(({ number }) => number));
      [after, statements] = [next, statements + 1];
    } while (after !== null);
    expect([read, statements]).toEqual([claires, 7]);
  });

  test('leaves as a file that says at its end how many lines it has, and the journal says who took it', async () => {
    const { prisma } = portal.dependencies.database;
    const { text, headers } = await nadia.get('/api/registry/export?year=2026&q=agnelet').expect(200);
    expect(headers['content-type']).toMatch(/^text\/csv/);
    const lines = text.replace('\uFEFF', '').trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^Numéro;Nature;/);
    expect(lines.slice(1, -1).map((line) => line.split(';')[0])).toEqual(claires.slice(1));
    expect(lines.at(-1)).toBe('Fin du registre;3 lignes');
    const [event] = await prisma.auditEvent.findMany({ where: { verb: 'registry.export' } });
    expect(event).toMatchObject({ actorId: await portal.personId('nadia.gestionnaire') });
    const payload = await prisma.auditPayload.findFirstOrThrow({
      where: { chain: event?.chain ?? '', sequence: event?.sequence ?? 0 },
    });
    expect(payload.content).toEqual({ narrowed: true, year: 2026 });
  });
});

describe('the archive of what is listed', () => {
  test('is of signed acts alone, and says how many they are', async () => {
    await nadia.get('/api/registry/archive/size').expect(404);
    expect((await nadia.get('/api/registry/archive').expect(404)).body.code).toBe('archive-empty');
    const { prisma } = portal.dependencies.database;
    const [agentId, signerId] = [await portal.personId('claire.agent'), await portal.personId('sophie.signataire')];
    const structure = await prisma.structure.findFirstOrThrow({ where: { name: { contains: 'Valmont' } } });
    const claire = { agentId, signerId, structure, kind: PART_TIME };
    const { actId, requestId } = await aSealedAct(portal.db, claire, '2026-11-21');
    expect((await nadia.get('/api/registry/archive/size').expect(200)).body).toEqual({ acts: 1, bytes: 0 });

    // More files than a .zip may have, of however few bytes.
    await portal.db.asOwner(
      `insert into piece (id, sha256, size, media_type, file_name, piece_type, owner_id, request_id)
       select gen_random_uuid(), repeat('c', 64), 1, 'application/pdf', 'x.pdf', 'justificatif', $1, $2 from generate_series(1, 60001)`,
      [agentId, requestId],
    );
    for (const road of ['/size', '']) {
      const { status, body } = await nadia.get(`/api/registry/archive${road}`);
      expect([status, body.code, body.params]).toEqual([
        422,
        'archive-too-large',
        { max: 1000, files: 60_000, gigabytes: 3 },
      ]);
    }
    await portal.db.asOwner('alter table piece disable trigger user');
    await portal.db.asOwner('delete from piece where request_id = $1', [requestId]);
    await portal.db.asOwner('alter table piece enable trigger user');

    // Asked for once, whoever asks again; a worker carries it out.
    const found = await nadia.get('/api/registry/deposits').expect(200);
    expect(found.body).toEqual({ acts: 1, due: 0 });
    await nadia.post('/api/registry/deposits').send({ due: true }).expect(404);
    const [{ body }] = [await nadia.post('/api/registry/deposits').send({ due: false }).expect(202)];
    expect(body).toEqual({ asked: 1 });
    await nadia.post('/api/registry/deposits').send({ due: false }).expect(404);
    expect(await prisma.outbox.count({ where: { command: 'deposit-act' } })).toBe(1);
    const { items } = await page(nadia, 'deposit=waiting');
    expect(items).toMatchObject([{ deposit: { state: 'waiting', code: null, answer: null } }]);
    expect(await page(nadia, 'deposit=deposited')).toMatchObject({ items: [] });
    // However few are looked at, those whose time is over are found after acts that are kept for longer.
    const people = { agentId, signerId, structure };
    const kept = await aSealedAct(portal.db, { ...people, kind: PART_TIME }, '2009-11-21');
    const due = await aSealedAct(portal.db, { ...people, kind: 'teletravail' }, '2011-11-21');
    const asked = { keeperId: await portal.personId('nadia.gestionnaire'), day: '2026-11-22' };
    const over = await overUntil(prisma, { fate: 'destroy', day: asked.day });
    const first = async (fate?: Fate) =>
      (await registrySelection(prisma, asked, 1, fate)).map((choice) => choice.actId);
    expect(await first()).toEqual([kept.actId]);
    expect(await first('destroy')).toEqual([due.actId]);
    expect(over).not.toContainEqual(expect.objectContaining({ kind: PART_TIME }));
    // What is deposited is never written over.
    await expect(
      prisma.actDeposit.updateMany({
        where: { actId },
        data: { state: 'acknowledged', answer: 'x', answeredAt: new Date() },
      }),
    ).rejects.toThrow();
  });
});

test('an act is found by what it is that day: one that is repealed from a day to come is in force until then', async () => {
  const { prisma } = portal.dependencies.database;
  const [agentId, signerId] = [await portal.personId('claire.agent'), await portal.personId('sophie.signataire')];
  const structure = await prisma.structure.findFirstOrThrow({ where: { name: { contains: 'Valmont' } } });
  await laterActKinds(portal.db);
  const sealed = async (touching?: Touching) => {
    const { requestId, actId } = await aSealedAct(
      portal.db,
      { agentId, signerId, structure, kind: PART_TIME },
      '2026-11-22',
      touching,
    );
    const { number } = await prisma.registeredAct.findFirstOrThrow({ where: { actId } });
    return { requestId, number };
  };
  const [today, later] = [await sealed(), await sealed()];
  await sealed({ nature: 'repeals', of: today.requestId });
  await sealed({ nature: 'repeals', of: later.requestId, day: '2999-01-01' });
  expect(await numbers(nadia, 'state=repealed')).toEqual([today.number]);
  expect(await numbers(nadia, `state=in-force&q=${later.number}`)).toEqual([later.number]);
  const { items } = await page(nadia, `q=${later.number}`);
  expect(items).toMatchObject([{ state: 'in-force', touchedBy: [{ nature: 'repeals', since: '2999-01-01' }] }]);
});

test('an act is found by its number, though the code of its structure begins with a digit', async () => {
  await portal.db.asOwner(
    `update structure set code = '0751234A' where id = (select structure_id from posting where person_id = $1)`,
    [await portal.personId('claire.agent')],
  );
  const number = await anAct(await aRequest(await portal.as('claire.agent')), 'Arrêté', `${DAY}T13:00:00Z`);
  expect(number).toMatch(/^2026-0751234A-A-/);
  expect(await numbers(nadia, `q=${number}`)).toEqual([number]);
  expect(await numbers(nadia, 'q=2026-0751234a')).toEqual([number]);
});
