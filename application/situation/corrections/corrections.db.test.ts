import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SituationEntry } from '#domain/situation/entry.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { historyOf, lastEntry } from '#prisma/repositories/people/situation.ts';
import { aPerson, aStructure, takenOver } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { keepShippedThemes } from '#testing/shipped-circuits.ts';
import { answerCorrection, type CorrectionAnswer } from './answer-correction.ts';
import { proposeCorrection } from './propose-correction.ts';

let db: TestDatabase;
let court: Awaited<ReturnType<typeof aStructure>>;
let [nadia, paul, elsewhere, superior] = ['', '', '', ''];
beforeAll(async () => {
  db = await aDatabase();
  const { database } = db;
  court = await aStructure(database.prisma, 'Cour');
  const other = await aStructure(database.prisma, 'Autre cour');
  const keeper = (name: string, structure = court) =>
    aPerson(name).postedIn(structure).holding('gestionnaire', structure).make(database);
  [nadia, paul, elsewhere] = [await keeper('Nadia'), await keeper('Paul'), await keeper('Elsa', other)];
  superior = await aPerson('Sam').postedIn(court).holding('superieur', court).make(database);
  await keepShippedThemes(database);
});
afterAll(() => db.drop());

const anAgent = () => aPerson('Claire').postedIn(court).make(db.database);
const deps = () => ({ database: db.database, mailDomain: 'harmonie.example' });

/** An agent for whom this was taken over, with the entry that says so. */
async function known(theme: string, value: object, more: { from?: string; until?: string } = {}) {
  const personId = await anAgent();
  return { personId, entryId: await alsoKnown(personId, theme, value, more) };
}

async function alsoKnown(personId: string, theme: string, value: object, more: { from?: string; until?: string } = {}) {
  await takenOver(db.asOwner, personId, { theme, value, ...more });
  const { id } = await db.database.prisma.situationEntry.findFirstOrThrow({
    where: { personId, theme },
    orderBy: { id: 'desc' },
  });
  return id;
}

const correct = async (
  by: string,
  { personId, entryId }: { personId: string; entryId: string },
  answers: Record<string, unknown>,
) =>
  proposeCorrection(deps(), {
    ...{ actor: await actorFacts(db.database.prisma, by), personId, entryId, answers, at: new Date() },
    reason: 'Erreur de saisie à la reprise.',
  });
const answer = async (by: string, personId: string, correctionId: string, asked: CorrectionAnswer) =>
  answerCorrection(deps(), {
    ...{ actor: await actorFacts(db.database.prisma, by), personId, correctionId, answer: asked, at: new Date() },
  });
const last = async (personId: string, theme: string): Promise<SituationEntry['value'] | undefined> =>
  (await lastEntry(db.database.prisma, personId, theme))?.value;
const toldOf = async (recipientId: string) =>
  (await db.database.prisma.notification.findMany({ where: { recipientId } })).map(({ message }) => message);

const MARRIED = { situation: 'mariage', effectDate: '2020-01-01' };
const GRADE = { grade: 'Greffière', echelon: 6, index: 421 };
const CORRECTED = { echelon: 7, index: 435, effectDate: '2020-01-01' };

describe('an entry that was taken over wrong', () => {
  test('is put right by the manager of the file: the former one stays, the agent is told, the audit says why', async () => {
    const entry = await known('situation-familiale', { situation: 'pacs' });
    const { personId } = entry;
    await takenOver(db.asOwner, personId, { theme: 'contact', value: { personalEmail: 'claire@exemple.fr' } });
    expect(await correct(nadia, entry, MARRIED)).toMatchObject({ state: 'applied' });
    expect(await last(personId, 'situation-familiale')).toEqual({ situation: 'mariage' });
    const history = (await historyOf(db.database.prisma, personId)).filter(({ theme }) => theme !== 'contact');
    expect(history.map(({ origin, value, supersededAt }) => [origin, value.situation, supersededAt !== null])).toEqual([
      ['correction', 'mariage', false],
      ['taken-over', 'pacs', true],
    ]);
    expect(history[0]).toMatchObject({ correction: { reason: 'Erreur de saisie à la reprise.' } });
    const told = await db.database.prisma.notification.findMany({ where: { recipientId: personId } });
    expect(told.map(({ message, address }) => `${message} ${address ?? 'at work'}`).sort()).toEqual([
      'situation-corrected at work',
      'situation-corrected claire@exemple.fr',
    ]);
    const trace = await traceOf(db.database.prisma, personId);
    expect(trace.map(({ verb, actorId }) => [verb, actorId])).toEqual([
      ['situation.correct-ask', nadia],
      ['situation.correct', nadia],
    ]);
    expect(JSON.stringify(trace)).toContain('Erreur de saisie');
    expect(JSON.stringify(trace)).not.toMatch(/mariage|pacs|exemple/);
  });

  test('takes a second one of them where an act would change it, and never the same', async () => {
    const entry = await known('echelon-grade', GRADE);
    const { personId } = entry;
    const { id, state } = await correct(nadia, entry, CORRECTED);
    expect(state).toBe('open');
    expect(await last(personId, 'echelon-grade')).toEqual(GRADE);
    expect(await toldOf(paul)).toContain('correction-to-confirm');
    await expect(correct(paul, entry, { ...CORRECTED, index: 436 })).rejects.toMatchObject({
      code: 'correction-waiting',
    });
    await expect(answer(nadia, personId, id, { outcome: 'confirmed' })).rejects.toMatchObject({ code: 'same-person' });
    for (const by of [elsewhere, superior])
      await expect(answer(by, personId, id, { outcome: 'confirmed' })).rejects.toMatchObject({ code: 'not-found' });
    await answer(paul, personId, id, { outcome: 'confirmed' });
    expect(await last(personId, 'echelon-grade')).toEqual({ ...GRADE, echelon: 7, index: 435 });
    expect(await toldOf(personId)).toEqual(['situation-corrected']);
    const [written] = await db.database.prisma.situationEntry.findMany({ where: { personId, origin: 'correction' } });
    expect(written).toMatchObject({ guarantee: 'two-person', byId: nadia, citesId: entry.entryId });
    await expect(answer(paul, personId, id, { outcome: 'confirmed' })).rejects.toMatchObject({
      code: 'correction-ended',
    });
    // A corrected entry can be corrected again.
    const again = { personId, entryId: written?.id ?? '' };
    expect(await correct(paul, again, { ...CORRECTED, index: 436 })).toMatchObject({ state: 'open' });
  });

  test('stays where the second one refuses, or the first one thinks better of it', async () => {
    const entry = await known('echelon-grade', GRADE);
    const { personId } = entry;
    const first = await correct(nadia, entry, CORRECTED);
    await answer(paul, personId, first.id, { outcome: 'refused', remark: 'L’arrêté dit 6.' });
    expect(await toldOf(nadia)).toContain('correction-refused');
    const second = await correct(nadia, entry, CORRECTED);
    await expect(answer(paul, personId, second.id, { outcome: 'taken-back' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await answer(nadia, personId, second.id, { outcome: 'taken-back' });
    expect(await last(personId, 'echelon-grade')).toEqual(GRADE);
    expect(await toldOf(personId)).toEqual([]);
  });

  test.each([
    ['an end before its beginning', { nature: 'maternite', startDate: '2027-03-02', endDate: '2027-03-01' }, 'endDate'],
    ['a period that meets another', { nature: 'maternite', startDate: '2027-03-01', endDate: '2027-05-01' }, 'endDate'],
    ['a value that is no choice', { nature: 'sieste', startDate: '2027-03-01', endDate: '2027-03-05' }, 'nature'],
    ['nothing where something is due', { nature: null, startDate: '2027-03-01', endDate: '2027-03-05' }, 'nature'],
    ['a day that is none', { nature: 'maternite', startDate: '2027-02-29', endDate: '2027-03-05' }, 'startDate'],
  ])('is not given %s', async (_what, answers, field) => {
    const leave = { nature: 'conge-annuel' };
    const entry = await known('absences-et-conges', leave, { from: '2027-03-01', until: '2027-03-05' });
    await alsoKnown(entry.personId, 'absences-et-conges', leave, { from: '2027-05-01', until: '2027-05-05' });
    await expect(correct(nadia, entry, answers)).rejects.toMatchObject({ code: 'form-invalid', faults: [{ field }] });
    // The days of the entry itself do not count as taken.
    const shorter = { nature: 'conge-annuel', startDate: '2027-03-02', endDate: '2027-03-04' };
    expect(await correct(nadia, entry, shorter)).toMatchObject({ state: 'applied' });
  });

  test('of a balance leaves it at nothing or above; of a list stays the same item', async () => {
    const savings = 'compte-epargne-temps';
    const deposit = await known(savings, { mouvement: 'versement', jours: 10 });
    const { personId } = deposit;
    await alsoKnown(personId, savings, { mouvement: 'conge', jours: 6 }, { from: '2021-01-01' });
    const to = (jours: unknown) => correct(nadia, deposit, { mouvement: 'versement', jours });
    await expect(to(5)).rejects.toMatchObject({ faults: [{ field: 'jours', code: 'balance-below' }] });
    await to(6);
    expect(await last(personId, savings)).toMatchObject({ solde: 0 });
    const child = await known('enfants', { prenom: 'Luise', naissance: '2020-03-03', lien: 'naissance' });
    const answers = {
      prenom: 'Louise',
      naissance: '2020-03-03',
      lien: 'naissance',
      effectDate: '2020-03-03',
      endDate: '',
    };
    await correct(nadia, child, answers);
    expect(await lastEntry(db.database.prisma, child.personId, 'enfants', child.entryId)).toMatchObject({
      value: { prenom: 'Louise' },
      from: '2020-03-03',
    });
  });

  test('is read as forms read it, and only while it is how the agent is reached', async () => {
    const former = await known('contact', { phone: '+33142761717' });
    const entry = {
      ...former,
      entryId: await alsoKnown(former.personId, 'contact', { phone: '+33142761718' }, { from: '2024-01-01' }),
    };
    const phone = (of: typeof entry, written: string) => correct(nadia, of, { phone: written, personalEmail: null });
    await expect(phone(entry, '12')).rejects.toMatchObject({ faults: [{ field: 'phone', code: 'phone-number' }] });
    await expect(phone(former, '01 42 76 17 19')).rejects.toMatchObject({ code: 'correction-past' });
    await expect(phone(entry, '01 42 76 17 18')).rejects.toMatchObject({ code: 'correction-same' });
    await phone(entry, '01 42 76 17 19');
    expect(await last(entry.personId, 'contact')).toEqual({ phone: '+33142761719' });
  });
});

describe('nobody puts right', () => {
  test('their own situation, nor that of somebody whose file they do not keep', async () => {
    await takenOver(db.asOwner, nadia, { theme: 'situation-familiale', value: { situation: 'pacs' } });
    const own = await db.database.prisma.situationEntry.findFirstOrThrow({ where: { personId: nadia } });
    const mine = { personId: nadia, entryId: own.id };
    await expect(correct(nadia, mine, MARRIED)).rejects.toMatchObject({ code: 'own-situation' });
    const entry = await known('situation-familiale', { situation: 'pacs' });
    for (const by of [elsewhere, superior])
      await expect(correct(by, entry, MARRIED)).rejects.toMatchObject({ code: 'not-found' });
    await expect(correct(entry.personId, entry, MARRIED)).rejects.toMatchObject({ code: 'own-situation' });
    // An entry belongs to one person.
    await expect(correct(nadia, { ...entry, entryId: own.id }, MARRIED)).rejects.toMatchObject({
      code: 'entry-changed',
    });
  });

  test('twice: of two at once the second reads that it changed', async () => {
    const entry = await known('situation-familiale', { situation: 'pacs' });
    const asked = ['mariage', 'divorce'].map((situation) => correct(nadia, entry, { ...MARRIED, situation }));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'entry-changed' } });
  });

  test('what an act put there, nor an account', async () => {
    const account = { iban: { sealed: 'v2.x', shown: 'FR76 •• 189' }, holder: 'CLAIRE', payMonth: '2026-01' };
    const pay = await known('coordonnees-bancaires', account);
    await expect(correct(nadia, pay, { holder: 'PAUL' })).rejects.toMatchObject({ code: 'correction-by-request' });
    const entry = await known('echelon-grade', GRADE);
    await db.asOwner(
      `update situation_entry set origin = 'request', guarantee = 'act', request_id = gen_random_uuid() where id = $1`,
      [entry.entryId],
    );
    await expect(correct(nadia, entry, CORRECTED)).rejects.toMatchObject({ code: 'correction-by-act' });
  });

  test('anything by a statement of the application’s role, beside what was asked and agreed', async () => {
    const { prisma } = db.database;
    const entry = await known('echelon-grade', GRADE);
    const { personId, entryId } = entry;
    const ask = (by: string, of = entryId) => prisma.$executeRaw`
      insert into situation_correction (id, entry_id, person_id, value, "from", reason, proposed_by_id, proposed_at)
      values (gen_random_uuid(), ${of}::uuid, ${personId}::uuid, ${JSON.stringify(GRADE)}::jsonb, '2020-01-01', 'x', ${by}::uuid, now())`;
    for (const by of [elsewhere, superior, personId]) await expect(ask(by)).rejects.toThrow(/does not keep this file/);
    const write = (value: object, guarantee: string, by = nadia) => prisma.$executeRaw`
      insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at, guarantee, by_id, cites_id)
      select gen_random_uuid(), ${personId}::uuid, name, sha256, '2020-01-01', ${JSON.stringify(value)}::jsonb, 'correction', now(),
             ${guarantee}, ${by}::uuid, ${entryId}::uuid from situation_theme where name = 'echelon-grade' limit 1`;
    await expect(write(GRADE, 'checked')).rejects.toThrow(/not what was asked/);
    await ask(nadia);
    await expect(write(GRADE, 'two-person')).rejects.toThrow(/not what was asked/);
    const decide = (by: string | null) => prisma.$executeRaw`
      update situation_correction set state = 'applied', decided_by_id = ${by}::uuid, decided_at = now()
       where entry_id = ${entryId}::uuid and state = 'open'`;
    await expect(decide(null)).rejects.toThrow(/takes two people/);
    await expect(decide(elsewhere)).rejects.toThrow(/does not keep this file/);
    await expect(decide(nadia)).rejects.toThrow(/situation_correction_is_decided/);
    await decide(paul);
    await expect(write({ ...GRADE, echelon: 9 }, 'two-person')).rejects.toThrow(/not what was asked/);
    await expect(write(GRADE, 'checked')).rejects.toThrow(/not what was asked/);
    await write(GRADE, 'two-person');
    await expect(write(GRADE, 'two-person')).rejects.toThrow(/nothing of this person/);
  });
});
