import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeToken } from '#application/people/scim/token.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { eveOf } from '#domain/calendar/period.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { amount } from '#testing/long-form.ts';
import { aPortal, type Browser, type TestPortal } from '../testing/portal.ts';
import { ENTERPRISE, ERROR, GROUP, PATCH, SCIM_MEDIA, USER } from './words.ts';

const BASE = '/scim/v2';
const TODAY = parisDay(new Date());
const TOKENS = '/api/administration/scim-tokens';
const WHY = { reason: 'Annuaire du ministère.' };

let portal: TestPortal;
let adam: Browser;
let token: string;
beforeAll(async () => {
  portal = await aPortal();
  adam = await portal.as('adam.administrateur');
  token = (
    await adam
      .post(TOKENS)
      .send({ label: 'Annuaire', days: 30, ...WHY })
      .expect(201)
  ).body.token;
});
afterAll(() => portal.close());

const prisma = () => portal.db.database.prisma;
type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';
const ask = (verb: Verb, path: string, body?: object, bearer = token) => {
  const call = portal.stranger[verb](`${BASE}${path}`).set('Authorization', `Bearer ${bearer}`);
  return body === undefined ? call : call.set('Content-Type', SCIM_MEDIA).send(JSON.stringify(body));
};
let serial = 0;
const user = (more: object = {}, company: object = {}) => {
  const number = `SC-${serial}`;
  return {
    ...{ schemas: [USER, ENTERPRISE], userName: `${number}@justice.example`, externalId: `ext-${number}` },
    ...{
      name: { givenName: 'Zoé', familyName: 'Durand' },
      emails: [{ value: `${number}@justice.example`, type: 'work' }],
    },
    ...{ title: 'greffière', userType: 'Greffière', preferredLanguage: 'fr-FR', active: true },
    ...more,
    [ENTERPRISE]: { employeeNumber: number, department: 'TJ-VALMONT', ...company },
  };
};
const replace = (...Operations: object[]) => ({ schemas: [PATCH], Operations });
beforeEach(() => {
  serial += 1;
});
const personOf = (number = `SC-${serial}`) =>
  prisma().person.findUnique({
    where: { employeeNumber: number },
    include: { postings: { orderBy: { from: 'asc' } } },
  });

describe('a token', () => {
  const READ = ['/Users', '/Users/1', '/ServiceProviderConfig', '/ResourceTypes', '/Schemas', '/nothing'];
  const ADDRESSES: [Verb, string][] = [
    ...READ.map((path): [Verb, string] => ['get', path]),
    ['post', '/Users'],
    ['put', '/Users/1'],
    ['patch', '/Users/1'],
    ['delete', '/Users/1'],
    ['get', '/Groups'],
    ['post', '/Groups'],
    ['put', '/Groups/1'],
    ['patch', '/Groups/1'],
    ['delete', '/Groups/1'],
  ];
  test('opens every address, and nothing else does: none, another, one that ended, one that is over, a session', async () => {
    const made = async (days = 30) =>
      (
        await adam
          .post(TOKENS)
          .send({ label: 'Essai', days, ...WHY })
          .expect(201)
      ).body;
    const ended = await made();
    await adam.post(`${TOKENS}/${ended.id}/end`).send(WHY).expect(204);
    const actor = await actorFacts(prisma(), await portal.personId('adam.administrateur'));
    const then = { actor, at: new Date('2020-01-01'), reason: 'x' };
    const over = await makeToken({ database: portal.db.database }, then, { label: 'Passé', days: 1 }).catch(() => null);
    const refused = ['', 'x', ended.token, over?.token ?? 'harmonie-scim-y', `${token}x`];
    for (const [verb, path] of ADDRESSES) {
      for (const bearer of refused) {
        const { status, body } = await ask(verb, path, verb === 'get' ? undefined : {}, bearer);
        expect([path, status, body]).toEqual([
          path,
          401,
          { schemas: [ERROR], status: '401', detail: 'A token that opens is needed.' },
        ]);
        if (bearer === '') break;
      }
      expect((await ask(verb, path, verb === 'get' ? undefined : {})).status).not.toBe(401);
    }
    const { cookie = '' } = adam;
    expect((await portal.stranger.get(`${BASE}/Users`).set('Cookie', cookie)).status).toBe(401);
    expect((await portal.stranger.get('/api/me').set('Authorization', `Bearer ${token}`)).status).toBe(401);
  });

  test('is kept as a digest, made and ended by who administers the whole alone, and written down', async () => {
    const rows = JSON.stringify(await prisma().scimToken.findMany());
    expect(rows).not.toContain(token);
    expect(JSON.stringify((await adam.get(TOKENS).expect(200)).body)).not.toContain(token);
    expect((await (await portal.as('nadia.gestionnaire')).get(TOKENS)).status).toBe(403);
    expect(JSON.stringify(await traceOf(prisma(), 'system'))).not.toContain(token);
  });
});

describe('a user', () => {
  test('is made with a first post, found, read back, and not made twice', async () => {
    const { body } = await ask('post', '/Users', user()).expect(201);
    expect(body).toMatchObject({ userName: `SC-${serial}@justice.example`, active: true, meta: { version: 'W/"1"' } });
    expect(await personOf()).toMatchObject({ firstName: 'Zoé', postings: [{ quality: 'greffière', until: null }] });
    expect((await ask('post', '/Users', user())).body).toMatchObject({ status: '409', scimType: 'uniqueness' });
    for (const filter of [`userName eq "sc-${serial}@justice.example"`, `externalId eq "ext-SC-${serial}"`]) {
      const found = await ask('get', `/Users?filter=${encodeURIComponent(filter)}`).expect(200);
      expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id: body.id }] });
    }
    expect((await ask('get', '/Users?filter=userName%20eq')).body.scimType).toBe('invalidFilter');
    const trace = await traceOf(prisma(), (await personOf())?.id ?? '');
    expect(trace.map(({ verb, actorId }) => [verb, actorId])).toEqual([
      ['person.create', null],
      ['posting.create', null],
    ]);
  });

  test('said again is as it was; what changed is corrected and moved; a stale version is told so', async () => {
    const { id } = (await ask('post', '/Users', user()).expect(201)).body;
    expect((await ask('put', `/Users/${id}`, user()).expect(200)).body.meta.version).toBe('W/"1"');
    const moved = user({ name: { givenName: 'Zoé', familyName: 'Martin' } }, { department: 'TJ-RIVEBELLE' });
    const { body, headers } = await ask('put', `/Users/${id}`, moved).expect(200);
    expect([body.meta.version, headers.etag, body[ENTERPRISE].department]).toEqual(['W/"2"', 'W/"2"', 'TJ-RIVEBELLE']);
    expect(await personOf()).toMatchObject({ lastName: 'Martin', postings: [{}, { until: null }] });
    const stale = ask('put', `/Users/${id}`, user()).set('If-Match', 'W/"1"');
    expect((await stale).status).toBe(412);
    const titled = replace({ op: 'remove', path: 'nickName' }, { op: 'Remove', path: 'externalId' });
    expect((await ask('patch', `/Users/${id}`, titled).expect(200)).body.externalId).toBeUndefined();
    const bad = await ask('put', `/Users/${id}`, user({}, { department: 'NULLE-PART' }));
    expect([bad.status, bad.body.scimType]).toEqual([400, 'invalidValue']);
    expect((await ask('put', `/Users/${id}`, user({ emails: [{ value: 'personne' }] }))).status).toBe(400);
  });

  test('that is no longer active left: account, posts, rights; back, they are posted anew and have no right', async () => {
    const { id } = (await ask('post', '/Users', user()).expect(201)).body;
    const person = await personOf();
    const personId = person?.id ?? '';
    await prisma().habilitation.create({
      data: { personId, role: 'valideur', structureId: person?.postings[0]?.structureId ?? '', from: new Date(TODAY) },
    });
    const off = replace({ op: 'Replace', path: 'active', value: 'False' });
    for (let twice = 0; twice < 2; twice++)
      expect((await ask('patch', `/Users/${id}`, off).expect(200)).body.active).toBe(false);
    expect((await personOf())?.postings.map(({ until }) => until?.toISOString().slice(0, 10))).toEqual([TODAY]);
    const verbs = (await traceOf(prisma(), personId)).map(({ verb }) => verb);
    expect(verbs.filter((verb) => verb === 'person.depart')).toHaveLength(1);
    await ask('patch', `/Users/${id}`, replace({ op: 'replace', value: { active: true } })).expect(200);
    expect((await personOf())?.postings.map(({ from }) => eveOf(from.toISOString().slice(0, 10)))).toEqual([
      eveOf(TODAY),
      TODAY,
    ]);
    const rights = await prisma().habilitation.findMany({ where: { personId } });
    expect(rights.map(({ until }) => until !== null)).toEqual([true]);
    await ask('delete', `/Users/${id}`).expect(204);
    expect((await ask('get', `/Users/${id}`).expect(200)).body.active).toBe(false);
    expect((await ask('get', '/Users/01a21d72-6da3-7348-bd6d-58206177f1b0')).status).toBe(404);
  });

  test('whose departure an administrator recorded is no longer active, and a directory that has not heard of it lets nobody in', async () => {
    const { id } = (await ask('post', '/Users', user()).expect(201)).body;
    const personId = (await personOf())?.id ?? '';
    await prisma().user.create({ data: { id: personId, name: 'Zoé', email: `${personId}@x.example`, personId } });
    const active = async () => {
      const { closedAt } = await prisma().user.findUniqueOrThrow({ where: { id: personId } });
      const ends = (await personOf())?.postings.map(({ until }) => until?.toISOString().slice(0, 10) ?? null);
      return [(await ask('get', `/Users/${id}`).expect(200)).body.active, closedAt === null, ends];
    };
    const departs = () => adam.post(`/api/administration/persons/${personId}/departure`).send(WHY).expect(204);
    await departs();
    expect(await active()).toEqual([false, false, [TODAY]]);
    const named = replace({ op: 'replace', path: 'name.familyName', value: 'Roux' });
    const on = replace({ op: 'replace', path: 'active', value: true });
    for (const said of [named, on, named]) await ask('patch', `/Users/${id}`, said).expect(200);
    await ask('put', `/Users/${id}`, user()).expect(200);
    expect(await active()).toEqual([false, false, [TODAY]]);
    // Once it says the departure too, it says who comes back.
    await ask('delete', `/Users/${id}`).expect(204);
    await ask('patch', `/Users/${id}`, on).expect(200);
    expect(await active()).toEqual([true, true, [TODAY, null]]);
    await departs();
    await adam.post(`/api/administration/persons/${personId}/reopening`).send(WHY).expect(204);
    expect((await active()).slice(0, 2)).toEqual([true, true]);
  });

  test('may be a person who is there already, by their number; one directory’s is not another user’s', async () => {
    const lea = await prisma().person.findUniqueOrThrow({ where: { id: await portal.personId('lea.fontaine') } });
    const same = user(
      { name: { givenName: lea.firstName, familyName: lea.lastName }, emails: [{ value: lea.workEmail }] },
      { employeeNumber: lea.employeeNumber, department: 'TJ-RIVEBELLE' },
    );
    await ask('post', '/Users', same).expect(201);
    expect((await prisma().posting.findMany({ where: { personId: lea.id } })).length).toBe(1);
    const again = { ...same, userName: 'autre@justice.example', externalId: 'autre' };
    expect((await ask('post', '/Users', again)).status).toBe(409);
    const id = (await prisma().scimUser.findUniqueOrThrow({ where: { personId: lea.id } })).id;
    const stolen = { ...same, emails: [{ value: 'claire.agent@harmonie.example' }] };
    expect((await ask('put', `/Users/${id}`, stolen)).body.scimType).toBe('uniqueness');
  });

  test('keeps being the same person under a corrected number; one that is taken is said, and what to do, not whose it is', async () => {
    const { id } = (await ask('post', '/Users', user()).expect(201)).body;
    const before = await personOf();
    const renumber = (value: unknown) =>
      ask('patch', `/Users/${id}`, replace({ op: 'replace', path: `${ENTERPRISE}:employeeNumber`, value }));
    const { body } = await renumber(`SC-${serial}-BIS`).expect(200);
    expect([body.id, body[ENTERPRISE].employeeNumber]).toEqual([id, `SC-${serial}-BIS`]);
    expect(await personOf(`SC-${serial}-BIS`)).toMatchObject({ id: before?.id, postings: [{ until: null }] });
    const lea = await prisma().person.findUniqueOrThrow({ where: { id: await portal.personId('claire.agent') } });
    const taken = await renumber(lea.employeeNumber);
    expect(taken.body).toMatchObject({ status: '409', scimType: 'uniqueness' });
    expect(taken.body.detail).toMatch(/^employeeNumber: another person .* nothing was changed\. Correct it/);
    expect(taken.text).not.toContain(lea.lastName);
    expect(await personOf(`SC-${serial}-BIS`)).toMatchObject({ id: before?.id });
    const named = {
      ...user({ userName: body.userName.toUpperCase() }, { employeeNumber: `SC-${serial}-TER` }),
      externalId: 'x',
    };
    expect((await ask('post', '/Users', named)).body.detail).toMatch(/^userName: another resource has this value/);
  });

  test('may have no address, where the directory calls them by a name of its own', async () => {
    const nameless = user({ userName: `agent-${serial}`, emails: [] });
    const { body } = await ask('post', '/Users', nameless).expect(201);
    expect([body.emails, (await personOf())?.workEmail]).toEqual([[], null]);
    const address = { op: 'add', path: 'emails[type eq "work"].value', value: `sc.${serial}@justice.example` };
    await ask('patch', `/Users/${body.id}`, replace(address)).expect(200);
    // A directory that says no address leaves the one that is there.
    await ask('put', `/Users/${body.id}`, nameless).expect(200);
    expect((await personOf())?.workEmail).toBe(`sc.${serial}@justice.example`);
    await ask('delete', `/Users/${body.id}`).expect(204);
    expect((await personOf())?.postings[0]?.until).not.toBeNull();
  });

  test('G10: what two administrators give waits for them, whatever the directory says', async () => {
    const sophie = await prisma().person.findUniqueOrThrow({
      where: { id: await portal.personId('sophie.signataire') },
      include: { postings: { include: { structure: true } } },
    });
    const said = user(
      {
        name: { givenName: sophie.firstName, familyName: sophie.lastName },
        emails: [{ value: 'pirate@ailleurs.example' }],
      },
      { employeeNumber: sophie.employeeNumber, department: sophie.postings[0]?.structure.code },
    );
    await ask('post', '/Users', said).expect(201);
    expect(await prisma().person.findUniqueOrThrow({ where: { id: sophie.id } })).toMatchObject({
      workEmail: sophie.workEmail,
    });
    expect(await prisma().provisionedRight.findMany({ where: { personId: sophie.id } })).toMatchObject([
      { kind: 'address', source: 'scim', facts: { workEmail: 'pirate@ailleurs.example' }, proposalId: null },
    ]);
    const before = await prisma().habilitation.findMany({ orderBy: { id: 'asc' } });
    serial += 1;
    const boss = await prisma().person.findUniqueOrThrow({
      where: { id: await portal.personId('adam.administrateur') },
    });
    const { id } = (
      await ask(
        'post',
        '/Users',
        user(
          { name: { givenName: boss.firstName, familyName: boss.lastName }, emails: [{ value: boss.workEmail }] },
          { employeeNumber: boss.employeeNumber, department: undefined },
        ),
      ).expect(201)
    ).body;
    const elsewhere = { op: 'replace', path: `${ENTERPRISE}:department`, value: 'TJ-VALMONT' };
    expect((await ask('patch', `/Users/${id}`, replace(elsewhere))).status).toBe(403);
    expect((await ask('delete', `/Users/${id}`)).status).toBe(409);
    expect(await prisma().habilitation.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
  });

  test('is as the last call says, whatever came before it, twice or out of order; none meets a fault of ours', async () => {
    const { id } = (await ask('post', '/Users', user()).expect(201)).body;
    const calls: [string, () => PromiseLike<{ status: number }>][] = [
      ['off', () => ask('patch', `/Users/${id}`, replace({ op: 'replace', path: 'active', value: false }))],
      ['on', () => ask('put', `/Users/${id}`, user())],
      ['there', () => ask('put', `/Users/${id}`, user({}, { department: 'TJ-RIVEBELLE' }))],
      [
        'name',
        () =>
          ask(
            'patch',
            `/Users/${id}`,
            replace({ op: 'add', path: 'name.familyName', value: 'Roux' }, { op: 'remove', path: 'nickName' }),
          ),
      ],
      ['gone', () => ask('delete', `/Users/${id}`)],
      ['again', () => ask('post', '/Users', user())],
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...calls), { minLength: 3, maxLength: 8 }), async (some) => {
        for (const [, call] of some) {
          const { status } = await call();
          expect(status).toBeLessThan(500);
        }
        await calls[0]?.[1]();
        expect((await ask('get', `/Users/${id}`).expect(200)).body.active).toBe(false);
        const open = (await personOf())?.postings.filter(({ until }) => until === null || until > new Date(TODAY));
        expect(open).toEqual([]);
      }),
      { numRuns: amount({ daily: 5, full: 60 }) },
    );
  });
});

test('a NUL, half a character or a name of the language is told to be wrong, wherever it stands; none is a fault of ours', async () => {
  const eq = (attribute: string, value: string) => `?filter=${encodeURIComponent(`${attribute} eq "${value}"`)}`;
  const read = ['userName', 'externalId', 'id'].map((name) => `/Users${eq(name, '\0')}`);
  for (const path of [...read, `/Groups${eq('displayName', '\0')}`, `/Users${eq('__proto__', 'x')}`])
    expect([path, (await ask('get', path)).status]).toEqual([path, 400]);
  for (const path of ['/Users/%00', '/Groups/%00']) await ask('get', path).expect(404);
  for (const text of ['\0', '\ud800']) {
    for (const more of [{ userName: text }, { externalId: text }, { title: text }])
      await ask('post', '/Users', user(more)).expect(400);
    for (const more of [{ displayName: text }, { externalId: text }, { members: [{ value: text }] }])
      await ask('post', '/Groups', { schemas: [GROUP], displayName: 'Greffe', ...more }).expect(400);
  }
});

describe('a group', () => {
  const GROUPS = '/api/administration/scim-groups';
  const group = (displayName: string, members: string[], more: object = {}) => ({
    ...{ schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName, externalId: `g-${serial}` },
    members: members.map((value) => ({ value })),
    ...more,
  });
  const aUser = async () => {
    serial += 1;
    return (await ask('post', '/Users', user()).expect(201)).body.id as string;
  };
  const mapped = async (id: string, role: string, by = adam) => {
    const { id: structureId } = await prisma().structure.findUniqueOrThrow({ where: { code: 'TJ-VALMONT' } });
    await by
      .put(`${GROUPS}/${id}/right`)
      .send({ role, structureId, ...WHY })
      .expect(204);
  };
  const rightsOf = async (userId: string) => {
    const { personId } = await prisma().scimUser.findUniqueOrThrow({ where: { id: userId } });
    return (await prisma().habilitation.findMany({ where: { personId } })).map(({ role, until }) => [
      role,
      until !== null,
    ]);
  };
  const shown = async (id: string) =>
    (await adam.get(GROUPS).expect(200)).body.items.find((row: { id: string }) => row.id === id);

  test('is read without its members where the directory says so, among other attributes too', async () => {
    const one = await aUser();
    const { id } = (await ask('post', '/Groups', group('Lus sans leurs membres', [one])).expect(201)).body;
    const read = async (path: string) => (await ask('get', path).expect(200)).body;
    expect((await read(`/Groups/${id}`)).members).toMatchObject([{ value: one }]);
    for (const excluded of ['members', 'meta, Members', 'members,externalId']) {
      const without = `excludedAttributes=${encodeURIComponent(excluded)}`;
      expect((await read(`/Groups/${id}?${without}`)).members).toBeUndefined();
      const { Resources } = await read(`/Groups?${without}&filter=${encodeURIComponent(`id eq "${id}"`)}`);
      expect(Resources).toMatchObject([{ id }]);
      expect(Resources[0].members).toBeUndefined();
    }
    expect((await read('/Groups?count=100')).itemsPerPage).toBeLessThanOrEqual(20);
    expect(await shown(id)).toMatchObject({ members: 1, given: 0, waiting: 0, faults: [] });
  });

  test('gives nothing by its name; mapped, its right is each member’s, and ends when they leave it', async () => {
    const [one, two] = [await aUser(), await aUser()];
    const { id } = (await ask('post', '/Groups', group('administrateur', [one])).expect(201)).body;
    expect([await rightsOf(one), (await shown(id)).role]).toEqual([[], null]);
    await mapped(id, 'valideur');
    expect(await rightsOf(one)).toEqual([['valideur', false]]);
    const add = replace({ op: 'Add', path: 'members', value: [{ value: two }] });
    for (let twice = 0; twice < 2; twice++) await ask('patch', `/Groups/${id}`, add).expect(200);
    expect(await rightsOf(two)).toEqual([['valideur', false]]);
    const { body } = await ask(
      'patch',
      `/Groups/${id}`,
      replace({ op: 'remove', path: `members[value eq "${one}"]` }),
    ).expect(200);
    expect(body.members.map(({ value }: { value: string }) => value)).toEqual([two]);
    expect(await rightsOf(one)).toEqual([['valideur', true]]);
    await adam.post(`${GROUPS}/${id}/right/end`).send(WHY).expect(204);
    expect(await rightsOf(two)).toEqual([['valideur', true]]);
    await ask('delete', `/Groups/${id}`).expect(204);
    expect((await ask('get', `/Groups/${id}`)).status).toBe(404);
  });

  test('keeps a member whom nobody knows yet, and gives it nothing of theirs until they come', async () => {
    const { id } = (
      await ask('post', '/Groups', group('À venir', ['nobody', '01a21d72-6da3-7348-bd6d-58206177f1b0'])).expect(201)
    ).body;
    await mapped(id, 'valideur');
    expect(await shown(id)).toMatchObject({ members: 2, given: 0, faults: [] });
    const same = await ask('get', `/Groups?filter=${encodeURIComponent('displayName eq "À venir"')}`).expect(200);
    expect(same.body.Resources[0].members).toHaveLength(2);
  });

  test('G10: a right that came by SCIM waits for two: mapped, told anew, whoever maps; nobody maps one to themselves', async () => {
    const one = await aUser();
    const admin = await prisma().scimUser.findFirstOrThrow({
      where: { person: { workEmail: 'adam.administrateur@harmonie.example' } },
    });
    const { id } = (await ask('post', '/Groups', group('Signataires', [one, admin.id])).expect(201)).body;
    const before = await prisma().habilitation.findMany({ orderBy: { id: 'asc' } });
    await mapped(id, 'signataire');
    await ask('put', `/Groups/${id}`, group('Signataires', [one, admin.id])).expect(200);
    expect(await prisma().habilitation.findMany({ orderBy: { id: 'asc' } })).toEqual(before);
    expect(await shown(id)).toMatchObject({ given: 0, waiting: 1, faults: [{ code: 'own-right', count: 1 }] });
    const { personId } = await prisma().scimUser.findUniqueOrThrow({ where: { id: one } });
    const waits = await prisma().provisionedRight.findMany({ where: { personId } });
    expect(waits).toMatchObject([{ source: 'scim', facts: { role: 'signataire' }, proposalId: null, endedAt: null }]);
    const agathe = await portal.as('agathe.administratrice');
    await mapped(id, 'gestionnaire', agathe);
    // A token gives nothing to whoever made it, whoever mapped the group.
    await ask('put', `/Groups/${id}`, group('Signataires', [one])).expect(200);
    await ask('put', `/Groups/${id}`, group('Signataires', [one, admin.id])).expect(200);
    expect((await shown(id)).faults).toEqual([{ code: 'own-right', count: 1 }]);
    expect((await prisma().provisionedRight.findMany({ where: { personId } }))[0]).toMatchObject({
      endedAt: expect.any(Date),
    });
  });

  const takenUp = async (userId: string) => {
    const { personId } = await prisma().scimUser.findUniqueOrThrow({ where: { id: userId } });
    const { id } = await prisma().provisionedRight.findFirstOrThrow({ where: { personId, endedAt: null } });
    const { body } = await adam
      .post('/api/administration/provisioned-rights/proposals')
      .send({ ids: [id], ...WHY })
      .expect(200);
    expect(body.items).toEqual([{ id, code: null }]);
    const { proposalId } = await prisma().provisionedRight.findUniqueOrThrow({ where: { id } });
    const agathe = await portal.as('agathe.administratrice');
    return () => agathe.post(`/api/administration/proposals/${proposalId}/confirmation`);
  };

  test('G10: whoever leaves it while their right waits for its second administrator receives nothing', async () => {
    const [one, two] = [await aUser(), await aUser()];
    const { id } = (await ask('post', '/Groups', group('Signataires', [one, two])).expect(201)).body;
    await mapped(id, 'signataire');
    const [confirmOne, confirmTwo] = [await takenUp(one), await takenUp(two)];
    await ask('put', `/Groups/${id}`, group('Signataires', [two])).expect(200);
    expect((await confirmOne()).body).toMatchObject({ code: 'proposal-answered', params: { outcome: 'withdrawn' } });
    await adam.post(`${GROUPS}/${id}/right/end`).send(WHY).expect(204);
    expect((await confirmTwo()).body).toMatchObject({ code: 'proposal-answered' });
    expect([await rightsOf(one), await rightsOf(two)]).toEqual([[], []]);
  });

  test('whose members cannot all go lets the others go, and says of whom it could not; told anew, they go too', async () => {
    const [one, two, three] = [await aUser(), await aUser(), await aUser()];
    const { id } = (await ask('post', '/Groups', group('Exploitants', [one, two])).expect(201)).body;
    await mapped(id, 'administrateur');
    await (await takenUp(one))().expect(204);
    // Adam alone would be left.
    const agathes = (until: string | null) =>
      portal.db.asOwner(
        `update habilitation set until = $1 where role = 'administrateur'
            and person_id = (select id from person where work_email = 'agathe.administratrice@harmonie.example')`,
        [until],
      );
    await agathes('2099-01-01');
    expect((await ask('put', `/Groups/${id}`, group('Exploitants', [three]))).status).toBe(409);
    const { members } = (await ask('get', `/Groups/${id}`).expect(200)).body;
    expect(members.map(({ value }: { value: string }) => value)).toEqual([one, three]);
    expect(await shown(id)).toMatchObject({ waiting: 2, faults: [{ code: 'last-administrators', count: 1 }] });
    await adam.post(`${GROUPS}/${id}/right/end`).send(WHY).expect(409);
    expect(await shown(id)).toMatchObject({ role: null, waiting: 1 });
    await agathes(null);
    await adam.post(`${GROUPS}/${id}/right/end`).send(WHY).expect(204);
    expect([await rightsOf(one), await rightsOf(two), await rightsOf(three)]).toEqual([
      ...[[['administrateur', true]], [], []],
    ]);
    expect(await shown(id)).toMatchObject({ waiting: 0, faults: [] });
  });

  test('of somebody who left gives nothing, and nothing again when they come back', async () => {
    const one = await aUser();
    const { id } = (await ask('post', '/Groups', group('Valideurs', [one])).expect(201)).body;
    await mapped(id, 'valideur');
    const active = (value: boolean) => ask('patch', `/Users/${one}`, replace({ op: 'replace', path: 'active', value }));
    await active(false).expect(200);
    await ask('put', `/Groups/${id}`, group('Valideurs', [one])).expect(200);
    await active(true).expect(200);
    await ask('put', `/Groups/${id}`, group('Valideurs', [one])).expect(200);
    expect(await rightsOf(one)).toEqual([['valideur', true]]);
  });
});
