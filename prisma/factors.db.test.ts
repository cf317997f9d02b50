import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { symmetricEncrypt } from 'better-auth/crypto';
import { sealFormerFactors } from './factors.ts';
import { createSecretValues } from './secret-values.ts';
import { aDatabase, type TestDatabase } from './testing/database.ts';

const KEY = new Uint8Array(32).fill(3);
const SESSION_SECRET = 'the session secret of before';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

test('factors of before FACTOR_KEY are sealed under it, once; one that does not open stays for another secret', async () => {
  const { prisma } = db.database;
  const account = async (id: string, key: string) => {
    const secret = await symmetricEncrypt({ key, data: `base32:${id.toUpperCase()}` });
    const twoFactor = { create: { id, secret, backupCodes: await symmetricEncrypt({ key, data: '[]' }) } };
    await prisma.user.create({ data: { id, name: id, email: `${id}@harmonie.example`, twoFactor } });
  };
  await account('sophie', SESSION_SECRET);
  await account('lost', 'yet another secret');
  const seal = () => sealFormerFactors(db.ownerUrl, { factorKeys: [KEY], sessionSecret: SESSION_SECRET });
  expect(await seal()).toEqual({ sealed: 1, closed: 1 });
  expect(await seal()).toEqual({ sealed: 0, closed: 1 });
  const [lost, sophie] = await prisma.user.findMany({ orderBy: { id: 'asc' }, include: { twoFactor: true } });
  const secrets = createSecretValues(KEY);
  expect(secrets.open(sophie?.twoFactor?.secret ?? '', 'sophie')).toBe('base32:SOPHIE');
  expect(secrets.open(sophie?.twoFactor?.backupCodes ?? '', 'sophie')).toBe('[]');
  // Moved to another account, it opens nothing.
  expect(() => secrets.open(sophie?.twoFactor?.secret ?? '', 'lost')).toThrow();
  expect([sophie?.twoFactorEnabled, lost?.twoFactorEnabled]).toEqual([true, false]);
});
