import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyChain } from '../domain/evidence/audit.ts';
import { type AuditEntry, appendAudit, readChain, readPayloads } from './audit.ts';
import { aDatabase, type TestDatabase } from './testing/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

const entry = (chain: string, subject = 'request-1'): AuditEntry => ({
  chain,
  at: new Date('2026-11-24T10:00:00.123Z'),
  actorId: null,
  verb: 'request.file',
  subject,
  payload: { number: '2026-000001', quota: 80, when: { from: '2027-01-01' } },
});
const append = (given: AuditEntry) => db.database.transaction((tx) => appendAudit(tx, given));

describe('the audit', () => {
  test('numbers the events of each chain from 1, and the chain verifies with its payloads', async () => {
    await append(entry('a', 's1'));
    await append(entry('b', 's2'));
    const third = await append(entry('a', 's3'));
    expect(third.sequence).toBe(2);
    const events = await readChain(db.database.prisma, 'a');
    expect(events.map((event) => event.subject)).toEqual(['s1', 's3']);
    expect(verifyChain(events, await readPayloads(db.database.prisma, 'a'))).toBeNull();
  });

  test('leaves no gap when twenty people write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => append(entry('busy', `s${index}`))));
    const events = await readChain(db.database.prisma, 'busy');
    expect(events.map((event) => event.sequence)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(verifyChain(events)).toBeNull();
  });

  test('leaves no gap after a transaction that was given up', async () => {
    await append(entry('given-up'));
    const givenUp = db.database.transaction(async (tx) => {
      await appendAudit(tx, entry('given-up'));
      throw new Error('given up');
    });
    await expect(givenUp).rejects.toThrow('given up');
    expect((await append(entry('given-up'))).sequence).toBe(2);
  });

  test('still verifies once a payload is erased', async () => {
    await append(entry('erased'));
    await db.database.prisma.$executeRaw`update audit_payload set content = null, salt = '' where chain = 'erased'`;
    const payloads = await readPayloads(db.database.prisma, 'erased');
    expect(verifyChain(await readChain(db.database.prisma, 'erased'), payloads)).toBeNull();
  });

  test('says where a payload was changed', async () => {
    await append(entry('changed'));
    await db.database.prisma.$executeRaw`update audit_payload set content = '{"quota":50}' where chain = 'changed'`;
    const payloads = await readPayloads(db.database.prisma, 'changed');
    expect(verifyChain(await readChain(db.database.prisma, 'changed'), payloads)).toMatchObject({ sequence: 1 });
  });

  test('cannot be rewritten by the application', async () => {
    const { prisma } = db.database;
    await expect(prisma.$executeRaw`update audit_event set subject = 'x'`).rejects.toThrow(/permission denied/);
    await expect(prisma.$executeRaw`delete from audit_event`).rejects.toThrow(/permission denied/);
    await expect(prisma.$executeRaw`delete from audit_payload`).rejects.toThrow(/permission denied/);
  });
});
