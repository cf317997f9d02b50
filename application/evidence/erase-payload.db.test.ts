import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyChain } from '#domain/evidence/audit.ts';
import { appendAudit, readChain, readPayloads } from '#prisma/audit.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { erasePayload } from './erase-payload.ts';

const at = new Date('2026-11-26T10:00:00Z');
let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

/** A chain of three events, each with a payload. */
async function chainOf(chain: string): Promise<string> {
  for (const quota of [50, 60, 80]) {
    await db.database.transaction((tx) =>
      appendAudit(tx, { chain, at, actorId: null, verb: 'request.file', subject: 'r', payload: { quota } }),
    );
  }
  return chain;
}
const erase = (chain: string, sequence = 2) =>
  erasePayload(db, { chain, sequence, actorId: null, reason: 'délai', at });

describe('what an event was about is erased', () => {
  test('with its salt, by an event that says which and why; the chain still verifies', async () => {
    const chain = await chainOf('one');
    expect(await erase(chain)).toBe(true);
    const [events, payloads] = [
      await readChain(db.database.prisma, chain),
      await readPayloads(db.database.prisma, chain),
    ];
    expect(payloads.map(({ content }) => content)).toEqual([{ quota: 50 }, null, { quota: 80 }, { reason: 'délai' }]);
    expect(payloads[1]?.salt).toBe('');
    expect(events[3]).toMatchObject({ verb: 'payload.erase', subject: 'payload:2' });
    expect(verifyChain(events, payloads)).toBeNull();
  });

  test('once, however often it is asked, and by two at the same time', async () => {
    const chain = await chainOf('twice');
    expect((await Promise.all([erase(chain), erase(chain)])).sort()).toEqual([false, true]);
    expect(await erase(chain)).toBe(false);
    expect(await readChain(db.database.prisma, chain)).toHaveLength(4);
  });

  test('of an event that there is', async () => {
    const chain = await chainOf('absent');
    await expect(erase(chain, 9)).rejects.toMatchObject({ code: 'not-found' });
    expect(await readChain(db.database.prisma, chain)).toHaveLength(3);
  });
});
