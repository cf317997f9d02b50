import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { openDatabase, type Tx } from '#prisma/client.ts';
import { listPersons } from '#prisma/repositories/people/persons.ts';
import { aPerson, aSensitiveRight, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import { amount } from '#testing/long-form.ts';
import { applyImport, askImport } from './imports/apply-import.ts';
import { planImport, standingOf } from './imports/plan-import.ts';
import { faultsOf, importDeps, imported, planned } from './testing/imports.ts';

const TODAY = parisDay(new Date());
let db: TestDatabase;
let ministry: { id: string; path: string };
let alice: string;
/** Administers only the court. */
let local: string;
beforeAll(async () => {
  db = await aDatabase();
  const { prisma } = db.database;
  ministry = await aStructure(prisma, 'Ministère');
  await db.asOwner(`update structure set code = 'RACINE' where id = $1`, [ministry.id]);
  alice = await aPerson('Alice').postedIn(ministry).holding('administrateur', ministry).make(db.database);
  await aPerson('Agathe').postedIn(ministry).holding('administrateur', ministry).make(db.database);
});
afterAll(() => db?.drop());

const prisma = () => db.database.prisma;
const structures = (...lines: string[]) => ['code;nom;ville;rattachement', ...lines].join('\r\n');
const rows = () => Promise.all([prisma().person.count(), prisma().structure.count(), prisma().auditEvent.count()]);

/** Each line is a transaction. */
const LINES = amount({ daily: 130, full: 500 });
/** A number that faulty lines give too. */
const TAKEN = LINES - 9;

describe('a file of structures', () => {
  test('is made parents first; a ring, an unknown parent and doubles are said line by line; applied again, nothing changes', async () => {
    const file = structures(
      'BUREAU;Bureau;Valmont;TJ',
      'TJ;Tribunal judiciaire;Valmont;CA',
      'CA;"Cour d’appel; siège";Valmont;RACINE',
      'ROND-A;Rond;Valmont;ROND-B',
      'ROND-B;Rond;Valmont;ROND-A',
      'BAS;Sous le rond;Valmont;ROND-A',
      'X;Inconnue;Valmont;NULLE-PART',
      'DEUX;Double;Valmont;RACINE',
      'DEUX;Double;Valmont;CA',
    );
    const before = await rows();
    const dry = await planned(db.database, 'structures', file, alice);
    expect(await rows()).toEqual(before);
    expect(await faultsOf(db.database, dry)).toEqual({
      ...{ 5: ['structure-ring'], 6: ['structure-ring'], 7: ['waits-for'], 8: ['structure-unknown'] },
      ...{ 9: ['twice'], 10: ['twice'] },
    });
    expect((await imported(db.database, 'structures', file, alice)).counts).toMatchObject({ applied: 3, fault: 6 });
    const made = await prisma().structure.findUniqueOrThrow({ where: { code: 'BUREAU' }, include: { parent: true } });
    expect([made.parent?.code, made.path.split('/').length]).toEqual(['TJ', 6]);
    expect((await imported(db.database, 'structures', file, alice)).counts).toMatchObject({ same: 3, fault: 6 });
    const renamed = structures('TJ;Tribunal de Valmont;Valmont;CA');
    expect((await imported(db.database, 'structures', renamed, alice)).counts).toMatchObject({ applied: 1 });
    const verbs = (await traceOf(prisma(), SYSTEM_CHAIN)).map(({ verb }) => verb);
    expect(verbs).toEqual([
      ...['structure.create', 'structure.create', 'structure.create', 'import.apply', 'import.apply'],
      ...['structure.change', 'import.apply'],
    ]);
  });

  test('may say where each stands: another file that says nothing of it leaves it, but for who moves to another city', async () => {
    const placed = (...lines: string[]) => ['code;nom;ville;departement;rattachement', ...lines].join('\r\n');
    const send = async (file: string) => (await imported(db.database, 'structures', file, alice)).counts;
    const where = async () =>
      (await prisma().structure.findMany({ where: { code: { in: ['ICI', 'LA'] } }, orderBy: { code: 'asc' } })).map(
        ({ department }) => department,
      );
    await send(placed('ICI;Ici;Ville;1;RACINE', 'LA;Là;Ville;;ICI'));
    expect(await where()).toEqual(['01', '01']);
    expect(await send(structures('ICI;Ici;Ville;RACINE'))).toMatchObject({ same: 1 });
    await send(structures('LA;Là;Ailleurs;ICI'));
    expect(await where()).toEqual(['01', null]);
    await send(placed('LA;Là;Ailleurs;2b;ICI'));
    expect(await where()).toEqual(['01', '2B']);
  });

  test('is refused whole where it cannot be read, with the line', async () => {
    const refusals: [string, string | Uint8Array, string, object][] = [
      ['an open quote', structures('A;"Tribunal;Valmont;RACINE', 'B;Cour;Valmont;RACINE'), 'quote', {}],
      ['a quote amid a cell', structures('A;Tribunal "Nord;Valmont;RACINE'), 'quote', { line: 2 }],
      ['no encoding at all', Buffer.from([...Buffer.from(structures('A;')), 0xe9, 0x81, 10]), 'encoding', { line: 2 }],
      ['a column that nobody knows', 'code;nom;ville;parent;chef', 'column-unknown', { column: 'chef' }],
      ['a column whose name is cut', `code;nom;ville;${'x'.repeat(39)}😀`, 'column-unknown', {}],
      ['UTF-16 without its mark', Buffer.from('code;nom;ville;chef', 'utf16le'), 'encoding', { line: 1 }],
      ['nothing', '', 'file-empty', {}],
      ['a record of 70 kB', structures(`A;${'x'.repeat(70_000)};Valmont;RACINE`), 'record-too-long', {}],
    ];
    for (const [, file, code, params] of refusals) {
      const id = await planned(db.database, 'structures', file, alice);
      const { batch } = await standingOf(db.database, id);
      expect(batch).toMatchObject({ state: 'refused', fault: { code, params } });
      await expect(askImport(importDeps(db.database), { id, madeById: alice, at: new Date() })).rejects.toMatchObject({
        code: 'import-not-planned',
      });
    }
  });
});

describe('a file of people', () => {
  const HEAD = 'matricule;nom;prénom;courriel;structure;qualité;grade;du;au';
  const line = (n: number, more: Partial<Record<string, string>> = {}) => {
    const cells = {
      ...{ number: `P${n}`, last: `Durand${n}`, first: 'Zoé', mail: `p${n}@justice.example` },
      ...{ structure: 'TJ', quality: 'greffière', grade: 'B', from: TODAY, until: '' },
      ...more,
    };
    return Object.values(cells).join(';');
  };

  test('in UTF-8, Windows-1252 or UTF-16 says the same names', async () => {
    const text = `${HEAD}\r\n${line(9001, { first: 'Zoé', last: 'Œuvrard' })}`;
    const windows = Buffer.from(text.replace('Œ', '\u008c'), 'latin1');
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]);
    for (const [file, encoding] of [
      [text, 'UTF-8'],
      [marked, 'UTF-8'],
      [windows, 'Windows-1252'],
      [utf16, 'UTF-16LE'],
    ] as const) {
      const { id } = await imported(db.database, 'people', file, alice);
      expect((await standingOf(db.database, id)).batch.encoding).toBe(encoding);
      const person = await prisma().person.findUniqueOrThrow({ where: { employeeNumber: 'P9001' } });
      expect([person.firstName, person.lastName]).toEqual(['Zoé', 'Œuvrard']);
      expect(await prisma().personChange.count({ where: { personId: person.id } })).toBe(0);
    }
  });

  test(`of ${LINES} with 30 faults: each fault is said at its line, the others are made, once`, async () => {
    const faulty: Record<number, Partial<Record<string, string>>> = {};
    const wrong: [Partial<Record<string, string>>, string][] = [
      [{ number: 'P 1' }, 'number'],
      [{ mail: 'personne' }, 'email'],
      [{ last: '' }, 'empty'],
      [{ from: '2026-02-30' }, 'day'],
      [{ structure: 'NULLE-PART' }, 'structure-unknown'],
      [{ until: '2020-01-01' }, 'period-upside-down'],
      [{ structure: '', quality: '', grade: '', from: '' }, 'post-missing'],
      [{ mail: (await prisma().person.findUniqueOrThrow({ where: { id: alice } })).workEmail ?? '' }, 'address-twice'],
      [{ number: `P${TAKEN}` }, 'number-twice'],
      [{ first: 'Zo\u0007é' }, 'unreadable'],
    ];
    const expected = new Map<number, string>();
    for (let n = 0; n < 30; n++) {
      const [more, code] = wrong[n % wrong.length] ?? [{}, ''];
      faulty[n * 4] = more;
      expected.set(n * 4 + 2, code);
    }
    // It has the number that three lines give, and is faulty like them.
    expected.set(TAKEN + 2, 'number-twice');
    const file = [HEAD, ...Array.from({ length: LINES }, (_, n) => line(n, faulty[n] ?? {}))].join('\n');
    const { id, counts } = await imported(db.database, 'people', file, alice);
    const found = await faultsOf(db.database, id);
    expect(Object.keys(found).map(Number)).toEqual([...expected.keys()].sort((a, b) => a - b));
    for (const [at, code] of expected) expect(found[at]).toContain(code);
    expect(counts).toMatchObject({ applied: LINES - 31, fault: 31, waits: 0 });
    expect(await prisma().person.count({ where: { employeeNumber: { startsWith: 'P' } } })).toBe(LINES - 30);
    const some = file.split('\n').slice(0, 30).join('\n');
    const again = await imported(db.database, 'people', some, alice);
    expect(again.counts).toMatchObject({ same: 21, applied: 0 });
  });

  test('corrects who is there, and moves them: nothing of what was goes', async () => {
    const file = `${HEAD}\n${line(2, { last: 'Martin', structure: 'BUREAU', from: '2099-01-01' })}`;
    expect((await imported(db.database, 'people', file, alice)).counts).toMatchObject({ applied: 1 });
    const person = await prisma().person.findUniqueOrThrow({
      where: { employeeNumber: 'P2' },
      include: { postings: { orderBy: { from: 'asc' } }, changes: true },
    });
    expect(person.lastName).toBe('Martin');
    expect(person.postings.map(({ until }) => until?.toISOString().slice(0, 10) ?? null)).toEqual(['2098-12-31', null]);
    expect(person.changes).toMatchObject([
      { before: { lastName: 'Durand2' }, after: { lastName: 'Martin' }, source: 'import' },
    ]);
  });

  test('stopped half-way goes on where it was; asked twice, it is applied once', async () => {
    const file = [HEAD, ...Array.from({ length: 90 }, (_, n) => line(5_000 + n))].join('\n');
    const id = await planned(db.database, 'people', file, alice);
    for (let twice = 0; twice < 2; twice++)
      await askImport(importDeps(db.database), { id, madeById: alice, at: new Date() });
    let left = 60;
    const deps = importDeps(db.database);
    const stopping = {
      ...deps,
      actorOf: (tx: Tx, madeById: string | null) => {
        if (left-- === 0)
          throw Object.assign(new Error('the database is away'), {
            code: 'P1001',
            name: 'PrismaClientInitializationError',
          });
        return deps.actorOf(tx, madeById);
      },
    };
    await applyImport(stopping, id).catch(() => {});
    await Promise.all([applyImport(deps, id), applyImport(deps, id)]);
    const { batch, counts } = await standingOf(db.database, id);
    expect([batch.state, counts.applied + counts.fault]).toEqual(['applied', 90]);
    expect(await prisma().person.count({ where: { employeeNumber: { startsWith: 'P50', not: 'P50' } } })).toBe(
      counts.applied,
    );
    expect(
      await prisma().importLine.count({
        where: { batchId: id, state: 'applied', NOT: { said: { equals: null as never } } },
      }),
    ).toBe(0);
  });

  test('of an administrator of another branch makes nobody there, and is nobody else’s to apply', async () => {
    const tribunal = await prisma().structure.findUniqueOrThrow({ where: { code: 'BUREAU' } });
    local = await aPerson('Lou').postedIn(tribunal).holding('administrateur', tribunal).make(db.database);
    const id = await planned(
      db.database,
      'people',
      `${HEAD}\n${line(7_001)}\n${line(7_002, { structure: 'BUREAU' })}`,
      local,
    );
    expect(await faultsOf(db.database, id)).toEqual({ 2: ['not-found'] });
    await expect(askImport(importDeps(db.database), { id, madeById: alice, at: new Date() })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('judges by the rights of the day it is applied: those that ended meanwhile give nothing', async () => {
    const tribunal = await prisma().structure.findUniqueOrThrow({ where: { code: 'BUREAU' } });
    const gone = await aPerson('Gaël').postedIn(tribunal).holding('administrateur', tribunal).make(db.database);
    const id = await planned(db.database, 'people', `${HEAD}\n${line(7_100, { structure: 'BUREAU' })}`, gone);
    await askImport(importDeps(db.database), { id, madeById: gone, at: new Date() });
    await db.asOwner(`update habilitation set until = '2021-01-01' where person_id = $1`, [gone]);
    await applyImport(importDeps(db.database), id);
    expect(await faultsOf(db.database, id)).toEqual({ 2: ['not-found'] });
  });

  test('by the person who runs the portal is judged as an administrator of the whole, and the journal names nobody', async () => {
    expect((await imported(db.database, 'people', `${HEAD}\n${line(8_000)}`, null)).counts).toMatchObject({
      applied: 1,
    });
    const { id } = await prisma().person.findUniqueOrThrow({ where: { employeeNumber: 'P8000' } });
    expect((await traceOf(prisma(), id)).map(({ verb, actorId }) => [verb, actorId])).toEqual([
      ['person.create', null],
      ['posting.create', null],
    ]);
  });
});

describe('files of posts, rights and delegations', () => {
  const POSTS = 'matricule;structure;qualité;grade;du;au';
  const RIGHTS = 'matricule;habilitation;structure;plein droit;du;au';
  const number = async (id: string) => (await prisma().person.findUniqueOrThrow({ where: { id } })).employeeNumber;
  const right = async (who: string, role: string, more = `TJ;;${TODAY};`) => `${await number(who)};${role};${more}`;
  const rights = async (by: string | null, ...lines: string[]) =>
    imported(db.database, 'rights', [RIGHTS, ...lines].join('\n'), by);
  const court = () => prisma().structure.findUniqueOrThrow({ where: { code: 'TJ' } });
  const waiting = (personId: string) => prisma().provisionedRight.findMany({ where: { personId } });

  test('ordinary rights are given, sensitive ones wait and give nothing; said again, they wait once', async () => {
    const claire = await aPerson('Claire')
      .postedIn(await court())
      .make(db.database);
    const lines = [await right(claire, 'gestionnaire'), await right(claire, 'signataire', `TJ;oui;${TODAY};`)];
    expect((await rights(alice, ...lines)).counts).toMatchObject({ applied: 1, waits: 1 });
    expect((await rights(alice, ...lines)).counts).toMatchObject({ same: 1, waits: 1 });
    expect(await waiting(claire)).toMatchObject([
      { kind: 'habilitation', source: 'import', facts: { role: 'signataire', byRight: true }, proposalId: null },
    ]);
    expect((await prisma().habilitation.findMany({ where: { personId: claire } })).map(({ role }) => role)).toEqual([
      'gestionnaire',
    ]);
    expect((await rights(null, lines[1] ?? '')).counts).toMatchObject({ waits: 1 });
    expect(await waiting(claire)).toHaveLength(1);
  });

  test('a right to sign waits with the appointment that it stands on, and begins once that gives it', async () => {
    const head =
      'matricule;habilitation;structure;plein droit;du;nomination;nomination signée le;nomination publiée le';
    const sent = (who: string, appointed: string) =>
      imported(db.database, 'rights', `${head}\n${who};signataire;TJ;oui;${TODAY};${appointed}`, alice);
    const posted = async (name: string) =>
      aPerson(name)
        .postedIn(await court())
        .make(db.database);
    const [helene, luce] = [await posted('Hélène'), await posted('Luce')];
    const decree = 'le décret du 3 mars 2025 portant nomination de Mme Hélène Marchand;2025-03-03;2025-03-05';
    expect((await sent(await number(helene), decree)).counts).toMatchObject({ waits: 1 });
    const appointment = {
      ...{ reference: 'le décret du 3 mars 2025 portant nomination de Mme Hélène Marchand', signedOn: '2025-03-03' },
      ...{ publishedOn: '2025-03-05', effectiveOn: '2025-03-03' },
    };
    expect(await waiting(helene)).toMatchObject([{ facts: { role: 'signataire', byRight: true, appointment } }]);

    const { id: early } = await sent(await number(luce), `le décret de ce jour;${TODAY};${TODAY}`);
    expect(await faultsOf(db.database, early)).toEqual({ 2: ['power-before-appointment'] });

    // Once the right is held, a file with another appointment is at fault: an appointment is never
    // replaced.
    await db.asOwner(
      `insert into habilitation (id, person_id, role, structure_id, "from", by_right, appointment, ground)
       select $1, $2, 'signataire', s.id, paris_day(now()), true, $3, 'installation' from structure s where s.code = 'TJ'`,
      [uuid7(new Date()), helene, JSON.stringify(appointment)],
    );
    expect((await sent(await number(helene), decree)).counts).toMatchObject({ same: 1 });
    const { id: other } = await sent(await number(helene), decree.replace('3 mars', '4 mars'));
    expect(await faultsOf(db.database, other)).toEqual({ 2: ['right-differs'] });
  });

  test('a right for somebody who left, for oneself, elsewhere, or of days gone by is at fault', async () => {
    const gone = await aPerson('Rémi')
      .postedIn(await court(), '2020-01-01', '2021-01-01')
      .make(db.database);
    const there = await aPerson('Inès')
      .postedIn(await court())
      .make(db.database);
    const { id } = await rights(
      alice,
      await right(gone, 'valideur'),
      await right(alice, 'gestionnaire'),
      await right(there, 'valideur', 'TJ;;2020-01-01;'),
      `INCONNU;valideur;TJ;;;`,
    );
    expect(await faultsOf(db.database, id)).toEqual({
      ...{ 2: ['person-departed'], 3: ['own-right'], 4: ['period-in-past'], 5: ['person-unknown'] },
    });
    const elsewhere = await planned(db.database, 'rights', `${RIGHTS}\n${await right(there, 'valideur')}`, local);
    expect(await faultsOf(db.database, elsewhere)).toEqual({ 2: ['not-found'] });
  });

  test('a right ends on the day that is said, never later, and is never removed', async () => {
    const there = await aPerson('Inès')
      .postedIn(await court())
      .holding('valideur', await court())
      .make(db.database);
    const until = async () =>
      (await prisma().habilitation.findFirstOrThrow({ where: { personId: there } })).until
        ?.toISOString()
        .slice(0, 10) ?? null;
    expect((await rights(alice, await right(there, 'valideur', 'TJ;;;2098-12-31'))).counts).toMatchObject({
      applied: 1,
    });
    expect(await until()).toBe('2098-12-31');
    const { id } = await rights(alice, await right(there, 'valideur', 'TJ;;;2099-12-31'));
    expect(await faultsOf(db.database, id)).toEqual({ 2: ['period-over'] });
    expect((await rights(alice, await right(there, 'valideur', 'TJ;;;'))).counts).toMatchObject({ same: 1 });
    expect(await until()).toBe('2098-12-31');
  });

  test('a post ends the one before on its eve; one recorded late waits for two', async () => {
    const there = await aPerson('Hugo')
      .postedIn(await court())
      .make(db.database);
    const post = (from: string, more = 'CA;greffier;B') => number(there).then((n) => `${n};${more};${from};`);
    const posts = async (line: string) => (await imported(db.database, 'postings', `${POSTS}\n${line}`, alice)).counts;
    expect(await posts(await post('2098-01-01'))).toMatchObject({ applied: 1 });
    expect(await posts(await post('2098-01-01'))).toMatchObject({ same: 1 });
    const late = await aPerson('Léa').make(db.database);
    expect(await posts(`${await number(late)};TJ;greffière;B;2010-01-01;`)).toMatchObject({ fault: 0, waits: 1 });
    expect(await waiting(late)).toMatchObject([{ kind: 'posting' }]);
  });

  test('a person who comes by a file, with a first post that waits for two, is found by who administers the place', async () => {
    const HEAD = 'matricule;nom;prénom;courriel;structure;qualité;grade;du';
    const line = 'LATE1;Lointain;Basile;basile.lointain@justice.example;TJ;greffier;B;2010-01-01';
    const { counts } = await imported(db.database, 'people', `${HEAD}\n${line}`, alice);
    expect(counts).toMatchObject({ fault: 0, waits: 1 });
    const asked = { administratorId: alice, day: TODAY, pageSize: 20, q: 'Lointain' };
    for (const query of [asked, { ...asked, structureId: (await court()).id }])
      expect((await listPersons(prisma(), query)).rows.map(({ lastName }) => lastName)).toContain('Lointain');
  });

  test('a delegation waits for two, once its delegator signs by right', async () => {
    const tribunal = await court();
    const head = await aPerson('Hélène').postedIn(tribunal).make(db.database);
    const delegate = await aPerson('Marc').postedIn(tribunal).make(db.database);
    const HEAD = 'référence;délégant;qualité délégant;délégataire;matières;structure;du;au';
    const file = `${HEAD}\nDécision 12;${await number(head)};la présidente;${await number(delegate)};*;TJ;${TODAY};`;
    const refused = await planned(db.database, 'delegations', file, alice);
    expect(await faultsOf(db.database, refused)).toEqual({ 2: ['delegator-without-power'] });
    await aSensitiveRight(prisma(), {
      ...{ personId: head, role: 'signataire', structureId: tribunal.id, byRight: true, from: new Date('2020-01-01') },
    });
    const mistyped = await planned(db.database, 'delegations', file.replace(';*;', ';Temps partiel;'), alice);
    expect(await faultsOf(db.database, mistyped)).toEqual({ 2: ['matter-unknown'] });
    expect((await imported(db.database, 'delegations', file, alice)).counts).toMatchObject({ waits: 1 });
    expect(await waiting(delegate)).toMatchObject([{ kind: 'delegation', facts: { matters: ['*'] } }]);
    expect(await prisma().delegation.count({ where: { delegateId: delegate } })).toBe(0);
  });

  test('a plan begun again after a stop reads the file anew', async () => {
    const id = await planned(db.database, 'rights', `${RIGHTS}\nINCONNU;valideur;TJ;;;`, alice);
    await db.asOwner(`update import_batch set state = 'received' where id = $1`, [id]);
    await planImport(importDeps(db.database), id);
    expect((await standingOf(db.database, id)).batch).toMatchObject({
      state: 'refused',
      fault: { code: 'file-empty' },
    });
  });
});

test('the person who installs writes the posts of those who are there already, as the owner; their rights wait for two', async () => {
  const owner = openDatabase(db.ownerUrl, { connections: 1 });
  try {
    const deps = { ...importDeps(owner), installing: true };
    const at = new Date();
    const sent = async (kind: 'people' | 'rights', ...lines: string[]) => {
      const id = await planned(owner, kind, lines.join('\n'), null, deps);
      await askImport(importDeps(owner), { id, madeById: null, at });
      await applyImport(deps, id);
      return (await standingOf(owner, id)).counts;
    };
    const people = await sent(
      'people',
      'matricule;prenom;nom;courriel;structure;qualite;grade;du',
      'I-1;Inès;Petit;ines.petit@ministere.example;RACINE;greffière;Greffier;2014-09-01',
    );
    expect(people).toMatchObject({ applied: 1, waits: 0 });
    const ines = await prisma().person.findFirstOrThrow({
      where: { employeeNumber: 'I-1' },
      include: { postings: true },
    });
    expect(ines.postings).toMatchObject([{ from: new Date('2014-09-01'), proposalId: null }]);
    expect(await traceOf(prisma(), ines.id)).toMatchObject([
      { verb: 'person.create', actorId: null },
      { verb: 'posting.create', actorId: null },
    ]);
    const rights = await sent('rights', 'matricule;habilitation;structure', 'I-1;signataire;RACINE');
    expect(rights).toMatchObject({ applied: 0, waits: 1 });
  } finally {
    await owner.close();
  }
});
