import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { importDeps, imported } from '#application/people/testing/imports.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { aSensitiveRight } from '#prisma/testing/builders.ts';
import { confirmed, givenByTwo } from '#web/server/testing/by-two.ts';
import { aPortal, type Browser, type TestPortal } from '#web/server/testing/portal.ts';
import { nextImport } from '#workers/loops/keep-imports.ts';

// Nobody extends their own power, by any road: what each attempt is told, and that nothing was written.

const BASE = '/api/administration';
const WHY = { reason: 'Décision du chef de service.' };
const today = () => parisDay(new Date());
const inDays = (days: number) => parisDay(new Date(Date.now() + days * 24 * 3_600_000));

let portal: TestPortal;
/** Administer the whole; neither holds another right. */
let adam: Browser;
let agathe: Browser;
/** Administers the court of appeal, where he is supérieur too. */
let olivier: Browser;
beforeAll(async () => {
  portal = await aPortal();
  adam = await portal.as('adam.administrateur');
  agathe = await portal.as('agathe.administratrice');
  await givenByTwo(portal, { who: 'olivier.perrin', role: 'administrateur', on: 'CA-VALMONT' });
  olivier = await portal.as('olivier.perrin');
});
afterAll(() => portal.close());

const prisma = () => portal.db.database.prisma;
const on = async (code: string) => (await prisma().structure.findUniqueOrThrow({ where: { code } })).id;
const sql = (statement: string, ...values: unknown[]) => prisma().$executeRawUnsafe(statement, ...values);

/** Everything that gives power, as the database has it. */
const power = async () => ({
  rights: await prisma().habilitation.findMany({ orderBy: { id: 'asc' } }),
  delegations: await prisma().delegation.findMany({ orderBy: { id: 'asc' } }),
  postings: await prisma().posting.findMany({ orderBy: { id: 'asc' } }),
  tree: await prisma().structure.findMany({ orderBy: { id: 'asc' } }),
  above: await prisma().structureAbove.findMany({ orderBy: [{ structureId: 'asc' }, { aboveId: 'asc' }] }),
  absences: await prisma().absence.findMany({ orderBy: { id: 'asc' } }),
});
let before: Awaited<ReturnType<typeof power>>;
beforeEach(async () => {
  before = await power();
});
const nothingChanged = async () => expect(await power()).toEqual(before);

/** What an attempt is told. */
const said = async (attempt: PromiseLike<{ status: number; body: { code?: string } }>) => {
  const { status, body } = await attempt;
  return body?.code ?? status;
};
const right = async (by: Browser, who: string, role: string, code: string, change: object = {}) =>
  by.post(`${BASE}/habilitations`).send({
    ...{ personId: await portal.personId(who), structureId: await on(code), role, byRight: false },
    ...{ from: today(), until: null, ...WHY, ...change },
  });
const proposed = async (...asked: Parameters<typeof right>): Promise<string> => {
  const { status, body } = await right(...asked);
  expect([status, body.code]).toEqual([202, undefined]);
  return body.proposalId;
};
const confirm = (by: Browser, id: string) => by.post(`${BASE}/proposals/${id}/confirmation`);
const withdraw = (by: Browser, id: string) => by.post(`${BASE}/proposals/${id}/withdrawal`).expect(204);
const move = async (by: Browser, code: string, to: string) =>
  by.post(`${BASE}/structures/${await on(code)}/move`).send({ parentId: await on(to), ...WHY });
/** By whoever installs: what no road of the portal gives. */
const installed = async (who: string, role: 'gestionnaire' | 'signataire', code: string, byRight = false) => {
  const kept = { personId: await portal.personId(who), structureId: await on(code), from: new Date('2020-01-01') };
  if (role === 'signataire') return aSensitiveRight(prisma(), { ...kept, role, byRight });
  return prisma().habilitation.create({ data: { ...kept, role } });
};
const gone = (id: string) => portal.db.asOwner('delete from habilitation where id = $1', [id]);

describe('G10: a sensitive right is given by two administrators', () => {
  test.each(['signataire', 'financier', 'administrateur'])(
    '« %s » is proposed by one, and gives nothing',
    async (role) => {
      const id = await proposed(adam, 'lea.fontaine', role, 'BPAIE');
      await nothingChanged();
      expect(await said(confirm(adam, id))).toBe('own-proposal');
      await nothingChanged();
      const waiting = await agathe.get(`${BASE}/proposals`).expect(200);
      expect(waiting.body.items).toMatchObject([
        { id, role, person: { lastName: 'Fontaine' }, structure: { code: 'BPAIE' }, mine: false, refusal: null },
      ]);
      await withdraw(adam, id);
      expect(await said(confirm(agathe, id))).toBe('proposal-answered');
      await nothingChanged();
    },
  );

  test('is given once it is confirmed, in both names, and confirming twice gives it once', async () => {
    const appointment = {
      reference: 'le décret du 3 mars 2025 portant nomination de Mme Léa Fontaine',
      ...{ signedOn: '2025-03-03', publishedOn: '2025-03-04', effectiveOn: '2025-03-03' },
    };
    const power = { byRight: true, powerReference: 'le décret n° 1', inNameOf: 'le ministre', appointment };
    const id = await proposed(adam, 'lea.fontaine', 'signataire', 'BPAIE', power);
    const { body } = await agathe.get(`${BASE}/proposals`).expect(200);
    expect(body.items).toContainEqual(expect.objectContaining({ id, ...power }));
    expect(await said(right(adam, 'lea.fontaine', 'signataire', 'BPAIE'))).toBe('proposal-waiting');
    await confirm(agathe, id).expect(204);
    await confirm(agathe, id).expect(204);
    const given = await prisma().habilitation.findMany({ where: { proposalId: id } });
    expect(given).toMatchObject([{ role: 'signataire', ...power, ground: 'proposal' }]);
    const kept = await prisma().rightProposal.findUniqueOrThrow({ where: { id } });
    expect([kept.proposedById, kept.answeredById]).toEqual([
      await portal.personId('adam.administrateur'),
      await portal.personId('agathe.administratrice'),
    ]);
    await gone(given[0]?.id ?? '');
  });

  test('two who confirm at once give it once: one is told that it is answered', async () => {
    const id = await proposed(adam, 'lea.fontaine', 'financier', 'TJ-RIVEBELLE');
    const answers = await Promise.all([said(confirm(agathe, id)), said(confirm(olivier, id))]);
    expect(answers.sort()).toEqual([204, 'proposal-answered']);
    const given = await prisma().habilitation.findMany({ where: { proposalId: id } });
    expect(given).toHaveLength(1);
    await gone(given[0]?.id ?? '');
  });

  test('the same asked twice at once is proposed once', async () => {
    const answers = await Promise.all([0, 1].map(() => right(adam, 'lea.fontaine', 'financier', 'BPAIE')));
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    await withdraw(adam, answers.find(({ status }) => status === 202)?.body.proposalId);
  });

  test('is neither proposed for oneself nor confirmed by whoever receives it', async () => {
    expect(await said(right(adam, 'adam.administrateur', 'signataire', 'MDD'))).toBe('own-right');
    const id = await proposed(adam, 'agathe.administratrice', 'financier', 'MDD');
    expect(await said(confirm(agathe, id))).toBe('own-right');
    await nothingChanged();
    await withdraw(adam, id);
  });

  test('an administrator of one court makes no analyst of the whole, nor one of the court, nor gives beyond it', async () => {
    expect(await said(right(olivier, 'lea.fontaine', 'analyste', 'MDD'))).toBe('not-found');
    expect(await said(right(olivier, 'lea.fontaine', 'analyste', 'CA-VALMONT'))).toBe('top-only');
    expect(await said(right(adam, 'lea.fontaine', 'analyste', 'CA-VALMONT'))).toBe('top-only');
    expect(await said(right(olivier, 'lea.fontaine', 'administrateur', 'DSJ'))).toBe('not-found');
    const id = await proposed(adam, 'lea.fontaine', 'analyste', 'MDD');
    expect(await said(confirm(olivier, id))).toBe('not-found');
    expect((await olivier.get(`${BASE}/proposals`)).body.items).toEqual([]);
    await nothingChanged();
    await withdraw(adam, id);
  });

  test('is not confirmed by whoever is no longer an administrator, nor when whoever proposed is not', async () => {
    const id = await proposed(adam, 'lea.fontaine', 'financier', 'BPAIE');
    const end = (who: string, until: string | null) =>
      portal.db.asOwner(
        `update habilitation h set until = $2 from person p where p.id = h.person_id and p.work_email like $1
            and h.role = 'administrateur'`,
        [`${who}%`, until],
      );
    await end('agathe.', inDays(-1));
    expect(await said(confirm(agathe, id))).toBe('forbidden');
    await end('agathe.', null);
    await end('adam.', inDays(-1));
    expect(await said(confirm(agathe, id))).toBe('proposer-not-entitled');
    await end('adam.', null);
    await nothingChanged();
    await agathe.post(`${BASE}/proposals/${id}/refusal`).send(WHY).expect(204);
    expect(await said(confirm(agathe, id))).toBe('proposal-answered');
  });

  test('begins the day it is confirmed when it was proposed before', async () => {
    const id = await proposed(adam, 'lea.fontaine', 'financier', 'BPAIE');
    await portal.db.asOwner(`update right_proposal set facts = facts || '{"from":"2026-01-05"}' where id = $1`, [id]);
    await confirm(agathe, id).expect(204);
    const given = await prisma().habilitation.findUniqueOrThrow({ where: { proposalId: id } });
    expect(given.from).toEqual(new Date(today()));
    await gone(given.id);
  });

  test('whoever heads the structure is notified of the proposal and of its confirmation, by mail too', async () => {
    const id = await proposed(adam, 'lea.fontaine', 'signataire', 'TJ-VALMONT');
    const told = async () =>
      (
        await prisma().notification.findMany({
          where: { dedupeKey: { contains: `proposal:${id}` } },
          orderBy: { queuedAt: 'asc' },
        })
      ).map(({ message, recipientId, state }) => `${recipientId} ${message} ${state}`);
    const paul = await portal.personId('paul.superieur');
    const [lea, first] = [await portal.personId('lea.fontaine'), await portal.personId('adam.administrateur')];
    expect(await told()).toContain(`${paul} right-proposed queued`);
    expect(await told()).toContain(`${await portal.personId('olivier.perrin')} right-to-confirm queued`);
    await confirm(agathe, id).expect(204);
    for (const person of [paul, lea, first]) expect(await told()).toContain(`${person} right-confirmed queued`);
    const { body } = await (await portal.as('paul.superieur')).get('/api/notifications').expect(200);
    expect(body.items[0]).toMatchObject({
      requestId: null,
      params: { 'title.fr': 'habilitation « Signataire » de Léa Fontaine, Tribunal judiciaire de Valmont' },
    });
    await gone((await prisma().habilitation.findUniqueOrThrow({ where: { proposalId: id } })).id);
  });
});

describe('G10: nobody gains by what they do alone', () => {
  test('a structure is not moved below one’s own to read its files', async () => {
    expect(await said(move(olivier, 'DISP-EST', 'CA-VALMONT'))).toBe('not-found');
    const held = await installed('adam.administrateur', 'gestionnaire', 'CA-VALMONT');
    before = await power();
    expect(await said(move(adam, 'MA-ROCHEFONTAINE', 'TJ-VALMONT'))).toBe('own-gain');
    await nothingChanged();
    await gone(held.id);
  });

  test('a move that gives somebody a sensitive right is confirmed by another; whoever gains does not confirm', async () => {
    const { status, body } = await move(adam, 'MA-ROCHEFONTAINE', 'DSJ');
    expect(status).toBe(202);
    await nothingChanged();
    const held = await installed('agathe.administratrice', 'gestionnaire', 'DSJ');
    expect(await said(confirm(agathe, body.proposalId))).toBe('own-gain');
    await gone(held.id);
    await confirm(agathe, body.proposalId).expect(204);
    const [moved, dsj] = [await on('MA-ROCHEFONTAINE'), await on('DSJ')];
    expect(await prisma().structure.findUniqueOrThrow({ where: { id: moved } })).toMatchObject({ parentId: dsj });
    await confirmed(portal, (await move(adam, 'MA-ROCHEFONTAINE', 'DISP-EST')).body.proposalId);
  });

  test('a move away from what one administers waits for an administrator of where it goes', async () => {
    const { status, body } = await move(olivier, 'TJ-RIVEBELLE', 'SG');
    expect(status).toBe(202);
    await nothingChanged();
    expect(await said(confirm(olivier, body.proposalId))).toBe('not-found');
    const { items } = (await agathe.get(`${BASE}/proposals`)).body;
    expect(items).toMatchObject([{ kind: 'move', parent: { code: 'SG' }, structure: { code: 'TJ-RIVEBELLE' } }]);
    await withdraw(olivier, body.proposalId);
  });

  test('renaming a structure gives nothing over it', async () => {
    const id = await on('DAP');
    const renamed = olivier
      .patch(`${BASE}/structures/${id}`)
      .send({ name: 'Cour', city: 'Valmont', clock: 'Europe/Paris', department: null, ...WHY });
    expect(await said(renamed)).toBe('not-found');
    await nothingChanged();
  });

  test('an absence is not recorded by whoever the opinions would come to', async () => {
    const absence = { personId: await portal.personId('paul.superieur'), from: today(), until: inDays(9), ...WHY };
    expect(await said(olivier.post(`${BASE}/absences`).send(absence))).toBe('own-gain');
    const held = await prisma().habilitation.findFirstOrThrow({
      where: { role: 'superieur', personId: absence.personId },
    });
    const ending = olivier.post(`${BASE}/habilitations/${held.id}/end`).send({ until: today(), ...WHY });
    expect(await said(ending)).toBe('own-gain');
    await nothingChanged();
  });

  test('another administrator’s right is not ended so as to be left alone', async () => {
    const where = { role: 'administrateur', personId: await portal.personId('agathe.administratrice') };
    const held = await prisma().habilitation.findFirstOrThrow({ where });
    const ending = adam.post(`${BASE}/habilitations/${held.id}/end`).send({ until: today(), ...WHY });
    expect(await said(ending)).toBe('last-administrators');
    await expect(sql('update habilitation set until = current_date where id = $1::uuid', held.id)).rejects.toThrow(
      /two other administrators must remain/,
    );
    await nothingChanged();
    const court = { role: 'administrateur', personId: await portal.personId('olivier.perrin') };
    const local = await prisma().habilitation.findFirstOrThrow({ where: court });
    await adam
      .post(`${BASE}/habilitations/${local.id}/end`)
      .send({ until: inDays(400), ...WHY })
      .expect(204);
    await portal.db.asOwner('update habilitation set until = null where id = $1', [local.id]);
  });

  test('nor by ends that are set one after the other: who has an end set does not remain', async () => {
    const top = await prisma().structure.findFirstOrThrow({ where: { parentId: null } });
    const third = await aSensitiveRight(prisma(), {
      personId: await portal.personId('denise.comptable'),
      role: 'administrateur',
      structureId: top.id,
      from: new Date('2020-01-01'),
    });
    const where = { role: 'administrateur', personId: await portal.personId('agathe.administratrice') };
    const second = await prisma().habilitation.findFirstOrThrow({ where });
    const ends = (id: string, until: string) => adam.post(`${BASE}/habilitations/${id}/end`).send({ until, ...WHY });
    await ends(second.id, inDays(1)).expect(204);
    expect(await said(ends(third.id, inDays(1)))).toBe('last-administrators');
    await expect(sql('update habilitation set until = current_date + 1 where id = $1::uuid', third.id)).rejects.toThrow(
      /two other administrators must remain/,
    );
    await portal.db.asOwner('update habilitation set until = null where id = $1', [second.id]);
    await gone(third.id);
  });

  test('nor by two statements at once, each of which would leave two', async () => {
    const top = await on('MDD');
    const where = { role: 'administrateur', personId: await portal.personId('agathe.administratrice') };
    const second = await prisma().habilitation.findFirstOrThrow({ where });
    const personId = await portal.personId('denise.comptable');
    const held = { personId, role: 'administrateur', structureId: top, from: new Date('2020-01-01') } as const;
    const third = await aSensitiveRight(prisma(), held);
    const ended = 'update habilitation set until = current_date where id = $1::uuid';
    const waits = async () => {
      const found = async () =>
        prisma().$queryRaw<object[]>`
          select 1 from pg_locks l join pg_database d on d.oid = l.database and d.datname = current_database()
           where l.locktype = 'advisory' and not l.granted`;
      while ((await found()).length === 0) await new Promise(setImmediate);
    };
    let other: Promise<unknown> = Promise.resolve();
    await prisma().$transaction(async (tx) => {
      await tx.$executeRawUnsafe(ended, second.id);
      other = sql(ended, third.id).then(
        () => 'ended',
        (fault: Error) => fault.message,
      );
      await Promise.race([other, waits()]);
    });
    expect(await other).toMatch(/two other administrators must remain/);
    await portal.db.asOwner('update habilitation set until = null where id = $1', [second.id]);
    await gone(third.id);
  });

  test('a post that gives the power to sign back is confirmed by another, who does not sign by it', async () => {
    const helene = await portal.personId('helene.marchand');
    const post = await prisma().posting.findFirstOrThrow({ where: { personId: helene } });
    await portal.db.asOwner(`update posting set until = '2026-01-31' where id = $1`, [post.id]);
    before = await power();
    const posting = { personId: helene, structureId: await on('DSJ'), quality: 'directrice', grade: 'Administratrice' };
    // Dated in the past as well as today.
    for (const from of ['2026-02-01', today()]) {
      const { status, body } = await adam.post(`${BASE}/postings`).send({ ...posting, from, until: null, ...WHY });
      expect(status).toBe(202);
      await nothingChanged();
      await withdraw(adam, body.proposalId);
    }
    const delegate = `update delegation set delegate_id = (select id from person where work_email like $1)`;
    await portal.db.asOwner(delegate, ['agathe.%']);
    const { body } = await adam.post(`${BASE}/postings`).send({ ...posting, from: today(), until: null, ...WHY });
    expect(await said(confirm(agathe, body.proposalId))).toBe('own-gain');
    await portal.db.asOwner(delegate, ['adam.%']);
    expect(await said(adam.post(`${BASE}/postings`).send({ ...posting, from: today(), until: null, ...WHY }))).toBe(
      'own-gain',
    );
    expect(await said(right(adam, 'helene.marchand', 'signataire', 'DAP', { byRight: true }))).toBe('own-gain');
    await portal.db.asOwner(delegate, ['sophie.%']);
    await confirm(agathe, body.proposalId).expect(204);
    expect(await prisma().posting.count({ where: { proposalId: body.proposalId } })).toBe(1);
  });
});

describe('G10: a power to sign is not handed on by one person', () => {
  const delegation = async (delegator: string, delegate: string, change: object = {}) => ({
    ...{ reference: 'Décision', delegatorQuality: 'la directrice', matters: ['*'], structureId: await on('DSJ') },
    ...{ delegatorId: await portal.personId(delegator), delegateId: await portal.personId(delegate) },
    ...{ from: today(), until: inDays(90), ...WHY, ...change },
  });
  const give = async (by: Browser, ...asked: Parameters<typeof delegation>) =>
    by.post(`${BASE}/delegations`).send(await delegation(...asked));

  test('a delegation is confirmed by another administrator, who neither gives nor receives it', async () => {
    const { status, body } = await give(adam, 'helene.marchand', 'agathe.administratrice');
    expect(status).toBe(202);
    await nothingChanged();
    expect(await said(confirm(agathe, body.proposalId))).toBe('own-right');
    await nothingChanged();
    await withdraw(adam, body.proposalId);
  });

  test('what one signs under a delegation is not delegated, to a friend nor back', async () => {
    expect(await said(give(adam, 'sophie.signataire', 'victor.valideur'))).toBe('delegator-without-power');
    expect(await said(give(adam, 'sophie.signataire', 'helene.marchand'))).toBe('delegator-without-power');
    expect(await said(give(adam, 'helene.marchand', 'adam.administrateur'))).toBe('own-right');
    await nothingChanged();
  });

  test('is judged anew when it is confirmed: a power that ended is not handed on', async () => {
    const { body } = await give(adam, 'helene.marchand', 'victor.valideur');
    const held = `update habilitation set until = $1 where by_right and person_id = (select id from person where work_email like 'helene.%')`;
    await portal.db.asOwner(held, [inDays(-1)]);
    expect(await said(confirm(agathe, body.proposalId))).toBe('delegator-without-power');
    await portal.db.asOwner(held, [null]);
    await nothingChanged();
    await withdraw(adam, body.proposalId);
  });
});

describe('G10: the application’s own role gives nothing that two people did not', () => {
  let lea: string;
  let adamId: string;
  let agatheId: string;
  let root: string;
  beforeAll(async () => {
    lea = await portal.personId('lea.fontaine');
    adamId = await portal.personId('adam.administrateur');
    agatheId = await portal.personId('agathe.administratrice');
    root = await on('MDD');
  });
  const insertRight = (columns = '', values = '') =>
    sql(
      `insert into habilitation (id, person_id, role, structure_id, "from" ${columns})
       values (gen_random_uuid(), $1::uuid, 'signataire', $2::uuid, current_date ${values})`,
      lea,
      root,
    );

  test.each([
    ['without a ground', '', ''],
    ['as if at installation', ', ground', ", 'installation'"],
    ['on a proposal that there is not', ', ground, proposal_id', ", 'proposal', gen_random_uuid()"],
  ])('a right written %s is refused', async (_how, columns, values) => {
    await expect(insertRight(columns, values)).rejects.toThrow(/two administrators confirm/);
    await nothingChanged();
  });

  test('a proposal is neither confirmed by its author, nor by who is no administrator, nor rewritten', async () => {
    const id = await proposed(adam, 'lea.fontaine', 'signataire', 'MDD');
    const answer = (by: string) =>
      sql(
        `update right_proposal set outcome = 'confirmed', answered_by_id = $2::uuid, answered_at = now() where id = $1::uuid`,
        id,
        by,
      );
    await expect(answer(adamId)).rejects.toThrow(/right_proposal_outcome/);
    await expect(answer(lea)).rejects.toThrow(/two administrators of that place/);
    await expect(answer(await portal.personId('paul.superieur'))).rejects.toThrow(/two administrators of that place/);
    for (const column of ['proposed_by_id', 'person_id', 'structure_id', 'facts', 'reason', 'kind', 'proposed_at'])
      await expect(sql(`update right_proposal set ${column} = ${column}`)).rejects.toThrow(/permission denied/);
    await expect(sql('delete from right_proposal')).rejects.toThrow(/permission denied/);
    await withdraw(adam, id);
    await expect(answer(agatheId)).rejects.toThrow(/answered already/);
    await nothingChanged();
  });

  test('a proposal is not born confirmed, and what two confirmed is not given a second time', async () => {
    const born = sql(
      `insert into right_proposal (id, kind, structure_id, person_id, facts, reason, proposed_by_id, proposed_at, outcome, answered_by_id, answered_at)
       values (gen_random_uuid(), 'habilitation', $1::uuid, $2::uuid, '{}', 'x', $3::uuid, now(), 'confirmed', $4::uuid, now())`,
      ...[root, lea, adamId, agatheId],
    );
    await expect(born).rejects.toThrow(/answered by somebody else, later/);
    const id = await proposed(adam, 'lea.fontaine', 'signataire', 'MDD', { from: inDays(30) });
    await confirm(agathe, id).expect(204);
    const { id: given } = await prisma().habilitation.findUniqueOrThrow({ where: { proposalId: id } });
    await adam.post(`${BASE}/habilitations/${given}/removal`).send(WHY).expect(204);
    const again = sql(
      `insert into habilitation (id, person_id, role, structure_id, "from", ground, proposal_id)
       values (gen_random_uuid(), $1::uuid, 'signataire', $2::uuid, $4::date, 'proposal', $3::uuid)`,
      ...[lea, root, id, new Date(inDays(30))],
    );
    await expect(again).rejects.toThrow(/two administrators confirm/);
    await nothingChanged();
  });

  test('a right is neither turned into another one, nor made to last, nor carried elsewhere', async () => {
    for (const column of [
      'role',
      'person_id',
      'structure_id',
      '"from"',
      'by_right',
      'power_reference',
      'in_name_of',
      'appointment',
      'ground',
      'proposal_id',
    ])
      await expect(sql(`update habilitation set ${column} = ${column}`)).rejects.toThrow(/permission denied/);
    const held = await prisma().habilitation.findFirstOrThrow({ where: { role: 'valideur' } });
    await portal.db.asOwner('update habilitation set until = $2 where id = $1', [held.id, inDays(-1)]);
    await expect(sql('update habilitation set until = null where id = $1::uuid', held.id)).rejects.toThrow(
      /an end is never moved later/,
    );
    await portal.db.asOwner('update habilitation set until = null where id = $1', [held.id]);
    await nothingChanged();
  });

  test('« analyste » below the top, a delegation and a revoked one revived are refused', async () => {
    const id = await proposed(adam, 'lea.fontaine', 'analyste', 'MDD');
    await withdraw(adam, id);
    const court = await on('CA-VALMONT');
    const analyst = sql(
      `insert into habilitation (id, person_id, role, structure_id, "from", ground) values
       (gen_random_uuid(), $1::uuid, 'analyste', $2::uuid, current_date, 'installation')`,
      ...[lea, court],
    );
    await expect(analyst).rejects.toThrow(/top of the tree|two administrators confirm/);
    const delegate = sql(
      `insert into delegation (id, reference, delegator_id, delegator_quality, delegate_id, matters, structure_id, "from", ground)
       select gen_random_uuid(), 'x', delegator_id, 'x', $1::uuid, '{*}', structure_id, current_date, 'installation' from delegation limit 1`,
      lea,
    );
    await expect(delegate).rejects.toThrow(/two administrators confirm/);
    await portal.db.asOwner('update delegation set revoked_at = now()');
    await expect(sql('update delegation set revoked_at = null')).rejects.toThrow(/written once/);
    await portal.db.asOwner('update delegation set revoked_at = null');
    await nothingChanged();
  });

  test('the tree is not rewritten to bring a structure below one’s own', async () => {
    const [prison, court] = [await on('MA-ROCHEFONTAINE'), await on('TJ-VALMONT')];
    const { path } = await prisma().structure.findUniqueOrThrow({ where: { id: court } });
    await expect(sql('insert into structure_above values ($1::uuid, $2::uuid, 1)', prison, court)).rejects.toThrow(
      /permission denied/,
    );
    const moved = sql(
      `update structure set parent_id = $2::uuid, path = $3 where id = $1::uuid`,
      ...[prison, court, `${path}${prison}/`],
    );
    await expect(moved).rejects.toThrow(/two administrators confirm a move/);
    const forged = sql(`update structure set path = $2 where id = $1::uuid`, prison, `${path}${prison}/`);
    await expect(forged).rejects.toThrow(/does not go through its parent/);
    await nothingChanged();
  });

  test('nobody is posted under a power that two gave over an empty structure', async () => {
    const created = { code: 'CABINET', name: 'Cabinet', city: 'Paris', parentId: await on('SG'), ...WHY };
    const { body } = await adam.post(`${BASE}/structures`).send(created).expect(201);
    const right = await installed('denise.comptable', 'signataire', 'CABINET');
    const person = await portal.personId('claire.agent');
    await portal.db.asOwner('update posting set until = $2 where person_id = $1', [person, inDays(-1)]);
    before = await power();
    const posting = { personId: person, structureId: body.id, quality: 'greffière', grade: 'Greffière', from: today() };
    const asked = await adam.post(`${BASE}/postings`).send({ ...posting, until: null, ...WHY });
    expect(asked.status).toBe(202);
    const posted = sql(
      `insert into posting (id, person_id, structure_id, quality, grade, "from")
       values (gen_random_uuid(), $1::uuid, $2::uuid, 'x', 'x', current_date)`,
      ...[person, body.id],
    );
    await expect(posted).rejects.toThrow(/two administrators confirm/);
    await nothingChanged();
    await confirm(agathe, asked.body.proposalId).expect(204);
    expect(await prisma().posting.count({ where: { proposalId: asked.body.proposalId } })).toBe(1);
    await gone(right.id);
  });

  test('a post of who may sign is not written without two', async () => {
    await portal.db.asOwner(
      `update posting set until = '2026-01-31' where person_id = (select id from person where work_email like 'marc.%')`,
    );
    before = await power();
    const posted = sql(
      `insert into posting (id, person_id, structure_id, quality, grade, "from")
       select gen_random_uuid(), id, $1::uuid, 'x', 'x', current_date from person where work_email like 'marc.%'`,
      root,
    );
    await expect(posted).rejects.toThrow(/two administrators confirm/);
    await nothingChanged();
  });
});

describe('a right that came by CSV waits for two', () => {
  const HEAD = 'matricule;habilitation;structure;plein droit;du;au';
  const numberOf = async (who: string) =>
    (await prisma().person.findUniqueOrThrow({ where: { id: await portal.personId(who) } })).employeeNumber;
  const line = async (who: string, role: string, code = 'TJ-VALMONT') =>
    `${await numberOf(who)};${role};${code};;${today()};`;
  const worker = async () => {
    while (await nextImport(importDeps(portal.db.database))) {
      // One file after the other.
    }
  };
  const sent = async (by: Browser, ...lines: string[]): Promise<string> => {
    const { body } = await by
      .post(`${BASE}/imports?kind=rights`)
      .set({ 'Content-Type': 'text/csv', 'X-File-Name': 'droits.csv', 'X-Reason': 'Reprise' })
      .send([HEAD, ...lines].join('\n'))
      .expect(201);
    await worker();
    return body.id;
  };
  const applied = async (by: Browser, ...lines: string[]) => {
    const id = await sent(by, ...lines);
    await by.post(`${BASE}/imports/${id}/application`).expect(204);
    await worker();
    return (await by.get(`${BASE}/imports/${id}`).expect(200)).body;
  };
  const waiting = async (who: string) =>
    (
      await prisma().provisionedRight.findMany({ where: { personId: await portal.personId(who), proposalId: null } })
    ).map(({ id }) => id);

  test('whoever sends the file, and by the operator’s command: nothing is given until one takes it up and another confirms', async () => {
    const roles = ['signataire', 'financier', 'administrateur'];
    const lines = await Promise.all(roles.map((role) => line('lea.fontaine', role)));
    expect((await applied(adam, ...lines)).counts).toMatchObject({ waits: 3, applied: 0, fault: 0 });
    expect((await imported(portal.db.database, 'rights', [HEAD, ...lines].join('\n'), null)).counts).toMatchObject({
      waits: 3,
    });
    await nothingChanged();
    const ids = await waiting('lea.fontaine');
    expect(ids).toHaveLength(3);
    const take = (by: Browser) => by.post(`${BASE}/provisioned-rights/proposals`).send({ ids, ...WHY });
    expect((await take(await portal.as('nadia.gestionnaire'))).status).toBe(403);
    expect((await take(adam)).body.items.map(({ code }: { code: string | null }) => code)).toEqual([null, null, null]);
    expect((await take(adam)).body.items[0].code).toBe('provisioned-over');
    await nothingChanged();
    const proposals = await prisma().rightProposal.findMany({
      where: { personId: await portal.personId('lea.fontaine'), outcome: null },
    });
    const confirm = (by: Browser) =>
      by.post(`${BASE}/proposals/confirmations`).send({ ids: proposals.map(({ id }) => id) });
    expect((await confirm(adam)).body.items.map(({ code }: { code: string }) => code)).toEqual(
      Array(3).fill('own-proposal'),
    );
    await nothingChanged();
    expect((await confirm(agathe)).body.items.map(({ code }: { code: string | null }) => code)).toEqual([
      null,
      null,
      null,
    ]);
    const given = await prisma().habilitation.findMany({ where: { personId: await portal.personId('lea.fontaine') } });
    expect(given.map(({ role, ground }) => [role, ground]).sort()).toEqual(
      roles.map((role) => [role, 'proposal']).sort(),
    );
  });

  test('by SQL neither: to say that it was given gives nothing, and what it became is said once', async () => {
    await applied(adam, await line('hugo.lemaire', 'signataire'));
    const [id] = await waiting('hugo.lemaire');
    await sql('update provisioned_right set given_id = id where id = $1::uuid', id);
    await nothingChanged();
    await expect(sql('update provisioned_right set given_id = null where id = $1::uuid', id)).rejects.toThrow(
      /written once/,
    );
    await expect(sql("update provisioned_right set facts = '{}' where id = $1::uuid", id)).rejects.toThrow(
      /permission denied/,
    );
  });

  test('nobody gives themselves a right by a line, nor takes up what they would receive, nor elsewhere', async () => {
    const { faulty } = await applied(
      adam,
      await line('adam.administrateur', 'gestionnaire'),
      await line('adam.administrateur', 'signataire'),
    );
    expect(faulty.map(({ faults }: { faults: { code: string }[] }) => faults[0]?.code)).toEqual([
      'own-right',
      'own-right',
    ]);
    const elsewhere = await sent(olivier, await line('lea.fontaine', 'gestionnaire', 'MA-ROCHEFONTAINE'));
    expect((await olivier.get(`${BASE}/imports/${elsewhere}`)).body.faulty[0].faults[0].code).toBe('not-found');
    expect((await agathe.post(`${BASE}/imports/${elsewhere}/application`)).status).toBe(404);
    await applied(agathe, await line('adam.administrateur', 'financier'));
    const ids = await waiting('adam.administrateur');
    const take = async (by: Browser) =>
      (await by.post(`${BASE}/provisioned-rights/proposals`).send({ ids, ...WHY })).body.items[0].code;
    expect(await take(adam)).toBe('own-right');
    await applied(agathe, await line('ines.caron', 'financier', 'MA-ROCHEFONTAINE'));
    const [there] = await waiting('ines.caron');
    const { body } = await olivier.post(`${BASE}/provisioned-rights/dismissals`).send({ ids: [there], ...WHY });
    expect(body.items[0].code).toBe('not-found');
    await nothingChanged();
  });
});
