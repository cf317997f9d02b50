import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '#prisma/client.ts';
import { aPerson } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { fault } from '#prisma/testing/fault.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { choosePassword } from '../passwords/choose-password.ts';
import { beginInstallation } from './begin-installation.ts';
import { recoverAdministrator } from './recover-administrator.ts';

const at = new Date();
const root = { name: 'Ministère de l’Exemple', city: 'Paris' };
const JEANNE = 'jeanne.martin@exemple.gouv.fr';
const OMAR = 'omar.haddad@exemple.gouv.fr';

let db: TestDatabase;
/** As the owner of the tables. */
let database: Database;
beforeEach(async () => {
  db = await aDatabase();
  database = openDatabase(db.ownerUrl, { connections: 2 });
});
afterEach(async () => {
  await database.close();
  await db.drop();
});

const begin = (...emails: string[]) => beginInstallation({ database }, { emails, root, at });
/** Judging passwords is tested elsewhere. */
const passwords = { judge: async () => {}, close: async () => {} };
const use = (token: string) =>
  choosePassword(
    { ...db, mailDomain: 'exemple.gouv.fr', passwords },
    { token, password: 'une phrase à moi seule', signedInUserId: null, at },
  );
const administrators = async () =>
  (
    await db.database.prisma.habilitation.findMany({
      where: { role: 'administrateur' },
      select: { ground: true, structure: { select: { name: true } }, person: { select: { workEmail: true } } },
      orderBy: { person: { workEmail: 'asc' } },
    })
  ).map(({ ground, structure, person }) => [person.workEmail, ground, structure.name]);

describe('the first administrators', () => {
  test('are two, at the top of the tree, and enter each by their own link', async () => {
    const invited = await begin(JEANNE, 'Omar.Haddad@exemple.gouv.fr');
    expect(await administrators()).toEqual([
      [JEANNE, 'installation', root.name],
      [OMAR, 'installation', root.name],
    ]);
    for (const { email, token } of invited) expect(await use(token)).toEqual({ email });
    const { id } = await db.database.prisma.person.findFirstOrThrow({ where: { workEmail: JEANNE } });
    expect((await traceOf(db.database.prisma, id)).map(({ verb }) => verb)).toEqual([
      ...['account.invite', 'account.activate'],
    ]);
    expect((await traceOf(db.database.prisma, 'system')).map(({ verb }) => verb)).toEqual(['installation.begin']);
  });

  test.each([
    ['one alone', [JEANNE]],
    ['one named twice', [JEANNE, JEANNE.toUpperCase()]],
    ['three', [JEANNE, OMAR, 'third@exemple.gouv.fr']],
    ['one without an address', [JEANNE, 'omar']],
  ])('are not %s', async (_what, emails) => {
    expect(await fault(begin(...emails))).toMatchObject({ name: 'NothingBegun' });
    expect([await administrators(), await db.database.prisma.structure.count()]).toEqual([[], 0]);
  });

  test('may be invited again, or be others, until one of them enters', async () => {
    const first = await begin(JEANNE, 'mistyped@exemple.gouv.fr');
    const second = await begin(JEANNE, OMAR);
    expect((await administrators()).map(([email]) => email)).toEqual([JEANNE, OMAR]);
    for (const { token } of first) expect(await fault(use(token))).toMatchObject({ name: 'DomainError' });
    await use(second[0]?.token ?? '');
    expect(await fault(begin(JEANNE, OMAR))).toMatchObject({ name: 'NothingBegun' });
    await use(second[1]?.token ?? '');
  });

  test('are not made by the application’s role', async () => {
    expect(await fault(beginInstallation(db, { emails: [JEANNE, OMAR], root, at }))).not.toBeNull();
    expect([await administrators(), await db.database.prisma.person.count()]).toEqual([[], 0]);
  });
});

describe('the last administrator who lost what opens their account', () => {
  const recover = (email: string) => recoverAdministrator({ database, mailDomain: 'exemple.gouv.fr' }, { email, at });

  test('has it given back from the server, and all administrators are told', async () => {
    const [jeanne] = await begin(JEANNE, OMAR);
    await use(jeanne?.token ?? '');
    const { prisma } = db.database;
    const { id: userId } = await prisma.user.findUniqueOrThrow({ where: { email: JEANNE } });
    await prisma.twoFactor.create({ data: { id: 'lost', userId, secret: 'x', backupCodes: 'x' } });
    const { token } = await recover(JEANNE.toUpperCase());
    const kept = await prisma.account.findFirstOrThrow({ where: { userId } });
    expect([kept.password, await prisma.twoFactor.count()]).toEqual([null, 0]);
    expect(await use(token)).toEqual({ email: JEANNE });
    const told = await prisma.notification.findMany({ where: { message: 'administrator-recovered' } });
    expect(told).toHaveLength(2);
  });

  test('does not, where two others can on the screens; nor does anybody else, or the application', async () => {
    const [jeanne] = await begin(JEANNE, OMAR);
    await use(jeanne?.token ?? '');
    expect(await fault(recover('claire@exemple.gouv.fr'))).toMatchObject({ name: 'NothingBegun' });
    expect(await fault(recoverAdministrator({ ...db, mailDomain: 'x' }, { email: JEANNE, at }))).not.toBeNull();
    const root = await db.database.prisma.structure.findFirstOrThrow();
    for (const name of ['Third', 'Fourth']) await aPerson(name).holding('administrateur', root).make(db.database);
    expect(await fault(recover(JEANNE))).toMatchObject({ name: 'NothingBegun' });
  });
});
