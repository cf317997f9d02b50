import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { eveOf } from '#domain/calendar/period.ts';
import { verifyChain } from '#domain/evidence/audit.ts';
import { readChain, readPayloads } from '#prisma/audit.ts';
import { confirmed, givenByTwo } from '../../testing/by-two.ts';
import { aFilledDraft, aPortal, type Browser, PART_TIME, type TestPortal } from '../../testing/portal.ts';

const DAY_MS = 24 * 3_600_000;
const BASE = '/api/administration';
const today = () => parisDay(new Date());
const inDays = (days: number) => parisDay(new Date(Date.now() + days * DAY_MS));

let portal: TestPortal;
let adam: Browser;
/** Administers one court and what is below it. */
let local: Browser;
beforeAll(async () => {
  portal = await aPortal();
  adam = await portal.as('adam.administrateur');
  // Supérieure of another court than those whose absences are recorded: she gains no opinion by them.
  await givenByTwo(portal, { who: 'camille.roche', role: 'administrateur', on: 'CA-VALMONT' });
  local = await portal.as('camille.roche');
});
afterAll(() => portal.close());

const prisma = () => portal.dependencies.database.prisma;
const structureId = async (code: string) => (await prisma().structure.findUniqueOrThrow({ where: { code } })).id;
const personNamed = async (name: string) =>
  (await prisma().person.findFirstOrThrow({ where: { workEmail: `${name}@harmonie.example` } })).id;

interface Given {
  readonly who: string;
  readonly role: string;
  readonly on: string;
  readonly from?: string;
  readonly until?: string | null;
  readonly byRight?: boolean;
  readonly powerReference?: string;
  readonly inNameOf?: string;
  readonly appointment?: object;
  readonly by?: Browser;
}
/** A request that can still be asserted on, made of things that must be looked up first. */
function give({ who, role, on, from = today(), until = null, byRight = false, by = adam, ...power }: Given) {
  return later(by, `${BASE}/habilitations`, async () => ({
    personId: await personNamed(who),
    structureId: await structureId(on),
    role,
    byRight,
    ...power,
    from,
    until,
    reason: 'Décision du chef de service.',
  }));
}
function later(by: Browser, address: string, body: () => Promise<object>) {
  const sent = async () => by.post(address).send(await body());
  return {
    expect: async (status: number, code?: string) => {
      const answer = await sent();
      expect([answer.status, answer.body.code ?? code]).toEqual([status, code ?? answer.body.code]);
      return answer.body;
    },
  };
}
const end = (by: Browser, what: string, id: string, until: string) =>
  by.post(`${BASE}/${what}/${id}/end`).send({ until, reason: 'Fin de mission.' });
const remove = (by: Browser, what: string, id: string) =>
  by.post(`${BASE}/${what}/${id}/removal`).send({ reason: 'Saisie par erreur.' });

describe('a right', () => {
  test('is given, listed, ended, and its trace says what was there and why', async () => {
    const { id } = await give({ who: 'claire.agent', role: 'valideur', on: 'TJ-VALMONT' }).expect(201);
    const page = await adam.get(`${BASE}/habilitations?q=Agnelet&state=in-force`).expect(200);
    expect(page.body.items).toMatchObject([
      { id, role: 'valideur', state: 'in-force', structure: { code: 'TJ-VALMONT' } },
    ]);
    await end(adam, 'habilitations', id, today()).expect(204);
    const claire = await personNamed('claire.agent');
    const events = await readChain(prisma(), claire);
    expect(events.slice(-2).map(({ verb }) => verb)).toEqual(['habilitation.create', 'habilitation.end']);
    const payloads = await readPayloads(prisma(), claire);
    expect(payloads.at(-1)?.content).toMatchObject({
      before: { role: 'valideur', until: null },
      after: { until: today() },
      reason: 'Fin de mission.',
    });
    expect(verifyChain(events, payloads)).toBeNull();
  });

  test('is never given to oneself, nor ended by oneself', async () => {
    await give({ who: 'adam.administrateur', role: 'signataire', on: 'MDD' }).expect(403, 'own-right');
    await give({ who: 'camille.roche', role: 'valideur', on: 'TJ-VALMONT', by: local }).expect(403, 'own-right');
    const own = await prisma().habilitation.findFirstOrThrow({
      where: { personId: await personNamed('adam.administrateur') },
    });
    expect((await end(adam, 'habilitations', own.id, inDays(3))).body.code).toBe('own-right');
  });

  test('is given only within what one administers', async () => {
    await give({ who: 'claire.agent', role: 'gestionnaire', on: 'TJ-RIVEBELLE', by: local }).expect(201);
    await give({ who: 'claire.agent', role: 'gestionnaire', on: 'DSJ', by: local }).expect(404, 'not-found');
    await give({ who: 'claire.agent', role: 'gestionnaire', on: 'MA-ROCHEFONTAINE', by: local }).expect(404);
    const elsewhere = await prisma().habilitation.findFirstOrThrow({
      where: { personId: await personNamed('karim.benali') },
    });
    await end(local, 'habilitations', elsewhere.id, inDays(1)).expect(404);
    const { body } = await local.get(`${BASE}/habilitations?pageSize=100`).expect(200);
    const codes = new Set(body.items.map((item: { structure: { code: string } }) => item.structure.code));
    expect([...codes].sort()).toEqual(['CA-VALMONT', 'TJ-RIVEBELLE', 'TJ-VALMONT']);
  });

  test.each<[string, Partial<Given>, string]>([
    ['begins in the past', { from: '2020-01-01' }, 'period-in-past'],
    ['ends before it begins', { from: inDays(5), until: inDays(4) }, 'period-upside-down'],
    ['overlaps the same right', { who: 'nadia.gestionnaire', on: 'CA-VALMONT' }, 'period-overlaps'],
    ['is a signature by right of someone who does not sign', { byRight: true }, 'bad-request'],
    ['has the text of a power without a signature by right', { powerReference: 'le décret' }, 'bad-request'],
  ])('that %s is refused with its reason', async (_what, change, code) => {
    const given = { who: 'lea.fontaine', role: 'gestionnaire', on: 'TJ-RIVEBELLE', ...change };
    const status = { 'period-in-past': 422, 'period-upside-down': 422, 'period-overlaps': 409 }[code] ?? 400;
    await give(given).expect(status, code);
  });

  test('begins once the appointment that it stands on gives the power, and is shown with it', async () => {
    const appointment = {
      reference: 'l’arrêté du 3 mars 2025 portant nomination de Mme Camille Roche',
      ...{ signedOn: '2025-03-03', publishedOn: today(), effectiveOn: '2025-03-03' },
    };
    const power = { who: 'camille.roche', role: 'signataire', on: 'BPAIE', byRight: true, appointment };
    await give(power).expect(409, 'power-before-appointment');
    await give({ ...power, appointment: { ...appointment, publishedOn: inDays(1) } }).expect(
      422,
      'publication-in-future',
    );
    const byText = { powerReference: 'le décret n° 2005-850', inNameOf: 'le ministre' };
    const unpublished = { ...appointment, publishedOn: null };
    await give({ ...power, ...byText, appointment: unpublished }).expect(400, 'bad-request');
    const published = { ...appointment, publishedOn: eveOf(today()) };
    const { proposalId } = await give({ ...power, appointment: published }).expect(202);
    await confirmed(portal, proposalId);
    const { body } = await adam.get(`${BASE}/habilitations?q=Roche&role=signataire`).expect(200);
    expect(body.items).toMatchObject([{ byRight: true, appointment: published }]);
  });

  test('that began is ended, not removed; one that never began is removed', async () => {
    const began = await give({ who: 'lea.fontaine', role: 'comptable', on: 'BPAIE' }).expect(201);
    expect((await remove(adam, 'habilitations', began.id)).body.code).toBe('period-began');
    const { id } = await give({ who: 'lea.fontaine', role: 'gestionnaire', on: 'BPAIE', from: inDays(10) }).expect(201);
    await remove(adam, 'habilitations', id).expect(204);
    expect(await prisma().habilitation.count({ where: { id } })).toBe(0);
    await expect(prisma().habilitation.delete({ where: { id: began.id } })).rejects.toThrow(/it began/);
    expect((await end(adam, 'habilitations', began.id, eveOf(today()))).body.code).toBe('period-upside-down');
  });

  test('of two administrators who give the same at once, one is told', async () => {
    const asked = { who: 'hugo.lemaire', role: 'valideur', on: 'DISP-EST' };
    const answers = await Promise.all(
      [0, 1, 2].map(() =>
        give(asked)
          .expect(201)
          .then(
            () => 201,
            () => 409,
          ),
      ),
    );
    expect(answers.sort()).toEqual([201, 409, 409]);
  });
});

describe('a post', () => {
  test('is one at a time: the next begins when the last is ended', async () => {
    const personId = await personNamed('lea.fontaine');
    const posting = async (from: string) => ({
      personId,
      structureId: await structureId('TJ-VALMONT'),
      quality: 'greffière',
      grade: 'Greffière',
      from,
      until: null,
      reason: 'Mutation.',
    });
    await later(adam, `${BASE}/postings`, () => posting(inDays(30))).expect(409, 'period-overlaps');
    const former = await prisma().posting.findFirstOrThrow({ where: { personId } });
    await end(adam, 'postings', former.id, inDays(29)).expect(204);
    expect((await end(adam, 'postings', former.id, inDays(40))).body.code).toBe('period-over');
    const { id } = await later(adam, `${BASE}/postings`, () => posting(inDays(30))).expect(201);
    const { body } = await adam.get(`${BASE}/postings?q=Fontaine`).expect(200);
    expect(body.items.map((row: { state: string }) => row.state)).toEqual(['to-come', 'in-force']);
    await remove(adam, 'postings', id).expect(204);
  });
});

describe('an absence', () => {
  test('is recorded for the people of one’s structures, without overlap', async () => {
    const body = (name: string, from: string, until: string) => async () => ({
      personId: await personNamed(name),
      from,
      until,
      reason: 'Congé annuel.',
    });
    const absences = `${BASE}/absences`;
    const { id } = await later(local, absences, body('paul.superieur', inDays(2), inDays(9))).expect(201);
    await later(local, absences, body('paul.superieur', inDays(9), inDays(12))).expect(409, 'period-overlaps');
    await later(local, absences, body('ines.caron', inDays(2), inDays(9))).expect(404);
    const { body: page } = await local.get(`${absences}?state=to-come`).expect(200);
    expect(page.items).toMatchObject([{ id, person: { lastName: 'Supervielle' }, structure: { code: 'TJ-VALMONT' } }]);
    await remove(local, 'absences', id).expect(204);
  });
});

describe('the tree of structures', () => {
  const create = (code: string, parent: string, by = adam) =>
    later(by, `${BASE}/structures`, async () => ({
      code,
      name: `Service ${code}`,
      city: 'Valmont',
      parentId: await structureId(parent),
      reason: 'Réorganisation.',
    }));
  const move = async (code: string, to: string, by = adam) =>
    by
      .post(`${BASE}/structures/${await structureId(code)}/move`)
      .send({ parentId: await structureId(to), reason: 'Réorganisation.' });
  const close = async (code: string, on: string) =>
    adam.post(`${BASE}/structures/${await structureId(code)}/closure`).send({ on, reason: 'Réorganisation.' });

  test('grows, and moves with all that is below: rights follow at once', async () => {
    await create('SERVICE-A', 'TJ-RIVEBELLE').expect(201);
    await create('SERVICE-B', 'SERVICE-A').expect(201);
    await create('SERVICE-B', 'SERVICE-A').expect(409, 'structure-code-taken');
    await give({ who: 'julie.aubert', role: 'gestionnaire', on: 'TJ-VALMONT' }).expect(201);
    expect((await move('SERVICE-A', 'TJ-VALMONT')).status).toBe(204);
    const valmont = await prisma().structure.findUniqueOrThrow({ where: { code: 'TJ-VALMONT' } });
    const [a, b] = await Promise.all(
      ['SERVICE-A', 'SERVICE-B'].map((code) => prisma().structure.findUniqueOrThrow({ where: { code } })),
    );
    expect([a?.path, b?.path]).toEqual([`${valmont.path}${a?.id}/`, `${valmont.path}${a?.id}/${b?.id}/`]);
    expect(await prisma().structureAbove.count({ where: { structureId: b?.id ?? '' } })).toBe(6);
    expect(
      await prisma().structureAbove.findFirst({ where: { structureId: b?.id ?? '', aboveId: valmont.id } }),
    ).toMatchObject({ distance: 2 });
  });

  test('has no loop, keeps its top, and is moved only by who administers both ends', async () => {
    expect((await move('SERVICE-A', 'SERVICE-B')).body.code).toBe('structure-loop');
    expect((await move('SERVICE-A', 'SERVICE-A')).body.code).toBe('structure-loop');
    expect((await move('MDD', 'DAP')).body.code).toBe('structure-root');
    expect((await move('CA-VALMONT', 'TJ-VALMONT', local)).status).toBe(404);
    // Whoever moves heads that court: the service's agents would become theirs.
    expect((await move('SERVICE-A', 'TJ-RIVEBELLE', local)).body.code).toBe('own-gain');
    expect((await move('SERVICE-A', 'TJ-RIVEBELLE')).status).toBe(204);
  });

  test('closes a structure only once nobody depends on it; then takes nobody in', async () => {
    expect((await close('TJ-VALMONT', inDays(5))).body).toMatchObject({
      code: 'structure-in-use',
      params: { postings: 4 },
    });
    expect((await close('SERVICE-A', inDays(5))).body).toMatchObject({
      code: 'structure-in-use',
      params: { below: 1 },
    });
    expect((await close('SERVICE-B', inDays(5))).status).toBe(204);
    await give({ who: 'claire.agent', role: 'valideur', on: 'SERVICE-B' }).expect(409, 'structure-closed');
    await give({ who: 'claire.agent', role: 'valideur', on: 'SERVICE-B', until: inDays(3) }).expect(201);
  });

  test('is listed from the top down, within what one administers, and searched without accents', async () => {
    const { body } = await local.get(`${BASE}/structures`).expect(200);
    expect(body.items[0]).toMatchObject({ code: 'CA-VALMONT', depth: 2, parent: { code: 'DSJ' } });
    const found = await adam.get(`${BASE}/structures?q=penitentiaire`).expect(200);
    expect(found.body.items.map(({ code }: { code: string }) => code)).toEqual(['DAP', 'DISP-EST']);
  });
});

describe('a kind', () => {
  const opening = (kind: string, on: string, open: boolean, from = today(), by = adam) =>
    later(by, `${BASE}/openings`, async () => ({
      kind,
      structureId: await structureId(on),
      open,
      from,
      until: null,
      reason: 'Site pilote.',
    }));
  const offered = async (name: string) =>
    (await (await portal.as(name)).get('/api/catalogue').expect(200)).body.items.map(
      ({ kind }: { kind: string }) => kind,
    );

  test('is open to one structure, closed elsewhere, then open to all, and no request under way changes', async () => {
    const claire = await portal.as('claire.agent');
    const hugo = await portal.as('hugo.lemaire');
    const begun = await aFilledDraft(hugo);
    const filed = await aFilledDraft(claire);
    await claire.post(`/api/drafts/${filed.id}/submission`).expect(201);
    const before = await prisma().request.findMany({ orderBy: { id: 'asc' } });

    const closing = await opening(PART_TIME, 'MDD', false).expect(201);
    await opening(PART_TIME, 'CA-VALMONT', true).expect(201);
    await opening(PART_TIME, 'CA-VALMONT', false).expect(409, 'period-overlaps');
    await opening('no-such-kind', 'CA-VALMONT', true).expect(404, 'kind-unknown');
    await opening(PART_TIME, 'DAP', true, today(), local).expect(404);

    expect(await offered('claire.agent')).toContain(PART_TIME);
    expect(await offered('hugo.lemaire')).not.toContain(PART_TIME);
    const { barred } = (await hugo.get('/api/catalogue').expect(200)).body;
    expect(barred).toContainEqual(expect.objectContaining({ kind: PART_TIME, why: 'kind-closed' }));
    // The home asks for the first ones alone.
    const first = (await hugo.get('/api/catalogue?first=2').expect(200)).body;
    expect([first.items.length, first.barred]).toEqual([2, []]);
    expect((await hugo.get(`/api/catalogue/${PART_TIME}`)).body.code).toBe('kind-closed');
    expect((await hugo.post('/api/drafts').send({ kind: PART_TIME })).body.code).toBe('kind-closed');
    expect((await hugo.post(`/api/drafts/${begun.id}/submission`)).body.code).toBe('kind-closed');
    // What was typed is kept, and can be read and changed meanwhile.
    await hugo.get(`/api/drafts/${begun.id}`).expect(200);
    // A lost answer asked again is the same request, open or not.
    await claire.post(`/api/drafts/${filed.id}/submission`).expect(200);

    const { body } = await adam.get(`${BASE}/openings?kind=${PART_TIME}`).expect(200);
    expect(
      body.items.map((row: { open: boolean; structure: { code: string } }) => [row.structure.code, row.open]),
    ).toEqual([
      ['MDD', false],
      ['CA-VALMONT', true],
    ]);
    const later = await opening(PART_TIME, 'DAP', true, inDays(1)).expect(201);
    expect(await offered('hugo.lemaire')).not.toContain(PART_TIME);
    await remove(adam, 'openings', later.id).expect(204);
    await opening(PART_TIME, 'DAP', true).expect(201);
    await hugo.post(`/api/drafts/${begun.id}/submission`).expect(201);
    await end(adam, 'openings', closing.id, today()).expect(204);
    expect(
      await prisma().request.findMany({ where: { id: { in: before.map(({ id }) => id) } }, orderBy: { id: 'asc' } }),
    ).toEqual(before);
  });
});

describe('a delegation of signature', () => {
  const delegation = async (change: object = {}) => ({
    reference: 'Décision du 2 novembre 2026',
    delegatorId: await personNamed('helene.marchand'),
    delegatorQuality: 'la directrice des services judiciaires',
    delegateId: await personNamed('victor.valideur'),
    matters: [PART_TIME],
    structureId: await structureId('DSJ'),
    from: today(),
    until: null,
    reason: 'Continuité du service.',
    ...change,
  });
  const give = (change: () => Promise<object> = async () => ({}), by = adam) =>
    later(by, `${BASE}/delegations`, async () => delegation(await change()));

  test('is recorded, published, revoked, and its list says why it gives no power', async () => {
    const { proposalId } = await give().expect(202);
    expect(await prisma().delegation.count({ where: { reference: 'Décision du 2 novembre 2026' } })).toBe(0);
    await confirmed(portal, proposalId);
    const { id } = await prisma().delegation.findUniqueOrThrow({ where: { proposalId } });
    const row = async () =>
      (await adam.get(`${BASE}/delegations?q=Vald`).expect(200)).body.items.find(
        (one: { id: string }) => one.id === id,
      );
    expect(await row()).toMatchObject({ lapse: 'delegation-not-published', matters: [PART_TIME], state: 'in-force' });
    const publish = (publishedOn: string) =>
      adam
        .post(`${BASE}/delegations/${id}/publication`)
        .send({ publishedOn, publication: 'BO n° 44', reason: 'Parue.' });
    expect((await publish(inDays(1))).body.code).toBe('publication-in-future');
    expect((await publish(eveOf(today()))).body.code).toBe('publication-before-confirmation');
    await portal.db.asOwner(`update right_proposal set answered_at = answered_at - interval '1 day' where id = $1`, [
      proposalId,
    ]);
    await publish(eveOf(today())).expect(204);
    expect((await publish(today())).body.code).toBe('delegation-published');
    expect(await row()).toMatchObject({ lapse: 'not-signatory', publication: 'BO n° 44' });
    const revoke = () => adam.post(`${BASE}/delegations/${id}/revocation`).send({ reason: 'Départ.' });
    await revoke().expect(204);
    expect((await revoke()).body.code).toBe('delegation-revoked');
    expect(await row()).toMatchObject({ lapse: 'delegation-revoked' });
    const verbs = (await readChain(prisma(), await personNamed('victor.valideur'))).map(({ verb }) => verb);
    expect(verbs.slice(-3)).toEqual(['delegation.create', 'delegation.publish', 'delegation.revoke']);
  });

  test.each<[string, () => Promise<object>, number, string]>([
    [
      'from someone who does not sign by right',
      async () => ({
        delegatorId: await personNamed('sophie.signataire'),
        delegateId: await personNamed('nadia.gestionnaire'),
      }),
      409,
      'delegator-without-power',
    ],
    [
      'of a power held elsewhere',
      async () => ({ structureId: await structureId('DAP') }),
      409,
      'delegator-without-power',
    ],
    ['to oneself', async () => ({ delegateId: await personNamed('helene.marchand') }), 422, 'delegation-to-oneself'],
    [
      'to the administrator who records it',
      async () => ({ delegateId: await personNamed('adam.administrateur') }),
      403,
      'own-right',
    ],
    [
      'over another of the same matters',
      async () => ({ delegateId: await personNamed('sophie.signataire') }),
      409,
      'period-overlaps',
    ],
    ['without any matter', async () => ({ matters: [] }), 400, 'bad-request'],
  ])('%s is refused', async (_what, change, status, code) => {
    await give(change).expect(status, code);
  });

  test('that never began is removed; elsewhere it is as if there were none', async () => {
    const { proposalId } = await give(async () => ({
      from: inDays(4),
      delegateId: await personNamed('nadia.gestionnaire'),
    })).expect(202);
    await confirmed(portal, proposalId);
    const { id } = await prisma().delegation.findUniqueOrThrow({ where: { proposalId } });
    await remove(local, 'delegations', id).expect(404);
    await give(async () => ({}), local).expect(404);
    await remove(adam, 'delegations', id).expect(204);
  });
});

test('the directory gives names and posts, never an address of a person', async () => {
  const { body } = await adam.get(`${BASE}/people?q=coeur`).expect(200);
  expect(body.items).toMatchObject([{ lastName: 'Cœuret', structureName: 'Tribunal judiciaire de Valmont' }]);
  expect(JSON.stringify(body)).not.toContain('@');
  await adam.get(`${BASE}/people?q=c`).expect(400);
});
