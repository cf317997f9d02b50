import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seedDemonstration } from '../../seed/seed.ts';
import { aPerson, aStructure } from '../../testing/builders.ts';
import { aDatabase, type TestDatabase } from '../../testing/database.ts';
import type { PageAsked } from '../statements/keyset.ts';
import { courtOf } from './career.ts';
import { keepNewGrids } from './grids.ts';
import { actorFacts, dossierFacts, managedChoices, managedPeople, readPerson, superiorsOf } from './people.ts';

const TODAY = '2026-11-24';
let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
  await seedDemonstration({
    ownerUrl: db.ownerUrl,
    factorKeys: [new Uint8Array(32)],
    now: new Date('2026-11-24T10:00:00Z'),
  });
});
afterAll(() => db.drop());

const idOf = async (email: string) =>
  (await db.database.prisma.person.findFirstOrThrow({ where: { workEmail: `${email}@harmonie.example` } })).id;
const manages = async (email: string, words: string[], page: PageAsked = { pageSize: 20 }) => {
  const query = { managerId: await idOf(email), as: 'gestionnaire' as const, day: TODAY, q: words.join(' '), ...page };
  const { rows, total, next, previous } = await managedPeople(db.database.prisma, query);
  return { names: rows.map(({ firstName, lastName }) => `${firstName} ${lastName}`), total, next, previous };
};

describe('people', () => {
  test('are read with their post, rights and structure', async () => {
    const paul = await readPerson(db.database.prisma, await idOf('paul.superieur'), TODAY);
    expect(paul?.posting).toMatchObject({ quality: 'directeur de greffe', structure: { code: 'TJ-VALMONT' } });
    const ofNoText = { powerReference: null, inNameOf: null, appointment: null };
    expect(paul?.habilitations).toEqual([
      {
        ...{ role: 'superieur', structureName: 'Tribunal judiciaire de Valmont', from: '2023-09-01', until: null },
        ...ofNoText,
      },
    ]);
    expect(await readPerson(db.database.prisma, await idOf('paul.superieur'), '2023-08-31')).toMatchObject({
      posting: null,
      habilitations: [],
    });
  });

  test('act with the rights they hold, on the paths of the structures', async () => {
    const helene = await actorFacts(db.database.prisma, await idOf('helene.marchand'));
    const signs = helene.habilitations.find((held) => held.role === 'signataire');
    expect(signs).toMatchObject({ byRight: true, from: '2023-09-01', until: null });
    const nadia = await dossierFacts(db.database.prisma, await idOf('nadia.gestionnaire'), TODAY);
    expect(nadia?.structurePath?.startsWith(signs?.structurePath ?? '?')).toBe(true);
  });

  test('have the court of their post on that day, or of the last one they had; none where nobody said where it is', async () => {
    const { prisma } = db.database;
    const word = (text: string) => ({ fr: text, en: text });
    const column = (key: string) => ({ key, type: 'text', label: word(key) }) as const;
    const row = (from: string, until: string | null, court: string) => ({
      ...{ from, until, legal: null },
      values: { department: '77', court: `tribunal administratif de ${court}` },
    });
    const rows = [row('2015-11-09', '2026-12-31', 'Melun'), row('2027-01-01', null, 'Meaux')];
    const columns = [{ ...column('department'), by: true as const }, column('court')];
    await keepNewGrids(prisma, [{ name: 'essai', title: word('Essai'), use: 'court', columns, rows }]);
    const [claire, lea] = [await idOf('claire.agent'), aPerson('Léa')];
    expect(await courtOf(prisma, claire, TODAY)).toBe('tribunal administratif de Melun');
    expect(await courtOf(prisma, claire, '2027-01-01')).toBe('tribunal administratif de Meaux');
    expect(await courtOf(prisma, claire, '2023-08-31')).toBeNull();
    const valmont = await prisma.structure.findUniqueOrThrow({ where: { code: 'TJ-VALMONT' } });
    const nowhere = await aStructure(prisma, 'Quelque part');
    lea.postedIn(nowhere, '2020-01-01', '2021-12-31').postedIn(valmont, '2022-01-01', '2026-06-30');
    const left = await lea.make(db.database);
    expect(await courtOf(prisma, left, TODAY)).toBe('tribunal administratif de Melun');
    expect(await courtOf(prisma, left, '2021-06-30')).toBeNull();
  });

  test('managed are found by structure, with what is below it, and by grade; what there is to choose from is theirs', async () => {
    const { prisma } = db.database;
    const [managerId, day] = [await idOf('nadia.gestionnaire'), TODAY];
    const { structures, grades } = await managedChoices(prisma, { managerId, as: 'gestionnaire', day });
    const names = structures.map(({ name }) => name);
    expect(names).toContain('Tribunal judiciaire de Valmont');
    expect(names).not.toContain('Maison d’arrêt de Rochefontaine');
    const grade = 'Greffière principale';
    expect(grades).toContain(grade);
    const numbers = async (more: object) =>
      (await managedPeople(prisma, { managerId, as: 'gestionnaire', day, pageSize: 100, ...more })).rows.map(
        (row) => row.employeeNumber,
      );
    const court = await prisma.structure.findUniqueOrThrow({ where: { code: 'TJ-VALMONT' } });
    const prison = await prisma.structure.findUniqueOrThrow({ where: { code: 'MA-ROCHEFONTAINE' } });
    const all = await numbers({});
    const there = await numbers({ structureId: court.id });
    expect(there).toContain('D10001');
    expect(there.length).toBeLessThan(all.length);
    expect(await numbers({ structureId: court.parentId ?? '' })).toEqual(all);
    expect(await numbers({ structureId: court.id, grade })).toContain('D10001');
    expect(await numbers({ structureId: court.id, grade, q: 'supervielle' })).toEqual([]);
    expect(await numbers({ structureId: prison.id })).toEqual([]);
  });

  test.each([
    ['claire.agent', ['Supervielle']],
    ['paul.superieur', ['Perrin']],
    ['lea.fontaine', ['Perrin']], // the head of her court is away
    ['hugo.lemaire', ['Caron']],
    ['helene.marchand', []],
  ])('%s reports to %j', async (email, expected) => {
    const { prisma } = db.database;
    const person = await readPerson(prisma, await idOf(email), TODAY);
    const superiors = await superiorsOf(prisma, person?.person.id ?? '', person?.posting?.structure.id ?? '', TODAY);
    expect(superiors.map((superior) => superior.lastName)).toEqual(expected);
  });

  test('are listed to the gestionnaire of their structures, and to no other', async () => {
    const courts = await manages('nadia.gestionnaire', []);
    expect(courts.names).toContain('Claire Agnelet');
    expect(courts.names).not.toContain('Hugo Lemaire');
    expect((await manages('karim.benali', [])).names).toContain('Hugo Lemaire');
    expect(await manages('paul.superieur', [])).toMatchObject({ names: [], total: 0 });
  });

  test.each([
    [['lefevre'], ['Thomas Lefèvre']],
    [['LEF', 'tho'], ['Thomas Lefèvre']],
    [['coeur'], ['Maëlle Cœuret']],
    [['mael'], ['Maëlle Cœuret']],
    [['d10001'], ['Claire Agnelet']],
    [['%'], []],
    [['_laire'], []],
    [['lef', 'claire'], []],
  ])('are found by %j', async (words, expected) => {
    expect((await manages('nadia.gestionnaire', words)).names).toEqual(expected);
  });

  test('are listed by pages, forth and back', async () => {
    const all = await manages('nadia.gestionnaire', []);
    const first = await manages('nadia.gestionnaire', [], { pageSize: 2 });
    expect(first).toMatchObject({ names: all.names.slice(0, 2), total: all.total, previous: null });
    const second = await manages('nadia.gestionnaire', [], { pageSize: 2, after: first.next ?? '' });
    expect(second).toMatchObject({ names: all.names.slice(2, 4), total: all.total });
    const back = await manages('nadia.gestionnaire', [], { pageSize: 2, before: second.previous ?? '' });
    expect(back).toMatchObject({ names: first.names, previous: null, next: first.next });
    const last = await manages('nadia.gestionnaire', [], { pageSize: all.total, after: first.next ?? '' });
    expect(last).toMatchObject({ names: all.names.slice(2), next: null });
  });
});

test('a name that hundreds bear is found among thousands managed: each person posted there, once', async () => {
  const add = (many: number, from: number, firstName: string, code: string) =>
    db.asOwner(`
      with made as (
        insert into person (id, employee_number, first_name, last_name, work_email)
        select gen_random_uuid(), 'N' || n, '${firstName}', 'Zvonimir' || n, 'n' || n || '@harmonie.example'
          from generate_series(${from}, ${from + many - 1}) n returning id)
      insert into posting (id, person_id, structure_id, quality, grade, "from")
      select gen_random_uuid(), made.id, s.id, 'agent', 'Greffier', '2026-01-01' from made, structure s where s.code = '${code}'`);
  await add(520, 10_000, 'Zvonko', 'TJ-VALMONT');
  await add(60, 20_000, 'Zvonka', 'DISP-EST');
  const found = () => manages('nadia.gestionnaire', ['zvon'], { pageSize: 3 });
  const few = await found();
  await add(5_000, 30_000, 'Ysée', 'TJ-VALMONT');
  await db.asOwner(`update person set last_name = 'Ysée' where employee_number >= 'N30000' and employee_number < 'N4'`);
  const many = await found();
  for (const { names, total } of [few, many]) {
    expect(total).toBe(520);
    expect(names).toEqual(['Zvonko Zvonimir10000', 'Zvonko Zvonimir10001', 'Zvonko Zvonimir10002']);
  }
  expect(many.next).toBe(few.next);
});
