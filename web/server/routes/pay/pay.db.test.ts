import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dateColumn } from '#domain/calendar/civil-date.ts';
import { verifyChain } from '#domain/evidence/audit.ts';
import { readChain } from '#prisma/audit.ts';
import { aSensitiveRight } from '#prisma/testing/builders.ts';
import { ownerOf } from '#prisma/testing/database.ts';
import { aRequest } from '../../testing/circuit.ts';
import { aPayPiece, sendPay } from '../../testing/pay.ts';
import { aPdf, aPortal, type Browser, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
let felix: Browser;
let denise: Browser;
beforeAll(async () => {
  portal = await aPortal();
  [felix, denise] = await Promise.all([portal.as('felix.financier'), portal.as('denise.comptable')]);
});
afterAll(() => portal.close());

const structure = async (code: string) =>
  (await portal.dependencies.database.prisma.structure.findFirstOrThrow({ where: { code } })).id;
const pieceOf = async (name: string, change: Parameters<typeof aPayPiece>[2] = {}) =>
  aPayPiece(portal, await aRequest(await portal.as(name)), change);
const check = (who: Browser, id: string, checked = true) => who.put(`/api/pay/pieces/${id}/check`).send({ checked });
const send = async (who: Browser, month: string, code = 'MDD') =>
  who.post('/api/pay/batches').send({ month, structureId: await structure(code) });
const ids = async (who: Browser, query: string) =>
  (await who.get(`/api/pay/pieces?pageSize=100&${query}`).expect(200)).body.items.map(({ id }: { id: string }) => id);

describe('the pay of a month', () => {
  test('is checked, sent on a numbered bordereau, and read by the comptable from then on', async () => {
    const month = '2031-01';
    const court = await pieceOf('claire.agent', { month });
    const prison = await pieceOf('hugo.lemaire', { month });
    const unchecked = await pieceOf('lea.fontaine', { month });
    expect(await ids(denise, `month=${month}`)).toEqual([]);
    expect((await send(felix, month)).body.code).toBe('nothing-to-send');
    await check(felix, court).expect(200);
    expect((await check(felix, prison)).body).toMatchObject({ state: 'checked', checkedBy: 'Félix Finet' });
    const ready = (await felix.get(`/api/pay/ready?month=${month}`).expect(200)).body.items;
    expect(ready[0]).toMatchObject({ structureName: 'Ministère de démonstration', count: 2 });
    const first = await send(felix, month, 'TJ-VALMONT');
    expect([first.status, first.body.number, first.body.count]).toEqual([201, `${month}-0001`, 1]);
    const second = await send(felix, month);
    expect([second.status, second.body.number, second.body.count]).toEqual([201, `${month}-0002`, 1]);
    expect((await send(felix, month)).status).toBe(409);
    expect((await ids(denise, `month=${month}`)).sort()).toEqual([court, prison].sort());
    expect(await ids(felix, `month=${month}&state=to-check`)).toEqual([unchecked]);
    expect((await check(felix, court, false)).body.code).toBe('pay-piece-sent');
    const { items } = (await denise.get(`/api/pay/batches?month=${month}`).expect(200)).body;
    expect(items.map(({ number, may }: { number: string; may: unknown }) => [number, may])).toEqual([
      [`${month}-0002`, { recall: false }],
      [`${month}-0001`, { recall: false }],
    ]);
  });

  test('is taken back with its reason only, which stays; its pieces are sent again', async () => {
    const month = '2031-02';
    const id = await pieceOf('claire.agent', { month });
    await check(felix, id).expect(200);
    const batch = (await send(felix, month)).body;
    await felix.post(`/api/pay/batches/${batch.id}/recall`).send({ reason: ' ' }).expect(400);
    await denise.post(`/api/pay/batches/${batch.id}/recall`).send({ reason: 'Non.' }).expect(403);
    await felix.post(`/api/pay/batches/${batch.id}/recall`).send({ reason: 'Indice erroné.' }).expect(200);
    const again = await felix.post(`/api/pay/batches/${batch.id}/recall`).send({ reason: 'Indice erroné.' });
    expect([again.status, again.body.code]).toEqual([409, 'batch-recalled']);
    expect(await ids(denise, `month=${month}`)).toEqual([]);
    const { items } = (await denise.get(`/api/pay/batches?month=${month}`).expect(200)).body;
    expect(items).toMatchObject([{ number: `${month}-0001`, count: 1, recallReason: 'Indice erroné.' }]);
    expect((await send(felix, month)).body.number).toBe(`${month}-0002`);
    const { database } = portal.dependencies;
    await expect(database.prisma.payPiece.delete({ where: { id } })).rejects.toThrow();
    await expect(
      database.prisma.payPiece.update({ where: { id }, data: { sentAt: null, batchId: null } }),
    ).rejects.toThrow();
    const verbs = (await database.prisma.auditEvent.findMany({ where: { chain: 'system' } })).map(({ verb }) => verb);
    expect(verbs.filter((verb) => verb.startsWith('pay.')).slice(-3)).toEqual(['pay.send', 'pay.recall', 'pay.send']);
    expect(await database.transaction(async (tx) => verifyChain(await readChain(tx, 'system')))).toBeNull();
  });

  test('two who send at once make one bordereau', async () => {
    const month = '2031-03';
    const id = await pieceOf('claire.agent', { month });
    await check(felix, id).expect(200);
    const answers = await Promise.all([send(felix, month), send(felix, month)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test('nobody checks nor sends what is about themself', async () => {
    const month = '2031-04';
    const own = await pieceOf('felix.financier', { month });
    const refused = await check(felix, own);
    expect([refused.status, refused.body.code]).toEqual([403, 'own-pay']);
    const { prisma } = portal.dependencies.database;
    const adamId = await portal.personId('adam.administrateur');
    await prisma.payPiece.update({ where: { id: own }, data: { checkedAt: new Date(), checkedById: adamId } });
    expect((await send(felix, month)).body.code).toBe('nothing-to-send');
  });
});

describe('who reads pay', () => {
  test('a finance officer of another structure sees nothing of it, and a right that ended shows nothing', async () => {
    const month = '2031-05';
    const id = await pieceOf('claire.agent', { month });
    const { prisma } = portal.dependencies.database;
    const personId = await portal.personId('ines.caron');
    const structureId = await structure('DAP');
    const right = await aSensitiveRight(prisma, {
      ...{ personId, role: 'financier', structureId, from: dateColumn('2024-01-01') },
    });
    const ines = await portal.as('ines.caron');
    expect(await ids(ines, `month=${month}`)).toEqual([]);
    await check(ines, id).expect(404);
    await ines.get(`/api/pay/pieces/${id}/act`).expect(404);
    await ines.get(`/api/pay/agents/${await portal.personId('claire.agent')}`).expect(404);
    expect((await send(ines, month, 'MDD')).status).toBe(404);
    await prisma.habilitation.update({ where: { id: right.id }, data: { until: dateColumn('2024-01-02') } });
    await ines.get('/api/pay/pieces').expect(403);
  });

  test('the list and the check agree on what each may see', async () => {
    const month = '2031-06';
    const unsent = await pieceOf('claire.agent', { month });
    expect(await ids(felix, `month=${month}`)).toEqual([unsent]);
    expect(await ids(denise, `month=${month}`)).toEqual([]);
    await denise.get(`/api/pay/pieces/${unsent}/act`).expect(404);
    await denise.get(`/api/pay/agents/${await portal.personId('camille.roche')}`).expect(404);
  });

  test('finds an agent by name or number, a month, a movement', async () => {
    const month = '2031-07';
    const quota = await pieceOf('claire.agent', { month });
    const step = await pieceOf('claire.agent', { month, movement: 'echelon', facts: [{ key: 'index', value: 435 }] });
    await pieceOf('hugo.lemaire', { month });
    expect((await ids(felix, `month=${month}&q=agnelet`)).sort()).toEqual([quota, step].sort());
    expect((await ids(felix, `month=${month}&q=D10001`)).sort()).toEqual([quota, step].sort());
    expect(await ids(felix, `month=${month}&movement=echelon`)).toEqual([step]);
    await felix.get('/api/pay/pieces?month=2031-13').expect(400);
  });
});

describe('an agent’s accounting file', () => {
  test('tells what is in force, from the pieces alone, and that it was read', async () => {
    const lea = { month: '2026-01', effectDate: '2020-01-01' } as const;
    const over = await pieceOf('lea.fontaine', { ...lea, effectUntil: '2020-12-31' });
    const former = await pieceOf('lea.fontaine', {
      ...lea,
      movement: 'echelon',
      facts: [{ key: 'index', value: 373 }],
    });
    const current = await pieceOf('lea.fontaine', {
      month: '2026-02',
      effectDate: '2025-06-01',
      movement: 'echelon',
      facts: [{ key: 'index', value: 378 }],
    });
    const toCome = await pieceOf('lea.fontaine', { month: '2035-01', effectDate: '2035-01-01', movement: 'echelon' });
    const leaId = await portal.personId('lea.fontaine');
    const { body } = await felix.get(`/api/pay/agents/${leaId}`).expect(200);
    expect(body.agent).toMatchObject({ lastName: 'Fontaine', employeeNumber: 'D10023' });
    expect(body.inForce.map(({ id }: { id: string }) => id)).toEqual([current]);
    expect(body.toCome.map(({ id }: { id: string }) => id)).toContain(toCome);
    const all = body.months.flatMap(({ pieces }: { pieces: { id: string }[] }) => pieces.map(({ id }) => id));
    for (const id of [over, former, current, toCome]) expect(all).toContain(id);
    const { consultations } = (await (await portal.as('lea.fontaine')).get('/api/dossiers/mine').expect(200)).body;
    expect(consultations[0]).toMatchObject({ what: 'pay', by: { lastName: 'Finet' } });
  });

  test('the act behind a piece is read by its address there, and the reading is traced', async () => {
    const { documents, database } = portal.dependencies;
    const { sha256 } = await documents.put(await aPdf('Arrêté'));
    const requestId = await aRequest(await portal.as('claire.agent'));
    const act = await database.prisma.act.create({
      data: { requestId, template: 'act', title: 'Arrêté', content: {} },
    });
    const id = await aPayPiece(portal, requestId, { month: '2031-08', actId: act.id, actSha256: sha256 });
    await felix.get(`/api/pay/pieces/${id}/act`).expect(200).expect('Content-Type', 'application/pdf');
    await felix.get(`/api/requests/${requestId}/acts/${act.id}/file`).expect(404);
    const trace = await database.prisma.consultation.findFirst({ where: { subject: act.id } });
    expect(trace).toMatchObject({ byId: await portal.personId('felix.financier'), what: 'act' });
  });
});

test('pieces sorted by reference follow the order of filing past the millionth request', async () => {
  const month = '2031-11';
  await ownerOf(portal.dependencies.database.prisma)?.("select setval('request_number', 999998)");
  const [last, millionth] = [await pieceOf('claire.agent', { month }), await pieceOf('hugo.lemaire', { month })];
  expect(await ids(felix, `month=${month}&sort=reference`)).toEqual([last, millionth]);
  expect(await ids(felix, `month=${month}&sort=-reference`)).toEqual([millionth, last]);
});

describe('the list of a month', () => {
  test('is CSV that a spreadsheet reads and cannot be made to run', async () => {
    const month = '2031-09';
    await pieceOf('claire.agent', { month, facts: [{ key: 'note', value: '=1+1;"x"' }] });
    const { text, headers } = await felix.get(`/api/pay/months/${month}/list.csv?lang=en`).expect(200);
    expect(headers['content-type']).toMatch(/^text\/csv/);
    expect(text.startsWith('\uFEFFMonth;Transmittal;')).toBe(true);
    const [, line = ''] = text.split('\r\n');
    expect(line).toContain(`${month};;2026-`);
    expect(line).toContain(';Agnelet;Claire;');
    expect(line).toContain('"note: =1+1;""x""";To check;');
    expect((await denise.get(`/api/pay/months/${month}/list.csv`).expect(200)).text).toMatch(
      /^\uFEFFMois;[^\r]+\r\nFin de la liste;0 ligne\r\n$/,
    );
  });

  test('holds a whole month, however long, by agent, and says in the journal how much it was', async () => {
    const month = '2031-12';
    const first = await pieceOf('claire.agent', { month });
    const { prisma } = portal.dependencies.database;
    const many = 1_200;
    await portal.db.asOwner('alter table pay_piece disable trigger user');
    await portal.db.asOwner(
      `insert into pay_piece (id, agent_id, structure_id, month, movement, effect_date, facts, request_id, created_at)
       select gen_random_uuid(), p.agent_id, p.structure_id, p.month, 'other-' || n, p.effect_date, p.facts, p.request_id, p.created_at
         from pay_piece p, generate_series(1, ${many}) n where p.id = '${first}'`,
    );
    await portal.db.asOwner('alter table pay_piece enable trigger user');
    const { text } = await felix.get(`/api/pay/months/${month}/list.csv`).expect(200);
    const [, ...lines] = text.trimEnd().split('\r\n');
    expect(lines.pop()).toBe(`Fin de la liste;${many + 1} lignes`);
    expect([lines.length, new Set(lines.map((line) => line.split(';')[0]))]).toEqual([many + 1, new Set([month])]);
    const said = await prisma.auditPayload.findFirst({ where: { content: { path: ['month'], equals: month } } });
    expect(said?.content).toEqual({ month, count: many + 1 });
  });

  test('says the day of sending as it was in Paris', async () => {
    const month = '2031-10';
    const id = await pieceOf('claire.agent', { month });
    await sendPay(portal, id, new Date('2031-09-30T22:30:00Z'));
    const { text } = await felix.get(`/api/pay/months/${month}/list.csv`).expect(200);
    expect(text).toMatch(/;Adressée;2031-10-01;\r\n/);
  });
});
