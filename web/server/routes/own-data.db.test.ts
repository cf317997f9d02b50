import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generateSync } from 'otplib';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD } from '#prisma/seed/accounts.ts';
import { aSensitiveRight, takenOver } from '#prisma/testing/builders.ts';
import { atTask } from '../testing/circuit.ts';
import { aPdf, aPortal, type Browser, type TestPortal } from '../testing/portal.ts';

const IBAN = 'FR7630006000011234567890189';
const MASK = 'FR76 •••• •••• •••• •••• •••0 189';
const CHECK = { elementId: 'contre-appel/rappel', role: 'gestionnaire', decision: 'check' } as const;
const CONFIRMATION = { elementId: 'contre-appel/confirmation', role: 'financier', decision: 'visa' } as const;

let portal: TestPortal;
let claire: Browser;
/** What the portal's clock says. */
let at = new Date();
beforeAll(async () => {
  portal = await aPortal({ now: () => at });
  claire = await portal.as('claire.agent');
});
afterAll(() => portal.close());

const begin = async (kind: string, data: Record<string, unknown>, browser = claire): Promise<string> => {
  const { body } = await browser.post('/api/drafts').send({ kind }).expect(201);
  await browser.put(`/api/drafts/${body.id}`).send({ data, revision: 0 }).expect(200);
  return body.id;
};
const save = (id: string, data: Record<string, unknown>, revision: number, browser = claire) =>
  browser.put(`/api/drafts/${id}`).send({ data, revision }).expect(200);

/** An account ready to file, its RIB uploaded. */
async function anAccount(
  change: Record<string, unknown> = {},
  browser = claire,
): Promise<{ id: string; data: object }> {
  const { body } = await browser.post('/api/drafts').send({ kind: 'coordonnees-bancaires' }).expect(201);
  const piece = await browser
    .post(`/api/drafts/${body.id}/pieces`)
    .set('Content-Type', 'application/pdf')
    .set('X-Piece-Type', 'rib')
    .set('X-File-Name', 'rib.pdf')
    .send(await aPdf('RIB'))
    .expect(201);
  const data = { holder: 'Mme AGNELET Claire', iban: IBAN, rib: { id: piece.body.id, name: 'rib.pdf' }, ...change };
  await save(body.id, data, 0, browser);
  return { id: body.id, data };
}

const prove = (id: string, body: object = { password: DEMONSTRATION_PASSWORD }, browser = claire) =>
  browser.post(`/api/drafts/${id}/step-up`).send(body);
const submit = (id: string, body: object = {}, browser = claire) =>
  browser.post(`/api/drafts/${id}/submission`).send(body);
const filed = async (): Promise<string> => {
  const { id } = await anAccount();
  const { body } = await prove(id).expect(201);
  return (await submit(id, { stepUpProofId: body.proofId }).expect(201)).body.id;
};
const faultsOf = ({ body }: { body: { faults?: { field: string; code: string }[] } }) =>
  (body.faults ?? []).map(({ field, code }) => `${field}: ${code}`);

describe('a telephone and an address', () => {
  test.each([
    [{}, ['phone: required-when', 'personalEmail: required-when']],
    [{ phone: '06 12' }, ['phone: phone-number']],
    [{ personalEmail: 'claire@' }, ['personalEmail: email']],
    [{ phone: '06 12 34 56 78', personalEmail: 'c@exemple.fr, d@exemple.fr' }, ['personalEmail: email']],
  ])('%j is refused at its field', async (data, faults) => {
    const answer = await submit(await begin('telephone-courriel', data)).expect(422);
    expect(faultsOf(answer)).toEqual(faults);
  });

  test('one of the two is enough; the number is kept in its international form and read in the national one', async () => {
    const { body } = await submit(await begin('telephone-courriel', { phone: '06.12.34.56.78' })).expect(201);
    const request = await claire.get(`/api/requests/${body.id}`).expect(200);
    expect(request.body.data.phone).toBe('+33612345678');
    expect(request.body.answers[0].value.fr).toBe('06 12 34 56 78');
  });
});

describe('an account', () => {
  test.each([
    ['a wrong key', { iban: 'FR7630006000011234567890188' }, ['iban: iban-checksum']],
    ['a wrong RIB key', { iban: 'FR0630006000011234567890188' }, ['iban: iban-rib-key']],
    ['the length of another country', { iban: 'BE7630006000011234567890189' }, ['iban: iban-length']],
    ['a country outside SEPA', { iban: 'MA64011519000001205000534921' }, ['iban: iban-sepa']],
    ['another holder', { holder: 'Paul Agnelet' }, ['holder: holder']],
    ['no RIB', { rib: null }, ['rib: piece-required']],
    ['something that pretends to be sealed', { iban: { sealed: 'v1.a.b', shown: 'x' } }, ['iban: required']],
  ])('with %s is refused at its field, before any code is asked', async (_what, change, faults) => {
    const { id } = await anAccount(change);
    expect(faultsOf(await prove(id).expect(422))).toEqual(faults);
    expect(faultsOf(await submit(id).expect(422))).toEqual(faults);
  });

  test('is encrypted as soon as it is typed, and shown masked everywhere', async () => {
    const { prisma } = portal.dependencies.database;
    const { id, data } = await anAccount();
    const kept = await prisma.draft.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(kept.data)).not.toContain('1234567890');
    expect((await claire.get(`/api/drafts/${id}`).expect(200)).body.data.iban).toBe(MASK);
    // The mask sent back, or the same number: the same sealed value; a stale save gives the masked copy.
    await save(id, { ...data, iban: MASK }, 1);
    await save(id, { ...data, iban: IBAN }, 2);
    expect((await prisma.draft.findUniqueOrThrow({ where: { id } })).data).toEqual(kept.data);
    const stale = await claire.put(`/api/drafts/${id}`).send({ data, revision: 0 }).expect(409);
    expect(stale.text).not.toContain('1234567890');
    const proof = await prove(id).expect(201);
    const { body } = await submit(id, { stepUpProofId: proof.body.proofId }).expect(201);
    const request = await claire.get(`/api/requests/${body.id}`).expect(200);
    expect(request.body.answers).toContainEqual(
      expect.objectContaining({ key: 'iban', masked: true, value: { fr: MASK, en: MASK } }),
    );
    for (const text of [request.text, JSON.stringify(await prisma.request.findUnique({ where: { id: body.id } }))])
      expect(text).not.toContain('1234567890');
    const written = await prisma.auditPayload.findMany({ where: { chain: await portal.personId('claire.agent') } });
    expect(JSON.stringify(written)).not.toContain('1234567890');
    // The audit is never written anew: what a former key sealed would stay in it.
    const { iban } = kept.data as { iban: { sealed: string } };
    expect(JSON.stringify(written)).not.toContain(iban.sealed);
    expect(portal.logged.join('\n')).not.toContain('1234567890');
  });
});

describe('whoever files an account proves that they are there', () => {
  test('not without a proof, nor with one for another content, another draft, another person, used or stale', async () => {
    const { id, data } = await anAccount();
    expect((await submit(id).expect(403)).body.code).toBe('step-up-required');
    const early = (await prove(id).expect(201)).body.proofId;
    await save(id, { ...data, iban: 'BE68539007547034' }, 1);
    await submit(id, { stepUpProofId: early }).expect(403);
    const other = await anAccount();
    const forOther = (await prove(other.id).expect(201)).body.proofId;
    await submit(id, { stepUpProofId: forOther }).expect(403);
    const stale = (await prove(id).expect(201)).body.proofId;
    at = new Date(at.getTime() + 6 * 60_000);
    await submit(id, { stepUpProofId: stale }).expect(403);
    const right = (await prove(id).expect(201)).body.proofId;
    const { body } = await submit(id, { stepUpProofId: right }).expect(201);
    // Sent twice, it is one request; the proof is worth nothing elsewhere.
    expect((await submit(id, { stepUpProofId: right }).expect(200)).body.id).toBe(body.id);
    await submit(other.id, { stepUpProofId: right }).expect(403);
    await (await portal.as('paul.superieur'))
      .post(`/api/drafts/${other.id}/step-up`)
      .send({ password: 'x' })
      .expect(404);
  });

  test('five wrong passwords lock the account, whatever comes next', async () => {
    const lea = await portal.as('lea.fontaine');
    const { id } = await anAccount({ holder: 'Léa Fontaine' }, lea);
    for (const left of [4, 3, 2, 1]) {
      const { body } = await prove(id, { password: 'not this one' }, lea).expect(401);
      expect(body).toMatchObject({ code: 'password-wrong', params: { left } });
    }
    await prove(id, { password: 'nor this one' }, lea).expect(429);
    expect((await prove(id, undefined, lea).expect(429)).body.code).toBe('code-locked');
  });

  test('who has a second factor gives its code, once', async () => {
    const sophie = await portal.as('sophie.signataire');
    const { totpSecret = '' } = DEMONSTRATION_ACCOUNTS.find(({ email }) => email.startsWith('sophie.')) ?? {};
    const { id } = await anAccount({ holder: 'Sophie Bailly' }, sophie);
    expect((await prove(id, undefined, sophie).expect(422)).body.code).toBe('code-expected');
    const code = generateSync({ secret: totpSecret, epoch: Math.floor(at.getTime() / 1000) });
    const { body } = await prove(id, { code }, sophie).expect(201);
    expect((await prove(id, { code }, sophie).expect(401)).body.code).toBe('code-replayed');
    await prove(id, { code, password: 'both' }, sophie).expect(400);
    await submit(id, { stepUpProofId: body.proofId }, sophie).expect(201);
  });
});

describe('the call back', () => {
  const answers = {
    way: 'call',
    calledNumber: '01 42 76 17 17',
    calledPerson: 'Claire',
    calledOn: '2026-01-05',
    calledTime: '14:30',
  };

  test('is written down with its answers, at a number known before; the account is revealed to who checks it, with a trace', async () => {
    const { prisma } = portal.dependencies.database;
    const agentId = await portal.personId('claire.agent');
    await takenOver(portal.db.asOwner, agentId, {
      theme: 'contact',
      value: { phone: '+33142761717' },
      from: '2024-01-01',
    });
    const requestId = await filed();
    const key = await atTask(portal, requestId, CHECK);
    const nadia = await portal.as('nadia.gestionnaire');
    const task = await nadia.get(`/api/tasks/${key}`).expect(200);
    expect(task.body.form.schema.components.length).toBe(7);
    expect(task.body.contacts).toContainEqual({ kind: 'phone', value: '+33142761717', replacedAt: null });
    expect(task.text).not.toContain('1234567890');
    const decide = (body: object) => nadia.post(`/api/tasks/${key}/decision`).send(body);
    expect(faultsOf(await decide({ outcome: 'confirmed' }).expect(422))).toEqual([
      'calledNumber: required',
      'calledPerson: required',
      'calledOn: required',
      'calledTime: required',
    ]);
    for (const [change, fault] of [
      [{ calledNumber: '06 12 34 56 78' }, 'calledNumber: phone-unknown'],
      [{ calledOn: '2999-01-01' }, 'calledOn: rule'],
      [{ calledTime: 'midi' }, 'calledTime: pattern'],
      [{ other: 'x' }, 'other: unknown-field'],
    ] as const)
      expect(faultsOf(await decide({ outcome: 'confirmed', answers: { ...answers, ...change } }).expect(422))).toEqual([
        fault,
      ]);
    expect(faultsOf(await decide({ outcome: 'unconfirmed', answers }).expect(422))).toEqual(['reason: required']);
    expect(faultsOf(await decide({ outcome: 'approved', answers }).expect(422))).toEqual(['outcome: option']);

    const revealed = await nadia.post(`/api/tasks/${key}/reveal`).send({ field: 'iban' }).expect(200);
    expect(revealed.body.value).toBe('FR76 3000 6000 0112 3456 7890 189');
    await nadia.post(`/api/tasks/${key}/reveal`).send({ field: 'holder' }).expect(404);
    for (const name of ['felix.financier', 'paul.superieur', 'claire.agent', 'karim.benali'])
      await (await portal.as(name)).post(`/api/tasks/${key}/reveal`).send({ field: 'iban' }).expect(404);
    const traces = await prisma.consultation.findMany({ where: { personId: agentId, what: 'sensitive' } });
    expect(traces).toMatchObject([{ byId: await portal.personId('nadia.gestionnaire'), subject: requestId }]);

    await decide({ outcome: 'confirmed', answers }).expect(202);
    const intent = await prisma.decisionIntent.findFirstOrThrow({ where: { taskKey: key } });
    expect(intent.answers).toEqual({ ...answers, calledNumber: '+33142761717' });
  });

  /** Someone whose telephone was replaced so many minutes before the filing, or after it. */
  async function replacedAt(minutesBefore: number) {
    const { prisma } = portal.dependencies.database;
    const personId = await portal.personId('claire.agent');
    const requestId = await filed();
    const { filedAt } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
    const at = new Date(filedAt.getTime() - minutesBefore * 60_000);
    const given = { theme: 'contact', value: { phone: '+33612345678' }, from: parisDay(at), at };
    await takenOver(portal.db.asOwner, personId, given);
    const forget = () =>
      portal.db.asOwner('delete from situation_entry where person_id = $1 and at = $2', [personId, at]);
    return { key: await atTask(portal, requestId, CHECK), forget };
  }

  test.each([
    ['a few minutes before it', 5],
    ['twenty-nine days before it', 29 * 1440],
    ['after it', -5],
  ])('G4: a telephone given %s is neither offered nor accepted; the former one is', async (_when, minutes) => {
    const { key, forget } = await replacedAt(minutes);
    const nadia = await portal.as('nadia.gestionnaire');
    const { body } = await nadia.get(`/api/tasks/${key}`).expect(200);
    const phones = body.contacts.filter(({ kind }: { kind: string }) => kind === 'phone');
    expect(phones.map(({ value }: { value: string }) => value)).toEqual(['+33142761717']);
    const decide = (calledNumber: string) =>
      nadia.post(`/api/tasks/${key}/decision`).send({ outcome: 'confirmed', answers: { ...answers, calledNumber } });
    expect(faultsOf(await decide('06 12 34 56 78').expect(422))).toEqual(['calledNumber: phone-unknown']);
    await decide('01 42 76 17 17').expect(202);
    await forget();
  });

  test('G4: whoever the portal has not known for long is met in person, with a document, recorded by two', async () => {
    const { prisma } = portal.dependencies.database;
    const agentId = await portal.personId('claire.agent');
    const { createdAt } = await prisma.person.findUniqueOrThrow({ where: { id: agentId } });
    const known = (since: Date) =>
      portal.db.asOwner('update person set created_at = $2 where id = $1', [agentId, since]);
    await known(new Date(at.getTime() - 2 * 86_400_000));
    const key = await atTask(portal, await filed(), CHECK);
    const nadia = await portal.as('nadia.gestionnaire');
    const { body } = await nadia.get(`/api/tasks/${key}`).expect(200);
    expect(body.contacts.map(({ kind }: { kind: string }) => kind)).toEqual(['workEmail']);
    const decide = (sent: object) =>
      nadia.post(`/api/tasks/${key}/decision`).send({ outcome: 'confirmed', answers: sent });
    expect(faultsOf(await decide(answers).expect(422))).toEqual(['calledNumber: phone-unknown']);
    expect(faultsOf(await decide({ way: 'in-person' }).expect(422))).toEqual([
      'identityDocument: required',
      'metOn: required',
    ]);
    const met = { way: 'in-person', identityDocument: 'passport', metOn: '2026-01-05' };
    await decide(met).expect(202);
    const intent = await prisma.decisionIntent.findFirstOrThrow({ where: { taskKey: key } });
    expect(intent.answers).toEqual(met);
    await known(createdAt);
  });

  test('whoever called back neither sees nor decides the confirmation; another financier does', async () => {
    const { prisma } = portal.dependencies.database;
    const requestId = await filed();
    const felixId = await portal.personId('felix.financier');
    const root = await prisma.structure.findFirstOrThrow({ where: { parentId: null } });
    const from = new Date('2020-01-01');
    const karimId = await portal.personId('karim.benali');
    await aSensitiveRight(prisma, { personId: karimId, role: 'financier', structureId: root.id, from });
    const checking = await atTask(portal, requestId, { ...CHECK, role: 'financier' });
    const intent = await prisma.decisionIntent.create({
      data: {
        taskKey: checking,
        requestId,
        authorId: felixId,
        outcome: 'confirmed',
        authentication: {},
        decidedAt: at,
      },
    });
    const decision = { id: intent.id, taskKey: checking, requestId, elementId: 'contre-appel/rappel', kind: 'check' };
    await prisma.decision.create({ data: { ...decision, authorId: felixId, outcome: 'confirmed' } });
    await prisma.task.update({ where: { key: checking }, data: { state: 'completed' } });
    const key = await atTask(portal, requestId, CONFIRMATION);
    await portal.db.asOwner("update task set distinct_from = '{contre-appel/rappel}' where key = $1", [key]);
    const [felix, karim] = [await portal.as('felix.financier'), await portal.as('karim.benali')];
    await felix.get(`/api/tasks/${key}`).expect(404);
    expect((await felix.get('/api/tasks').expect(200)).text).not.toContain(key);
    await felix.post(`/api/tasks/${key}/decision`).send({ outcome: 'approved' }).expect(404);
    await felix.post(`/api/tasks/${key}/reveal`).send({ field: 'iban' }).expect(404);
    const task = await karim.get(`/api/tasks/${key}`).expect(200);
    expect(task.body.outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['approved', 'refused']);
    expect(faultsOf(await karim.post(`/api/tasks/${key}/decision`).send({ outcome: 'refused' }).expect(422))).toEqual([
      'reasonLaw: required',
      'reasonFact: required',
    ]);
    await karim.post(`/api/tasks/${key}/decision`).send({ outcome: 'approved' }).expect(202);
  });
});

/** As if two people had agreed. */
const waitUntil = (requestId: string, until: Date) =>
  portal.db.asOwner('update request set stop_until = $2 where id = $1', [requestId, until]);

test('an agreed change is stopped until its last day, and not the day after, nor once it is applied', async () => {
  const inTime = await filed();
  await waitUntil(inTime, new Date(at.getTime() + 86_400_000));
  expect((await claire.get(`/api/requests/${inTime}`).expect(200)).body.may.withdraw).toBe(true);
  await claire.post(`/api/requests/${inTime}/withdrawal`).send({}).expect(202);

  const late = await filed();
  await waitUntil(late, new Date(at.getTime() - 2 * 86_400_000));
  expect((await claire.get(`/api/requests/${late}`).expect(200)).body.may.withdraw).toBe(false);
  expect((await claire.post(`/api/requests/${late}/withdrawal`).send({}).expect(409)).body.code).toBe(
    'withdrawal-too-late',
  );

  const applied = await filed();
  // As its wait had ended and it was applied.
  await portal.db.asOwner(
    `insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at, request_id)
     select gen_random_uuid(), $1, name, sha256, now(), '{}', 'taken-over', now(), $2
       from situation_theme where name = 'coordonnees-bancaires' order by published_at desc limit 1`,
    [await portal.personId('claire.agent'), applied],
  );
  await claire.post(`/api/requests/${applied}/withdrawal`).send({}).expect(409);
});
