import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { eveOf } from '#domain/calendar/period.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { csvLine } from '#domain/formats/csv.ts';
import { reportCells } from '#domain/people/import-words.ts';
import { openDatabase } from '#prisma/client.ts';
import { keepNewGrids } from '#prisma/repositories/people/grids.ts';
import { linesIn, reportLines } from '#prisma/repositories/people/imports.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { historyOf } from '#prisma/repositories/people/situation.ts';
import { keepThemes } from '#prisma/repositories/people/themes.ts';
import { aPerson, aStructure, takenOver } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { shippedGrids, shippedTheme, themeFiles } from '#testing/shipped-themes.ts';
import { applyImport, askImport } from './imports/apply-import.ts';
import { approveImport, rejectImport } from './imports/approve-import.ts';
import { standingOf } from './imports/plan-import.ts';
import { faultsOf, importDeps, planned, secrets } from './testing/imports.ts';

const TODAY = parisDay(new Date());
const ADDRESS = 'matricule;du;Numéro et voie;Complément;Code postal;Ville;Pays';
const WORK = 'matricule;du;au;quotité (%)';

let db: TestDatabase;
let alice: string;
let agathe: string;
let ministry: { id: string; path: string };
let court: { id: string; path: string };
let claire: { id: string; number: string };
beforeAll(async () => {
  db = await aDatabase();
  ministry = await aStructure(prisma(), 'Ministère');
  court = await aStructure(prisma(), 'Tribunal', ministry);
  const files = [...themeFiles()].map(([path, content]) => ({ path, content, sha256: sha256(content) }));
  await keepNewGrids(prisma(), Object.values(shippedGrids()));
  await keepThemes(prisma(), files);
  alice = await aPerson('Alice').postedIn(ministry).holding('administrateur', ministry).make(db.database);
  agathe = await aPerson('Agathe').postedIn(ministry).holding('administrateur', ministry).make(db.database);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  claire = await anAgent('Claire');
});

const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const prisma = () => db.database.prisma;
const numberOf = async (id: string) => (await prisma().person.findUniqueOrThrow({ where: { id } })).employeeNumber;
async function anAgent(name: string): Promise<{ id: string; number: string }> {
  const id = await aPerson(name).postedIn(court).make(db.database);
  return { id, number: await numberOf(id) };
}

/** Sends a file of a theme and tries it. */
const sent = (theme: string, lines: readonly string[] | Uint8Array, by: string | null = alice) =>
  planned(db.database, 'situation', lines instanceof Uint8Array ? lines : lines.join('\r\n'), by, {
    ...importDeps(db.database),
    theme,
  });
const approve = async (id: string, by = agathe) =>
  approveImport(db, { actor: await actorFacts(prisma(), by), id, at: new Date() });
/** Sends a file, has it approved and applies it; returns the number of lines by outcome. */
async function given(theme: string, lines: readonly string[] | Uint8Array) {
  const id = await sent(theme, lines);
  await askImport(importDeps(db.database), { id, madeById: alice, at: new Date() });
  await approve(id);
  await applyImport(importDeps(db.database), id);
  return { id, counts: (await standingOf(db.database, id)).counts };
}
const written = async (personId: string, theme: string) =>
  (await historyOf(prisma(), personId))
    .filter((entry) => entry.theme === theme)
    .map(({ from, until, value, origin }) => ({ from, until, value, origin }));
const street = (voie: string) => ({ voie, codePostal: '44000', ville: 'Nantes', pays: 'France' });
const line = (voie: string, from = '2024-03-01', number = claire.number) =>
  `${number};${from};${voie};;44000;Nantes;France`;

describe('a file of values', () => {
  test('is tried, proposed, approved by another and written; the agent is told, and the same file changes nothing', async () => {
    const rows = [ADDRESS, line('1 rue du Port', '2020-01-01'), line('2 rue du Château')];
    const id = await sent('adresse', rows);
    expect((await standingOf(db.database, id)).counts).toMatchObject({ ready: 2, fault: 0 });
    await askImport(importDeps(db.database), { id, madeById: alice, at: new Date() });
    const told = await prisma().notification.findMany({ where: { message: 'import-to-approve' } });
    expect(told).toMatchObject([{ recipientId: agathe, detail: { 'title.fr': 'Adresse personnelle' } }]);
    await applyImport(importDeps(db.database), id);
    expect(await written(claire.id, 'adresse')).toEqual([]);
    await expect(approve(id, alice)).rejects.toMatchObject({ code: 'own-proposal' });
    await approve(id);
    await approve(id);
    await applyImport(importDeps(db.database), id);
    expect(await written(claire.id, 'adresse')).toEqual([
      { from: '2024-03-01', until: null, value: street('2 rue du Château'), origin: 'import' },
      { from: '2020-01-01', until: null, value: street('1 rue du Port'), origin: 'import' },
    ]);
    const notices = await prisma().notification.findMany({ where: { recipientId: claire.id } });
    expect(notices.map(({ message }) => message)).toEqual(['situation-imported']);
    const trace = await traceOf(prisma(), claire.id);
    expect(trace).toMatchObject(Array(2).fill({ verb: 'situation.import', actorId: alice }));
    expect(JSON.stringify(trace)).not.toContain('rue');
    const verbs = (await traceOf(prisma(), SYSTEM_CHAIN)).map(({ verb }) => verb);
    expect(verbs.slice(-3)).toEqual(['import.propose', 'import.approve', 'import.apply']);
    expect((await given('adresse', rows)).counts).toMatchObject({ same: 2, applied: 0, fault: 0 });
    expect(await written(claire.id, 'adresse')).toHaveLength(2);
  });

  test('says line by line what is wrong, whatever is right beside it', async () => {
    const own = await numberOf(alice);
    const id = await sent('temps-de-travail', [
      WORK,
      `INCONNU;2027-01-01;2027-12-31;80`,
      `${claire.number};29/02/2027;2027-12-31;80`,
      `${claire.number};2027-01-01;2026-12-31;80`,
      `${claire.number};2027-01-01;2027-12-31;75`,
      `${claire.number};2027-01-01;;80`,
      `${claire.number};2027-01-01;2027-12-31`,
      `${own};2027-01-01;2027-12-31;80`,
      `${claire.number};01/01/2028;29/02/2028;80 %`,
      `${claire.number};2028-02-29;2028-12-31;70`,
      `${claire.number};2030-01-01;2030-12-31;60`,
      `${claire.number};2030-01-01;2030-06-30;60`,
      `${claire.number};2031-01-01;2031-12-31;50`,
    ]);
    expect(await faultsOf(db.database, id)).toEqual({
      ...{ 2: ['person-unknown'], 3: ['day'], 4: ['period-upside-down'], 5: ['choice'], 6: ['empty'], 7: ['cells'] },
      ...{ 8: ['own-situation'], 9: ['line-met'], 10: ['line-met'], 11: ['twice'], 12: ['twice'] },
    });
    expect((await standingOf(db.database, id)).counts).toMatchObject({ ready: 1 });
  });

  test('may be in UTF-8 with its mark, Windows-1252 or UTF-16, its columns named in either language', async () => {
    const text = `employeeNumber,from,Number and street,Postcode,Town,Country\n"${claire.number}",2024-03-01,"3 allée de l’Œuvre, bât. B",44000,Nantes,France\n`;
    const windows = Buffer.from(text.replace('Œ', '\u008c').replace('’', '\u0092'), 'latin1');
    for (const file of [
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
      windows,
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
    ]) {
      const id = await sent('adresse', new Uint8Array(file));
      for await (const [first] of linesIn(prisma(), id, { state: 'ready', max: 10 }))
        expect(first?.said).toMatchObject({ value: { voie: '3 allée de l’Œuvre, bât. B' } });
      expect((await standingOf(db.database, id)).counts).toMatchObject({ ready: 1 });
    }
  });

  test('never changes what stands from the same day, nor meets a period, nor what changed since it was tried', async () => {
    await takenOver(db.asOwner, claire.id, { theme: 'adresse', value: street('1 rue du Port'), from: '2020-01-01' });
    const late = await sent('adresse', [ADDRESS, line('9 rue Neuve')]);
    expect(await faultsOf(db.database, await sent('adresse', [ADDRESS, line('5 rue Haute', '2020-01-01')]))).toEqual({
      2: ['entry-differs'],
    });
    expect((await given('adresse', [ADDRESS, line('2 rue Basse', '2023-01-01')])).counts).toMatchObject({ applied: 1 });
    await askImport(importDeps(db.database), { id: late, madeById: alice, at: new Date() });
    await approve(late);
    await applyImport(importDeps(db.database), late);
    expect(await faultsOf(db.database, late)).toEqual({ 2: ['changed-since'] });
    const work = (from: string, until: string, quota = '80') => [WORK, `${claire.number};${from};${until};${quota}`];
    expect((await given('temps-de-travail', work('2027-01-01', '2027-12-31'))).counts).toMatchObject({ applied: 1 });
    expect((await written(claire.id, 'temps-de-travail'))[0]?.value).toEqual({ quota: 80, payFraction: '6/7' });
    const met = await sent('temps-de-travail', work('2027-12-31', '2028-06-30'));
    expect(await faultsOf(db.database, met)).toEqual({ 2: ['entry-met'] });
    expect((await given('temps-de-travail', work('2027-01-01', '2027-12-31', '80 %'))).counts).toMatchObject({
      same: 1,
    });
  });

  test('of how people are reached leaves what it does not say, from today on', async () => {
    await takenOver(db.asOwner, claire.id, {
      theme: 'contact',
      value: { phone: '+33612345678', personalEmail: 'claire@exemple.fr' },
    });
    const { counts } = await given('contact', ['matricule;Téléphone personnel', `${claire.number};06 98 76 54 32`]);
    expect(counts).toMatchObject({ applied: 1 });
    const [contact] = await written(claire.id, 'contact');
    expect(contact).toMatchObject({
      from: TODAY,
      value: { phone: '+33698765432', personalEmail: 'claire@exemple.fr' },
    });
    // At the address known before, beside the one at work.
    const told = await prisma().notification.findMany({ where: { recipientId: claire.id, address: { not: null } } });
    expect(told.map(({ address }) => address)).toEqual(['claire@exemple.fr']);
  });

  test('takes the grade of the post where it says none', async () => {
    const columns = 'matricule;du;Échelon;Indice majoré';
    const { counts } = await given('echelon-grade', [columns, `${claire.number};${TODAY};5;412`]);
    expect(counts).toMatchObject({ applied: 1 });
    const grade = (await prisma().posting.findFirstOrThrow({ where: { personId: claire.id } })).grade;
    expect((await written(claire.id, 'echelon-grade'))[0]?.value).toEqual({ grade, echelon: 5, index: 412 });
    const early = await sent('echelon-grade', [columns, `${claire.number};1995-01-01;2;380`]);
    expect(await faultsOf(db.database, early)).toEqual({ 2: ['grade-missing'] });
  });

  test('that the second administrator sets aside gives nothing, and says why', async () => {
    const id = await sent('adresse', [ADDRESS, line('2 rue Basse')]);
    await askImport(importDeps(db.database), { id, madeById: alice, at: new Date() });
    const actor = await actorFacts(prisma(), agathe);
    await rejectImport(db, { actor, id, reason: 'Mauvais fichier.', at: new Date() });
    await expect(approve(id)).rejects.toMatchObject({ code: 'import-not-proposed' });
    expect((await standingOf(db.database, id)).batch).toMatchObject({
      state: 'refused',
      fault: { code: 'not-approved', params: { reason: 'Mauvais fichier.' } },
    });
    await applyImport(importDeps(db.database), id);
    expect(await written(claire.id, 'adresse')).toEqual([]);
  });

  test('whose sender administers the whole no more is not approved: it is set aside, or goes on where it was approved before', async () => {
    const zoe = await aPerson('Zoé').postedIn(court).holding('administrateur', ministry).make(db.database);
    const [waits, approved] = [
      await sent('adresse', [ADDRESS, line('2 rue Basse')], zoe),
      await sent('adresse', [ADDRESS, line('3 rue Basse')], zoe),
    ];
    for (const id of [waits, approved]) await askImport(importDeps(db.database), { id, madeById: zoe, at: new Date() });
    await approve(approved);
    const until = eveOf(TODAY);
    await db.asOwner('update habilitation set until = $1 where person_id = $2', [until, zoe]);
    await expect(approve(waits)).rejects.toMatchObject({ code: 'proposer-not-entitled' });
    const actor = await actorFacts(prisma(), agathe);
    await rejectImport(db, { actor, id: waits, reason: 'Partie.', at: new Date() });
    await applyImport(importDeps(db.database), approved);
    expect([
      (await standingOf(db.database, waits)).batch.state,
      (await standingOf(db.database, approved)).batch.state,
    ]).toEqual(['refused', 'applied']);
    expect(await written(claire.id, 'adresse')).toMatchObject([{ value: { voie: '3 rue Basse' } }]);
  });

  test('stopped half-way, goes on where it was; the person who approves it has nothing of theirs written', async () => {
    const others = await Promise.all(['Hugo', 'Inès', 'Jean'].map(anAgent));
    const rows = others.map(({ number }) => line('2 rue Basse', '2024-03-01', number));
    const id = await sent('adresse', [ADDRESS, ...rows, line('3 rue Basse', '2024-03-01', await numberOf(agathe))]);
    await askImport(importDeps(db.database), { id, madeById: alice, at: new Date() });
    await approve(id);
    let times = 0;
    const now = () => {
      times += 1;
      if (times === 2) throw new Error('stopped');
      return new Date();
    };
    await expect(applyImport({ ...importDeps(db.database), now }, id)).rejects.toThrow('stopped');
    await applyImport(importDeps(db.database), id);
    expect((await standingOf(db.database, id)).counts).toMatchObject({ applied: 3, fault: 1 });
    expect(await faultsOf(db.database, id)).toEqual({ 5: ['own-situation'] });
    for (const { id: personId } of others) expect(await written(personId, 'adresse')).toHaveLength(1);
  });

  test('has a report that no spreadsheet takes for a formula', async () => {
    const id = await sent('adresse', [ADDRESS, line('=1+2')]);
    const [first] = await reportLines(prisma(), id, { after: 0, limit: 10, faulty: false });
    const cells = csvLine(first === undefined ? [] : reportCells(first, 'fr', shippedTheme('adresse')));
    expect(cells).toContain(`;'=1+2;`);
    expect(cells).toContain('à importer;;2024-03-01;;');
  });
});

describe('what is sensitive', () => {
  const IBAN = 'FR7630006000011234567890189';
  const file = () => ['matricule;IBAN;Titulaire du compte', `${claire.number};${IBAN};Claire`];

  test('comes by no file that administrators read', async () => {
    const id = await sent('coordonnees-bancaires', file());
    expect((await standingOf(db.database, id)).batch).toMatchObject({
      state: 'refused',
      fault: { code: 'theme-sensitive' },
    });
    expect(await prisma().importChunk.count({ where: { batchId: id } })).toBe(0);
  });

  test('is taken over by the owner at an installation, sealed from its first byte on; again, it changes nothing', async () => {
    const owner = openDatabase(db.ownerUrl, { connections: 1 });
    try {
      const deps = { ...importDeps(owner), installing: true, theme: 'coordonnees-bancaires' };
      const taken = async () => {
        const id = await planned(owner, 'situation', file().join('\n'), null, deps);
        const lines = JSON.stringify(await prisma().importLine.findMany({ where: { batchId: id } }));
        expect(lines).not.toContain(IBAN);
        await askImport(importDeps(owner), { id, madeById: null, at: new Date() });
        await applyImport(deps, id);
        return (await standingOf(owner, id)).counts;
      };
      expect(await taken()).toMatchObject({ applied: 1 });
      expect(await taken()).toMatchObject({ same: 1, applied: 0 });
      const [account] = await written(claire.id, 'coordonnees-bancaires');
      expect(account).toMatchObject({ origin: 'taken-over', from: TODAY, value: { holder: 'Claire' } });
      const iban = account?.value.iban as { sealed: string; shown: string };
      expect(secrets.open(iban.sealed, claire.id)).toBe(IBAN);
      expect(iban.shown).not.toContain('1234567');
    } finally {
      await owner.close();
    }
  });
});

describe('G2: no value comes by a file that two did not approve, by any writer of the rows', () => {
  const insert = (id: string, more: Record<string, unknown> = {}) => {
    const entry = { personId: claire.id, value: street('2 rue Basse'), from: '2024-03-01', byId: alice, ...more };
    return prisma().$executeRaw`
      insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at, by_id, import_id,
                                   import_line)
      select gen_random_uuid(), ${entry.personId}::uuid, b.theme, b.theme_sha256, ${entry.from}::date,
             ${JSON.stringify(entry.value)}::jsonb, 'import', now(), ${entry.byId}::uuid, b.id, 2
        from import_batch b where b.id = ${id}::uuid`;
  };
  const approvedBy = (id: string, by: string) =>
    prisma().importBatch.update({ where: { id }, data: { state: 'asked', approvedById: by, approvedAt: new Date() } });

  test('neither before it is approved, nor otherwise than its lines say, nor for those who answer for it', async () => {
    const id = await sent('adresse', [ADDRESS, line('2 rue Basse')]);
    await expect(insert(id)).rejects.toThrow(/not approved by two/);
    await expect(approvedBy(id, agathe)).rejects.toThrow(/does not go from « planned » to « asked »|approved once/);
    await askImport(importDeps(db.database), { id, madeById: alice, at: new Date() });
    await expect(insert(id)).rejects.toThrow(/not approved by two/);
    await expect(approvedBy(id, alice)).rejects.toThrow(/another administrator/);
    await expect(approvedBy(id, claire.id)).rejects.toThrow(/another administrator/);
    const lines = prisma().importLine.updateMany({ where: { batchId: id }, data: { said: { value: {} } } });
    await expect(lines).rejects.toThrow(/was approved/);
    await approve(id);
    await expect(insert(id, { value: street('9 rue Haute') })).rejects.toThrow(/no line of file/);
    await expect(insert(id, { from: '2024-04-01' })).rejects.toThrow(/no line of file/);
    await expect(insert(id, { personId: agathe })).rejects.toThrow(/nobody writes their own/);
    await expect(insert(id, { byId: agathe })).rejects.toThrow(/nobody writes their own/);
    await expect(approvedBy(id, alice)).rejects.toThrow(/approved once/);
    const back = prisma().importBatch.update({ where: { id }, data: { state: 'received' } });
    await expect(back).rejects.toThrow(/does not go from/);
    const noFile = prisma().$executeRaw`
      insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at)
      select gen_random_uuid(), ${claire.id}::uuid, theme, theme_sha256, ${TODAY}::date, '{"voie":"x"}', 'import', now()
        from import_batch where id = ${id}::uuid`;
    await expect(noFile).rejects.toThrow(/no request stands behind it|names_file/);
    await applyImport(importDeps(db.database), id);
    expect(await written(claire.id, 'adresse')).toHaveLength(1);
  });

  test('who administers a branch alone sends none, and approves none', async () => {
    const local = await aPerson('Luc').postedIn(court).holding('administrateur', court).make(db.database);
    await expect(sent('adresse', [ADDRESS, line('2 rue Basse')], local)).rejects.toThrow(
      /does not administer the whole/,
    );
    const id = await sent('adresse', [ADDRESS, line('2 rue Basse')]);
    await askImport(importDeps(db.database), { id, madeById: alice, at: new Date() });
    await expect(approve(id, local)).rejects.toMatchObject({ code: 'not-found' });
    await db.asOwner('update habilitation set until = $2 where person_id = $1', [
      agathe,
      dayAfter(TODAY, { days: -1 }),
    ]);
    try {
      await expect(approvedBy(id, agathe)).rejects.toThrow(/another administrator/);
    } finally {
      await db.asOwner('update habilitation set until = null where person_id = $1', [agathe]);
    }
  });
});

describe('a file of movements of a balance', () => {
  const COLUMNS = 'matricule;du;mouvement;jours';
  const year = TODAY.slice(0, 4);
  const move = (mouvement: string, jours: string, day = `${year}-01-01`) =>
    `${claire.number};${day};${mouvement};${jours}`;
  const LEAVE = 'conges-annuels';

  test('opens rights; the same one adds nothing, and another amount of the same day is a fault', async () => {
    const rows = [COLUMNS, move('Droits ouverts', '25'), move('Jours reportés', '2,5')];
    expect((await given(LEAVE, rows)).counts).toMatchObject({ applied: 2, fault: 0 });
    expect((await written(claire.id, LEAVE))[0]?.value).toMatchObject({ solde: 27.5 });
    expect((await given(LEAVE, rows)).counts).toMatchObject({ applied: 0, same: 2 });
    const other = await sent(LEAVE, [COLUMNS, move('Droits ouverts', '30')]);
    expect((await standingOf(db.database, other)).counts).toMatchObject({ ready: 0, fault: 1 });
  });

  test('takes no more than there is, nor the other way', async () => {
    await given(LEAVE, [COLUMNS, move('Droits ouverts', '5')]);
    const lost = (jours: string) => sent(LEAVE, [COLUMNS, move('Jours perdus', jours, `${year}-12-31`)]);
    for (const jours of ['6', '-1', '0'])
      expect((await standingOf(db.database, await lost(jours))).counts).toMatchObject({ ready: 0, fault: 1 });
    expect((await standingOf(db.database, await lost('5'))).counts).toMatchObject({ ready: 1, fault: 0 });
    const day = await sent(LEAVE, [COLUMNS, move('Droits ouverts', '5', '')]);
    expect((await standingOf(db.database, day)).counts).toMatchObject({ fault: 1 });
  });
});
