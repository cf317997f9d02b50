import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { seedDemonstration } from '../../seed/seed.ts';
import { aDatabase, type TestDatabase } from '../../testing/database.ts';
import { actorFacts, dossierFacts, managedPeople, readPerson, superiorsOf } from './people.ts';

const TODAY = '2026-11-24';
let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
  await seedDemonstration({ ownerUrl: db.ownerUrl, sessionSecret: 's', now: new Date('2026-11-24T10:00:00Z') });
});
afterAll(() => db.drop());

const idOf = async (email: string) =>
  (await db.database.prisma.person.findFirstOrThrow({ where: { workEmail: `${email}@harmonie.example` } })).id;
const manages = async (email: string, words: string[], page = { limit: 20, offset: 0 }) => {
  const query = { managerId: await idOf(email), day: TODAY, words, ...page };
  const { items, total } = await managedPeople(db.database.prisma, query);
  return { names: items.map(({ firstName, lastName }) => `${firstName} ${lastName}`), total };
};

describe('people', () => {
  test('are read with their post, rights and structure', async () => {
    const paul = await readPerson(db.database.prisma, await idOf('paul.superieur'), TODAY);
    expect(paul?.posting).toMatchObject({ quality: 'directeur de greffe', structure: { code: 'TJ-VALMONT' } });
    expect(paul?.habilitations).toEqual([
      { role: 'superieur', structureName: 'Tribunal judiciaire de Valmont', from: '2023-09-01', until: null },
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

  test.each([
    ['claire.agent', ['Supervielle']],
    ['paul.superieur', ['Perrin']],
    ['lea.fontaine', ['Perrin']], // the head of her court is away
    ['hugo.lemaire', ['Caron']],
    ['helene.marchand', []],
  ])('%s reports to %j', async (email, expected) => {
    const { prisma } = db.database;
    const person = await readPerson(prisma, await idOf(email), TODAY);
    const superiors = await superiorsOf(prisma, person?.person.id ?? '', person?.posting?.structureId ?? '', TODAY);
    expect(superiors.map((superior) => superior.lastName)).toEqual(expected);
  });

  test('are listed to the gestionnaire of their structures, and to no other', async () => {
    const courts = await manages('nadia.gestionnaire', []);
    expect(courts.names).toContain('Claire Agnelet');
    expect(courts.names).not.toContain('Hugo Lemaire');
    expect((await manages('karim.benali', [])).names).toContain('Hugo Lemaire');
    expect(await manages('paul.superieur', [])).toEqual({ names: [], total: 0 });
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

  test('are listed by pages, with the exact total', async () => {
    const all = await manages('nadia.gestionnaire', []);
    const second = await manages('nadia.gestionnaire', [], { limit: 2, offset: 2 });
    expect(second).toEqual({ names: all.names.slice(2, 4), total: all.total });
  });
});
