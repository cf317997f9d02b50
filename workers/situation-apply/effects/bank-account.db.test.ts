import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { coolingOff } from '../../../domain/pay/cooling-off.ts';
import { createSecretValues } from '../../../prisma/secret-values.ts';
import { aPerson, aRequest, aStructure } from '../../../prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '../../../prisma/testing/database.ts';
import { bankAccount } from './bank-account.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

test('where pay is closed on the first of the month, the account is that of the month that was told to the agent', async () => {
  const { database } = db;
  const secrets = createSecretValues(new Uint8Array(32).fill(7));
  const office = await aStructure(database.prisma, 'Bureau');
  const agentId = await aPerson('Claire').postedIn(office).make(database);
  const id = await aRequest(database.prisma, agentId, office);
  const { until, payMonth } = coolingOff(new Date('2026-11-20T09:00:00Z'), { minimum: 'P3D', cutoffDay: 1 });
  const data = {
    holder: 'CLAIRE TEST',
    iban: { sealed: secrets.seal('FR7630006000011234567890189', agentId), shown: '' },
  };
  const at = new Date(until.getTime() + 1_000);
  const enough = new Error('nothing stands behind it: it is not kept');
  const written = database.transaction(async (tx) => {
    await bankAccount(tx, { id, agentId, data, stopUntil: until }, { secrets, at });
    expect(await tx.bankAccount.findFirstOrThrow({ where: { requestId: id } })).toMatchObject({ payMonth });
    throw enough;
  });
  await expect(written).rejects.toBe(enough);
  expect(payMonth).toBe('2026-12');
});
