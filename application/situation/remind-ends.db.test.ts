import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fileOfText } from '#prisma/repositories/circuits/atelier.ts';
import { keepNewGrids } from '#prisma/repositories/people/grids.ts';
import { keepThemes } from '#prisma/repositories/people/themes.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { shippedGrids, themeFiles } from '#testing/shipped-themes.ts';
import { remindEnds } from './remind-ends.ts';

/** Three months before the end of the period in question. */
const AT = new Date('2027-05-31T09:00:00Z');

let db: TestDatabase;
let court: { id: string; path: string };
let nadia: string;
let paul: string;
beforeAll(async () => {
  db = await aDatabase();
  const { prisma } = db.database;
  await keepNewGrids(prisma, Object.values(shippedGrids()));
  const files = [...themeFiles()].map(([path, content]) => fileOfText(path, new TextDecoder().decode(content)));
  await keepThemes(prisma, files);
  court = await aStructure(prisma, 'Tribunal');
  nadia = await aPerson('Nadia').postedIn(court).holding('gestionnaire', court).make(db.database);
  paul = await aPerson('Paul').postedIn(court).holding('superieur', court).make(db.database);
});
afterAll(() => db?.drop());

const period = (personId: string, from: string, until: string, theme = 'temps-de-travail') =>
  db.asOwner(
    `insert into situation_entry (id, person_id, theme, theme_sha256, "from", until, value, origin, at)
     select gen_random_uuid(), $1, name, sha256, $2::date, $3::date, '{"quota": 80, "payFraction": "6/7"}', 'taken-over', now()
       from situation_theme where name = $4 order by published_at desc, sha256 limit 1`,
    [personId, from, until, theme],
  );
const remind = (at = AT) => remindEnds({ database: db.database, mailDomain: 'harmonie.example' }, at);
const told = async (personId: string) =>
  (
    await db.database.prisma.notification.findMany({
      where: { subject: `situation:${personId}` },
      orderBy: [{ message: 'asc' }, { recipientId: 'asc' }],
    })
  ).map(({ message, recipientId, detail }) => [message, recipientId, (detail as { untilFr: string }).untilFr]);

test('what ends within the time of its theme is said once, to the agent and to their manager', async () => {
  const claire = await aPerson('Claire').postedIn(court).make(db.database);
  await period(claire, '2026-09-01', '2027-08-31');
  expect(await remind(new Date('2027-05-30T09:00:00Z'))).toBe(0);
  const [one, other] = await Promise.all([remind(), remind()]);
  expect([one, other].sort()).toEqual([0, 1]);
  expect(await remind(new Date('2027-06-30T09:00:00Z'))).toBe(0);
  const managers = [nadia, paul].sort().map((id) => ['situation-ends-nearby', id, '31 août 2027']);
  expect(await told(claire)).toEqual([['situation-ends', claire, '31 août 2027'], ...managers]);
});

test('nothing is said of what goes on beyond, of what is over, of somebody who left, nor of a theme that says nothing of it', async () => {
  const person = (name: string) => aPerson(name).postedIn(court).make(db.database);
  const [goesOn, over, left, silent] = [
    await person('Ada'),
    await person('Eve'),
    await person('Luc'),
    await person('Zoé'),
  ];
  await period(goesOn, '2026-09-01', '2027-08-31');
  await period(goesOn, '2027-09-01', '2028-08-31');
  await period(over, '2026-09-01', '2027-05-30');
  await period(left, '2026-09-01', '2027-08-31');
  await db.asOwner(`update posting set until = '2027-05-01' where person_id = $1`, [left]);
  await period(silent, '2026-09-01', '2027-08-31', 'echelon-grade');
  expect(await remind()).toBe(0);
  for (const personId of [goesOn, over, left, silent]) expect(await told(personId)).toEqual([]);
});

test('a theme whose end cannot be read is not kept', async () => {
  const [path, content] = [...themeFiles()].find(([file]) => file.endsWith('/teletravail.json')) ?? [
    '',
    new Uint8Array(),
  ];
  const theme = { ...JSON.parse(new TextDecoder().decode(content)), atEnd: { reminder: 'soon', renewal: true } };
  await expect(keepThemes(db.database.prisma, [fileOfText(path, JSON.stringify(theme))])).rejects.toThrow(
    /of its end cannot be read/,
  );
});
