import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type ChainReport, checkAudit } from '#application/evidence/check-audit.ts';
import { erasePayload } from '#application/evidence/erase-payload.ts';
import { recordJournalDay } from '#application/evidence/journal-days.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { chain as chained } from '#domain/evidence/evidence.ts';
import { appendAudit, readChain } from '#prisma/audit.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';

const at = new Date('2026-11-26T10:00:00.123Z');
const TRIGGERS = [
  ['audit_event', 'audit_event_stays'],
  ['audit_payload', 'audit_payload_stays'],
  ['audit_payload', 'audit_payload_erased_in_words'],
] as const;

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  await asWhoeverHoldsTheKeys('truncate audit_event, audit_payload');
  for (const chain of ['claire', 'system', 'victor']) await add(chain, 7);
});

async function add(chain: string, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    await db.database.transaction((tx) =>
      appendAudit(tx, { chain, at, actorId: null, verb: 'request.file', subject: `r${index}`, payload: { index } }),
    );
  }
}
/** The owner of the tables takes the triggers away, does it, and puts them back. */
async function asWhoeverHoldsTheKeys(...statements: string[]): Promise<void> {
  const each = (verb: string) => TRIGGERS.map(([table, trigger]) => `alter table ${table} ${verb} trigger ${trigger}`);
  await db.asOwner([...each('disable'), ...statements, ...each('enable always')].join('; '));
}
/** The check, by pages so small that chains go over them. */
async function check(pageSize = 3): Promise<ChainReport[]> {
  const reports: ChainReport[] = [];
  for await (const report of checkAudit(db, { pageSize })) reports.push(report);
  return reports;
}
const broken = async () =>
  (await check()).flatMap(({ chain, breaks }) => breaks.map(({ sequence, reason }) => [chain, sequence, reason]));

/** As an operator runs it. */
const command = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const env = { PATH: process.env.PATH, DATABASE_URL: db.url, NODE_ENV: 'test' };
    execFile(process.execPath, ['bin/audit.ts', ...args], { env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });

describe('the audit is checked', () => {
  test('whole, whatever the size of a page, with the count and the head of each chain', async () => {
    for (const pageSize of [1, 3, 7, 21, 1_000]) {
      const reports = await check(pageSize);
      expect(reports.map(({ chain, events, broken: count }) => [chain, events, count])).toEqual([
        ['claire', 7, 0],
        ['system', 7, 0],
        ['victor', 7, 0],
      ]);
      expect(reports[0]?.head).toBe((await readChain(db.database.prisma, 'claire')).at(-1)?.hash);
    }
  });

  test('and an erasure that an event says breaks nothing', async () => {
    await erasePayload(db, { chain: 'claire', sequence: 2, actorId: null, reason: 'délai', at });
    expect((await check())[0]).toMatchObject({ events: 8, erased: 1, broken: 0 });
  });
});

describe('whoever holds the keys is found out', () => {
  test.each([
    ['an event altered', "update audit_event set verb = 'act.consult' where @5", 5, 'event 5 was altered'],
    ['its instant', "update audit_event set at = at + interval '1 ms' where @5", 5, 'event 5 was altered'],
    ['an instant that is none', "update audit_event set at = 'infinity' where @5", 5, 'event 5 was altered'],
    ['an event removed', 'delete from audit_event where @5', 6, 'event 5 is missing'],
    ['the first event removed', 'delete from audit_event where @1', 2, 'event 1 is missing'],
    [
      'a payload changed',
      "update audit_payload set content = '{}' where @5",
      5,
      'the payload is not the one that was recorded',
    ],
    ['a payload removed', 'delete from audit_payload where @5', 5, 'the payload is missing'],
    [
      'a payload blanked',
      "update audit_payload set content = null, salt = '' where @5",
      5,
      'the payload was blanked, and no event says that it was erased',
    ],
    ['the last event removed', 'delete from audit_event where @7', 7, 'the payload is there, its event is not'],
  ])('%s', async (_, statement, sequence, reason) => {
    await asWhoeverHoldsTheKeys(statement.replace(/@(\d)/, "chain = 'system' and sequence = $1"));
    expect(await broken()).toContainEqual(['system', sequence, reason]);
    expect((await check()).filter((report) => report.broken > 0).map(({ chain }) => chain)).toEqual(['system']);
  });

  test('an event rewritten with its own hash made again', async () => {
    const [, , before, fifth] = (await readChain(db.database.prisma, 'system')).slice(1);
    if (!before || !fifth) throw new Error('no such event');
    const forged = chained(before.hash, { ...fifth, subject: 'another' });
    await asWhoeverHoldsTheKeys(
      `update audit_event set subject = 'another', hash = '${forged.hash}' where chain = 'system' and sequence = 5`,
    );
    expect(await broken()).toEqual([['system', 6, 'event 6 does not follow event 5']]);
  });

  test('a chain removed whole, its payloads left', async () => {
    await asWhoeverHoldsTheKeys("delete from audit_event where chain = 'victor'");
    expect((await check()).at(-1)).toMatchObject({ chain: 'victor', events: 0, head: null, broken: 7 });
  });

  test('each place is named, and no more than twenty of a chain', async () => {
    await add('system', 40);
    await asWhoeverHoldsTheKeys("update audit_payload set content = '{}' where chain = 'system'");
    const report = (await check()).find(({ chain }) => chain === 'system');
    expect([report?.broken, report?.breaks.length]).toEqual([47, 20]);
  });
});

describe('the journal of sign-ins', () => {
  const DAY_MS = 86_400_000;
  const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
  const day = (days: number) => parisDay(ago(days));
  const signIn = (days: number, address = '10.0.0.1') => ({
    ...{ id: crypto.randomUUID(), at: ago(days), accountDigest: 'a', outcome: 'signed-in', address },
  });
  const signedIn = (...entries: ReturnType<typeof signIn>[]) =>
    db.database.prisma.signInEvent.createMany({ data: entries });
  const record = async () => {
    while (await recordJournalDay(db, at)) {}
  };
  beforeEach(() => db.asOwner('delete from sign_in_event'));

  test('is recorded day by day, by one of the workers, up to the day that is not over; empty days too', async () => {
    await record();
    expect(await check()).toMatchObject([{}, { chain: 'system', events: 7 }, {}]);
    await signedIn(signIn(4), signIn(4, '10.0.0.2'), signIn(2), signIn(0));
    await Promise.all([record(), record()]);
    const days = (await readChain(db.database.prisma, 'system')).slice(7).map(({ subject }) => subject);
    expect(days.slice(0, 3)).toEqual([4, 3, 2].map((each) => `sign-ins:${day(each)}`));
    // Just after midnight yesterday is not over for long enough.
    expect(days.slice(3)).toEqual(days.length === 4 ? [`sign-ins:${day(1)}`] : []);
    expect(await broken()).toEqual([]);
  });

  test.each([
    ['a line removed', "delete from sign_in_event where address = '10.0.0.2'", 'were 2, and are 1'],
    [
      'a line added',
      'insert into sign_in_event select gen_random_uuid(), at, user_id, account_digest, outcome, method, strength, address from sign_in_event limit 1',
      'were 2, and are 3',
    ],
    [
      'a line changed',
      "update sign_in_event set address = '10.0.0.3' where address = '10.0.0.2'",
      'are not those that were recorded',
    ],
    ['its instant changed', "update sign_in_event set at = at + interval '1 ms'", 'are not those that were recorded'],
  ])('that is not what was recorded is found out: %s', async (_, statement, reason) => {
    await signedIn(signIn(3), signIn(3, '10.0.0.2'));
    await record();
    await asWhoeverHoldsTheKeys(statement);
    expect(await broken()).toEqual([['system', 8, `the sign-ins of ${day(3)} ${reason}`]]);
  });

  test('of which the audit says nothing any more is found out', async () => {
    await signedIn(signIn(3));
    await record();
    await erasePayload(db, { chain: 'system', sequence: 8, actorId: null, reason: 'délai', at });
    expect(await broken()).toEqual([['system', 8, `what was recorded of the sign-ins of ${day(3)} cannot be read`]]);
  });

  test('that is past its twelve months is said to be, and is no fault', async () => {
    await signedIn(signIn(400), signIn(3));
    expect([await recordJournalDay(db, at), await recordJournalDay(db, at)]).toEqual([true, true]);
    await db.database.prisma.$queryRaw`select purge_sign_ins(100)`;
    expect(await db.database.prisma.signInEvent.count()).toBe(1);
    expect(await broken()).toEqual([]);
    expect((await command('check')).out).toContain('2 recorded day(s) of sign-ins are past their twelve months');
  });
});

describe('npm run audit', () => {
  test('-- check prints each chain with its head, and that all hold', async () => {
    const { code, out, err } = await command('check');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^OK {6}claire: 7 event\(s\), head [0-9a-f]{64}$/m);
    expect(out).toMatch(/^3 chain\(s\), 21 event\(s\), 0 payload\(s\) erased: every chain holds\.$/m);
  });

  test('-- check names what is broken and answers 1, the rest left out when asked', async () => {
    await asWhoeverHoldsTheKeys("update audit_event set subject = 'x' where chain = 'claire' and sequence = 3");
    const { code, out } = await command('check', '--quiet');
    expect(code).toBe(1);
    expect(out).toMatch(
      /^NOTE {4}no daily root[^\n]*\nBROKEN {2}claire: 7 event\(s\), head [0-9a-f]{64}\n {8}no\. 3: event 3 was altered\n3 chain/,
    );
    expect(out).toContain('1 chain(s) BROKEN.');
  });

  test('-- check --roots compares with nothing where the folder holds no root, and says so', async () => {
    const empty = await mkdtemp(path.join(tmpdir(), 'no-roots-'));
    const { code, err } = await command('check', '--roots', empty);
    expect([code, err]).toEqual([2, expect.stringContaining(`${empty} holds no daily root`)]);
    await rm(empty, { recursive: true });
  });

  test('-- --help says what it does; anything else is refused with the same words', async () => {
    expect(await command('--help')).toMatchObject({ code: 0, out: expect.stringContaining('usage: npm run audit') });
    expect(await command('mend')).toMatchObject({ code: 2, err: expect.stringContaining('usage: npm run audit') });
  });
});
