import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { checkRoots } from '#application/evidence/check-roots.ts';
import { type RootFile, statementBytes, stateRoot } from '#domain/evidence/daily-root.ts';
import { chain as chained } from '#domain/evidence/evidence.ts';
import { appendAudit, readChain } from '#prisma/audit.ts';
import { openDocumentStore } from '#prisma/documents/store.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { keepRoots, type RootKeeping } from '#workers/loops/keep-roots.ts';
import { sealKeyFromP12 } from '#workers/pades/keys/p12.ts';
import { stampingAuthority } from '#workers/pades/stamps/stamping-authority.ts';
import { TimeStampError, type TimeStamper, timeStamper } from '#workers/pades/stamps/time-stamping.ts';
import { AUTHORITY, aCertificate, aP12, aTimeStamper, STAMPS } from '#workers/pades/testing/authorities.ts';
import { readAnchors } from '#workers/pades/verification/trust.ts';
import { type RootPlace, rootFolder } from '#workers/places/root-places.ts';
import { rootsIn, rootsOf } from './kept-roots.ts';
import { stampCheck } from './stamps.ts';

const TRIGGERS = [
  ['audit_event', 'audit_event_stays'],
  ['audit_payload', 'audit_payload_stays'],
  ['daily_root', 'daily_root_stays'],
  ['daily_root_copy', 'daily_root_copy_stays'],
] as const;

let db: TestDatabase;
let folder: string;
let outside: string;
let stamp: TimeStamper;
let rogue: TimeStamper;
let anchors: ReturnType<typeof readAnchors>;
let now: Date;
const said: string[] = [];

beforeAll(async () => {
  [db, folder] = await Promise.all([aDatabase(), mkdtemp(path.join(tmpdir(), 'daily-roots-'))]);
  // Valid on the days of this test, whichever it is run on.
  const inDays = (day: string) => Math.round((Date.parse(day) - Date.now()) / 86_400_000);
  const then = { from: inDays('2026-11-01'), to: inDays('2026-12-31') };
  const authority = await aCertificate(folder, { name: 'Autorité', ...then, extensions: AUTHORITY });
  const of = { issuer: authority, ...then, extensions: STAMPS };
  const [own, other] = [
    await aCertificate(folder, { name: 'Horodatage', ...of }),
    await aCertificate(folder, { name: 'Horodatage', extensions: STAMPS }),
  ];
  const key = await sealKeyFromP12(await readFile(await aP12(folder, own, 'x')), 'x');
  stamp = timeStamper(stampingAuthority(key, () => now));
  rogue = await aTimeStamper(folder, other);
  anchors = readAnchors(authority.pem);
});
afterAll(async () => {
  await db?.drop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await asWhoeverHoldsTheKeys(
    'truncate audit_event, audit_payload',
    'truncate daily_root, daily_root_copy, daily_root_place',
  );
  outside = path.join(folder, crypto.randomUUID());
  await mkdir(outside);
  said.length = 0;
  for (const chain of ['claire', 'system', 'victor']) await add(chain, 3, '2026-11-26');
});

/** The owner of the tables takes the triggers away, does it, and puts them back. */
async function asWhoeverHoldsTheKeys(...statements: string[]): Promise<void> {
  const each = (verb: string) => TRIGGERS.map(([table, trigger]) => `alter table ${table} ${verb} trigger ${trigger}`);
  await db.asOwner([...each('disable'), ...statements, ...each('enable always')].join('; '));
}

const noon = (day: string) => new Date(`${day}T12:00:00.000Z`);

async function add(chain: string, count: number, day: string): Promise<void> {
  for (let index = 0; index < count; index++)
    await db.database.transaction((tx) =>
      appendAudit(tx, { chain, at: noon(day), actorId: null, verb: 'request.file', subject: `r${index}` }),
    );
}

const heard = (level: string) => (context: object, message?: string) =>
  void said.push(`${level} ${message ?? ''} ${JSON.stringify(context)}`);

/** A turn of the workers on that day. */
const onDay = async (day: string, changes: Partial<RootKeeping> = {}) => {
  now = noon(day);
  return keepRoots({
    database: db.database,
    documents: openDocumentStore(path.join(folder, 'documents')),
    timeStamper: stamp,
    seal: { anchors },
    now: () => now,
    places: [rootFolder(outside)],
    baseUrl: 'https://harmonie.example',
    log: { debug() {}, info() {}, warn: heard('warn'), error: heard('error') },
    ...changes,
  });
};
const writes: RootPlace['write'] = (root) => rootFolder(outside).write(root);
/** Workers do what is given to them, then are never heard of again; how many roots there are then. */
async function rootsOnceDead(
  day: string,
  changes: (dies: <A extends unknown[], R>(work: (...args: A) => Promise<R>) => (...args: A) => Promise<R>) => object,
): Promise<number> {
  await new Promise<void>((resolve) => {
    const dies =
      <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        await work(...args);
        resolve();
        return new Promise<R>(() => {});
      };
    void onDay(day, changes(dies));
  });
  return db.database.prisma.dailyRoot.count();
}
const against = (files: AsyncIterable<RootFile>) => checkRoots(db.database.prisma, files, stampCheck(anchors));
const own = () => rootsOf(db.database.prisma, openDocumentStore(path.join(folder, 'documents')));

/** Writes an event of a chain anew, and every hash after it. */
async function makeAnew(chain: string, from: number): Promise<void> {
  const events = await readChain(db.database.prisma, chain);
  const statements: string[] = [];
  let previous = events[from - 2]?.hash ?? '0'.repeat(64);
  for (const event of events.slice(from - 1)) {
    const subject = event.sequence === from ? 'another' : event.subject;
    const { hash } = chained(previous, { ...event, subject });
    statements.push(
      `update audit_event set subject = '${subject}', previous_hash = '${previous}', hash = '${hash}' where chain = '${chain}' and sequence = ${event.sequence}`,
    );
    previous = hash;
  }
  await asWhoeverHoldsTheKeys(...statements);
}

describe('the root of the day', () => {
  test('is made once a day, stamped, and written outside; what the day holds stands under it', async () => {
    await Promise.all([onDay('2026-11-27'), onDay('2026-11-27')]);
    await onDay('2026-11-27');
    await add('claire', 1, '2026-11-28');
    await onDay('2026-11-28');
    expect(await readdir(outside)).toEqual([
      expect.stringMatching(/^2026-11-27-[0-9a-f]{8}\.json\.gz$/),
      expect.stringMatching(/^2026-11-28-[0-9a-f]{8}\.json\.gz$/),
    ]);
    const report = await against(rootsIn(outside));
    expect(report).toMatchObject({ roots: 2, stamped: 2, faults: [], breaks: [], restored: [] });
    expect(await against(own())).toEqual(report);
    expect(said).toEqual([]);
  });

  test('waits for its authority: none is made without a stamp or with that of another; then it is', async () => {
    const away: TimeStamper = async () => {
      throw new TimeStampError('the time-stamping authority does not answer');
    };
    await onDay('2026-11-28', { timeStamper: away });
    const late: TimeStamper = (bytes) => {
      now = noon('2026-11-30');
      return stamp(bytes);
    };
    for (const timeStamper of [rogue, late]) await onDay('2026-11-28', { timeStamper });
    expect(await db.database.prisma.dailyRoot.count()).toBe(0);
    expect(said.filter((line) => line.startsWith('warn'))).toHaveLength(3);
    expect(said.filter((line) => line.startsWith('error'))).toHaveLength(3);
    await onDay('2026-11-28');
    expect(await db.database.prisma.dailyRoot.count()).toBe(1);
  });

  test('is one, and its row, leaves and file agree, whenever the workers that make it die', async () => {
    const documents = openDocumentStore(path.join(folder, 'documents'));
    expect(await rootsOnceDead('2026-11-27', (dies) => ({ timeStamper: dies(stamp) }))).toBe(0);
    const put = documents.put.bind(documents);
    expect(await rootsOnceDead('2026-11-27', (dies) => ({ documents: { ...documents, put: dies(put) } }))).toBe(0);
    expect(await rootsOnceDead('2026-11-27', (dies) => ({ places: [{ name: 'folder', write: dies(writes) }] }))).toBe(
      1,
    );
    // What was half-written when they died is no root.
    await writeFile(path.join(outside, `.${crypto.randomUUID()}`), 'half');
    await onDay('2026-11-27');
    expect((await readdir(outside)).filter((name) => name.endsWith('.gz'))).toHaveLength(1);
    const report = await against(rootsIn(outside));
    expect(report).toMatchObject({ roots: 1, stamped: 1, faults: [], breaks: [] });
    expect(await against(own())).toEqual(report);
    expect(await db.database.prisma.auditEvent.count({ where: { verb: 'evidence.root' } })).toBe(1);
  });

  test('leaves nothing of what was half-written the day before', async () => {
    const [half, young] = [1, 2].map(() => path.join(outside, `.${crypto.randomUUID()}`)) as [string, string];
    for (const file of [half, young]) await writeFile(file, 'half');
    const before = new Date(Date.now() - 2 * 86_400_000);
    await utimes(half, before, before);
    await onDay('2026-11-27');
    const names = await readdir(outside);
    expect(names.filter((name) => name.startsWith('.'))).toEqual([path.basename(young)]);
    expect(names).toHaveLength(2);
  });

  test('is written later where its place was away, and said to be missing once a day and a half went by', async () => {
    const gone = { name: 'folder', write: () => Promise.reject(new Error('no such folder')) } as const;
    await onDay('2026-11-28', { places: [gone] });
    expect(said.at(-1)).toContain('not-written');
    await onDay('2026-11-29');
    expect(await readdir(outside)).toHaveLength(2);
    said.length = 0;
    await onDay('2026-12-01', { timeStamper: rogue });
    expect(said.at(-1)).toMatch(/^error .*gap.*not-made/);
  });

  test('missing for more than a day in one of several places is an alarm, told once to the administrators of the whole', async () => {
    const { prisma } = db.database;
    const top = await aStructure(prisma, 'Ministère');
    const below = await aStructure(prisma, 'Tribunal', top);
    const [ada, local] = [
      await aPerson('Ada').postedIn(top).holding('administrateur', top).make(db.database),
      await aPerson('Léo').postedIn(below).holding('administrateur', below).make(db.database),
    ];
    const told = async () =>
      (await prisma.notification.findMany({ orderBy: { queuedAt: 'asc' } })).map(({ recipientId, message, detail }) => [
        ...[recipientId, message, (detail as { places: string }).places],
      ]);
    const gone: RootPlace = { name: 'mail', write: () => Promise.reject(new Error('no such mailbox')) };
    const places = [rootFolder(outside), gone];
    await onDay('2026-11-27', { places });
    await onDay('2026-11-28', { places });
    expect(said.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(await told()).toEqual([]);
    for (const day of ['2026-11-29', '2026-11-29', '2026-11-30']) await onDay(day, { places });
    expect(said.filter((line) => line.startsWith('error'))).toHaveLength(3);
    expect(said.at(-1)).toMatch(/^error .*gap.*not-everywhere.*"mail"/);
    expect(await told()).toEqual([[ada, 'roots-not-everywhere', 'ROOTS_MAIL']]);
    // Once it is back all is written there; away anew, it is another gap.
    said.length = 0;
    const back: RootPlace = { name: 'mail', write: () => Promise.resolve() };
    await onDay('2026-11-30', { places: [rootFolder(outside), back] });
    expect(said).toEqual([]);
    for (const day of ['2026-12-01', '2026-12-02', '2026-12-03']) await onDay(day, { places });
    expect(await told()).toHaveLength(2);
    expect((await told()).flat()).not.toContain(local);
    // A place that the workers write in no more is missed by nobody.
    said.length = 0;
    await onDay('2026-12-04');
    expect(said).toEqual([]);
  });

  test('is neither changed nor removed, by the application nor by the owner of the tables', async () => {
    await onDay('2026-11-27');
    for (const table of ['daily_root', 'daily_root_copy']) {
      for (const statement of [`delete from ${table}`, `update ${table} set day = day`, `truncate ${table} cascade`]) {
        await expect(db.database.prisma.$executeRawUnsafe(statement)).rejects.toThrow(/permission denied/);
        await expect(db.asOwner(statement)).rejects.toThrow(/neither changed nor removed/);
      }
    }
  });
});

describe('whoever holds the database is found out', () => {
  test('who makes a chain anew, its hashes in order, and the portal’s own roots with it', async () => {
    await onDay('2026-11-27');
    await add('system', 3, '2026-11-28');
    await onDay('2026-11-28');
    await makeAnew('system', 5);
    await asWhoeverHoldsTheKeys('truncate daily_root, daily_root_copy');
    await onDay('2026-11-29', { places: [] });
    expect((await against(own())).breaks).toEqual([]);
    const { breaks, faults } = await against(rootsIn(outside));
    expect(faults).toEqual([]);
    // No. 3 stood so on the 27th; the root of the 28th counts seven: the day before wrote one of its own.
    expect(breaks).toEqual([
      {
        chain: 'system',
        sequence: 7,
        reason:
          'the event is not the one that stood here by the root of 2026-11-28: made anew from no. 4 on (borne out until the root of 2026-11-27)',
      },
    ]);
  });

  test('who removes the end of a chain', async () => {
    await onDay('2026-11-27');
    await asWhoeverHoldsTheKeys(
      "delete from audit_event where chain = 'victor' and sequence > 1",
      "delete from audit_payload where chain = 'victor' and sequence > 1",
    );
    expect((await against(rootsIn(outside))).breaks).toMatchObject([
      { chain: 'victor', sequence: 3, reason: expect.stringMatching(/^the event is gone by the root of 2026-11-27/) },
    ]);
  });

  test('who alters a root that was kept, leaves one out, or stamps it elsewhere', async () => {
    for (const day of ['2026-11-27', '2026-11-28', '2026-11-29']) await onDay(day);
    const files: RootFile[] = [];
    for await (const file of rootsIn(outside)) files.push(file);
    const [first, second, third] = files as [RootFile, RootFile, RootFile];
    const faultsOf = async (...given: RootFile[]) =>
      (await checkRoots(db.database.prisma, given, stampCheck(anchors))).faults;
    expect(await faultsOf(first, second, third)).toEqual([]);
    expect(await faultsOf(first, third)).toEqual(['the root before that of 2026-11-29 is missing']);
    const leaves = second.leaves.map((leaf) => ({ ...leaf, head: 'f'.repeat(64) }));
    expect(await faultsOf(first, { ...second, leaves })).toEqual(['the root of 2026-11-28 is not that of its leaves']);
    expect(await faultsOf({ ...first, stamp: second.stamp })).toEqual([
      'the stamp of the root of 2026-11-27: the timestamp is over another signature',
    ]);
    expect(await faultsOf(first, { ...second, stamp: null })).toEqual([
      'the root of 2026-11-28 bears no stamp, and one before it does',
    ]);
    await writeFile(
      path.join(outside, '2026-11-30-0123abcd.json.gz'),
      (await promisify(gzip)('{"statement":')).subarray(0, 20),
    );
    await expect(against(rootsIn(outside))).rejects.toThrow(/is not a daily root: it is cut or was altered/);
  });
});

test('who states the roots of former days anew has them stamped too late', async () => {
  await onDay('2026-11-27');
  const [leaves, at] = [[{ chain: 'claire', events: 1, head: 'f'.repeat(64) }], noon('2026-11-27')];
  now = noon('2026-11-29');
  const stated = async (day: string, made: Date): Promise<RootFile> => {
    const statement = stateRoot(leaves, { day: day as RootFile['statement']['day'], at: made, previous: null });
    return { statement, stamp: Buffer.from(await stamp(statementBytes(statement))).toString('base64'), leaves };
  };
  for (const file of [await stated('2026-11-27', at), await stated('2026-11-27', now)])
    expect((await checkRoots(db.database.prisma, [file], stampCheck(anchors))).faults).toEqual([
      'the stamp of the root of 2026-11-27: it was made on 2026-11-29T12:00:00.000Z, and not that day',
    ]);
  const { faults } = await checkRoots(db.database.prisma, [await stated('2026-11-29', now)], stampCheck(anchors));
  expect(faults).toEqual([]);
});

describe('a backup that was restored', () => {
  /** Takes the portal back to where it was on the 27th, as a restore on the 29th does. */
  async function restore(): Promise<void> {
    await onDay('2026-11-27');
    await add('claire', 2, '2026-11-28');
    await onDay('2026-11-28');
    await asWhoeverHoldsTheKeys(
      "delete from audit_payload p using audit_event e where (p.chain, p.sequence) = (e.chain, e.sequence) and e.at > '2026-11-27 13:00Z'",
      "delete from audit_event where at > '2026-11-27 13:00Z'",
      "delete from daily_root_copy where day > '2026-11-27'",
      "delete from daily_root where day > '2026-11-27'",
    );
    const payload = { takenAt: noon('2026-11-27').toISOString(), skippedNumbers: 100 };
    const event = { chain: 'system', at: noon('2026-11-29'), actorId: null, subject: 'portal', payload } as const;
    await db.database.transaction((tx) => appendAudit(tx, { ...event, verb: 'backup.restore' }));
    await add('claire', 3, '2026-11-29');
    await onDay('2026-11-30');
  }

  test('is named as such, and not taken for a rewriting', async () => {
    await restore();
    const report = await against(rootsIn(outside));
    expect(report).toMatchObject({ roots: 3, faults: [], breaks: [] });
    expect(report.restored).toEqual([{ takenAt: noon('2026-11-27'), at: noon('2026-11-29'), chains: 1 }]);
  });

  test('hides nothing that was written anew of before it', async () => {
    await restore();
    await makeAnew('victor', 2);
    expect((await against(rootsIn(outside))).breaks).toMatchObject([{ chain: 'victor', sequence: 3 }]);
  });
});
