import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyPassword } from 'better-auth/crypto';
import { SENSITIVE_ROLES } from '#domain/permissions/role.ts';
import { createSecretValues } from '../secret-values.ts';
import { aStructure } from '../testing/builders.ts';
import { aDatabase, type TestDatabase } from '../testing/database.ts';
import { fault } from '../testing/fault.ts';
import { DEMONSTRATION_ACCOUNTS, NEIGHBOUR_ACCOUNTS } from './accounts.ts';
import { PEOPLE, STRUCTURES } from './ministry.ts';
import { refuseOtherMinistry, seedDemonstration } from './seed.ts';

const [FIRST, SECOND] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
  await seedDemonstration({ ownerUrl: db.ownerUrl, factorKeys: [FIRST] });
});
afterAll(() => db.drop());

describe('the demonstration ministry', () => {
  test('has an account for each kind of person, that opens with the stated password', async () => {
    for (const { email, password } of [...DEMONSTRATION_ACCOUNTS, ...NEIGHBOUR_ACCOUNTS]) {
      const user = await db.database.prisma.user.findUnique({
        where: { email },
        include: { accounts: true, person: { include: { postings: true } } },
      });
      expect(user?.person?.postings).toHaveLength(1);
      expect(await verifyPassword({ hash: user?.accounts[0]?.password ?? '', password })).toBe(true);
    }
  });

  test('addresses each of its people as they are', async () => {
    const addressed = await db.database.prisma.$queryRaw<{ number: string; civility: string }[]>`
      select p.employee_number as number, e.value->>'civilite' as civility
        from situation_entry e join person p on p.id = e.person_id where e.theme = 'identite' order by 1`;
    const expected = PEOPLE.map(({ number, civility }) => ({ number, civility }));
    expect(addressed).toEqual(expected.sort((one, other) => one.number.localeCompare(other.number)));
  });

  test('is made once, however often the portal starts', async () => {
    await Promise.all([
      seedDemonstration({ ownerUrl: db.ownerUrl, factorKeys: [FIRST] }),
      seedDemonstration({ ownerUrl: db.ownerUrl, factorKeys: [FIRST] }),
    ]);
    const { prisma } = db.database;
    expect(await prisma.person.count()).toBe(PEOPLE.length);
    expect(await prisma.structure.count()).toBe(STRUCTURES.length);
    expect(await prisma.twoFactor.count()).toBe(8);
    expect(await prisma.delegation.count()).toBe(1);
  });

  test('has a second factor for everyone whose rights ask for one', async () => {
    const { prisma } = db.database;
    const must = { habilitations: { some: { role: { in: [...SENSITIVE_ROLES] } } } };
    const people = await prisma.user.findMany({ where: { person: must }, include: { twoFactor: true } });
    expect(people.length).toBeGreaterThan(7);
    expect(people.filter(({ twoFactor, twoFactorEnabled }) => !twoFactor || !twoFactorEnabled)).toEqual([]);
  });

  test('says the published appointment of the person who signs for the minister by a text', async () => {
    const { prisma } = db.database;
    const rights = await prisma.habilitation.findMany({ where: { inNameOf: { not: null } } });
    expect(rights.map(({ appointment }) => appointment)).toEqual([
      expect.objectContaining({ reference: expect.stringMatching(/ portant nomination /), publishedOn: '2023-08-26' }),
    ]);
  });

  test('keeps second factors readable when their key is another one', async () => {
    await seedDemonstration({ ownerUrl: db.ownerUrl, factorKeys: [SECOND] });
    const sophie = await db.database.prisma.twoFactor.findFirst({
      where: { user: { email: 'sophie.signataire@harmonie.example' } },
    });
    const secret = createSecretValues(SECOND).open(sophie?.secret ?? '', sophie?.userId ?? '');
    expect(secret).toBe(`base32:${DEMONSTRATION_ACCOUNTS.find((account) => account.totpSecret)?.totpSecret}`);
  });

  test('is never started as another one, nor made in another one', async () => {
    const other = await aDatabase();
    try {
      await refuseOtherMinistry(other.ownerUrl, true);
      await refuseOtherMinistry(other.ownerUrl, false);
      await aStructure(other.database.prisma, 'Ministère');
      await refuseOtherMinistry(other.ownerUrl, false);
      expect(await fault(refuseOtherMinistry(other.ownerUrl, true))).toMatchObject({ name: 'OtherMinistry' });
      await refuseOtherMinistry(db.ownerUrl, true);
      expect(await fault(refuseOtherMinistry(db.ownerUrl, false))).toMatchObject({ name: 'OtherMinistry' });
    } finally {
      await other.drop();
    }
  });
});
