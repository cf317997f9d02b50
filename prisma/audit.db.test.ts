import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyChain } from '#domain/evidence/audit.ts';
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

  test('says where a payload was changed, blanked without a word or given another salt', async () => {
    const changes = ['content = \'{"quota":50}\'', "content = null, salt = ''", "salt = repeat('0', 32)"];
    await db.asOwner('alter table audit_payload disable trigger audit_payload_erased_in_words');
    for (const [index, change] of changes.entries()) {
      const chain = `changed-${index}`;
      await append(entry(chain));
      await append(entry(chain));
      await db.asOwner(`update audit_payload set ${change} where chain = '${chain}' and sequence = 2`);
      const payloads = await readPayloads(db.database.prisma, chain);
      expect(verifyChain(await readChain(db.database.prisma, chain), payloads)).toMatchObject({ sequence: 2 });
    }
    await db.asOwner('alter table audit_payload enable always trigger audit_payload_erased_in_words');
  });

  test('cannot be rewritten by the application', async () => {
    const { prisma } = db.database;
    await expect(prisma.$executeRaw`update audit_event set subject = 'x'`).rejects.toThrow(/permission denied/);
    await expect(prisma.$executeRaw`delete from audit_event`).rejects.toThrow(/permission denied/);
    await expect(prisma.$executeRaw`delete from audit_payload`).rejects.toThrow(/permission denied/);
  });

  test.each([
    "update audit_event set subject = 'x'",
    'delete from audit_event',
    'truncate audit_event',
    'delete from audit_payload',
    'truncate audit_payload',
    'truncate audit_event, audit_payload',
    "update audit_payload set content = '{}'",
    "update audit_payload set content = null, salt = ''",
    "update audit_payload set chain = 'z'",
  ])('refuses the owner of the tables too: %s', async (statement) => {
    await append(entry('owned'));
    await expect(db.asOwner(statement)).rejects.toThrow(/written down|says that payload/);
  });

  test('refuses even a session whose triggers sleep, as a replica’s do', async () => {
    await append(entry('asleep'));
    const asleep = (statement: string) => db.asOwner(`set session_replication_role = replica; ${statement}`);
    for (const statement of ['delete from audit_event', "update audit_payload set content = null, salt = ''"]) {
      await expect(asleep(statement)).rejects.toThrow(/written down|says that payload|permission denied/);
    }
  });
});

describe('a payload is blanked', () => {
  const blank = (chain: string, change = "content = null, salt = ''") =>
    db.database.prisma.$executeRawUnsafe(
      `update audit_payload set ${change} where chain = '${chain}' and sequence = 1`,
    );
  const erase = (chain: string, subject: string): AuditEntry => ({ ...entry(chain, subject), verb: 'payload.erase' });

  test('by nobody without an event that says so', async () => {
    await append(entry('without'));
    await expect(blank('without')).rejects.toThrow(/says that payload 1 is erased/);
  });

  test('not on an event written before, of another payload or of another chain', async () => {
    for (const chain of ['late', 'other', 'mine', 'theirs']) await append(entry(chain));
    await append(erase('late', 'payload:1'));
    await expect(blank('late')).rejects.toThrow(/says that payload 1 is erased/);
    for (const [event, chain] of [
      [erase('other', 'payload:2'), 'other'],
      [erase('theirs', 'payload:1'), 'mine'],
    ] as const) {
      const both = db.database.transaction(async (tx) => {
        await appendAudit(tx, event);
        await tx.$executeRaw`update audit_payload set content = null, salt = '' where chain = ${chain} and sequence = 1`;
      });
      await expect(both).rejects.toThrow(/says that payload 1 is erased/);
    }
  });

  test.each(['content = null', "salt = ''", "content = '{}', salt = ''"])(
    'whole, never by half: %s',
    async (change) => {
      const chain = `half ${change.replaceAll("'", '')}`;
      await append(entry(chain));
      const half = db.database.transaction(async (tx) => {
        await appendAudit(tx, erase(chain, 'payload:1'));
        await tx.$executeRawUnsafe(`update audit_payload set ${change} where chain = '${chain.replaceAll("'", '')}'`);
      });
      await expect(half).rejects.toThrow(/erased whole or not at all/);
    },
  );
});
