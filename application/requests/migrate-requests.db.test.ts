import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { bundleHash } from '#domain/circuit/bundle-hash.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { appendAudit } from '#prisma/audit.ts';
import { fileOfText } from '#prisma/repositories/circuits/atelier.ts';
import { formerNames, insertBatch, renamedPlaces } from '#prisma/repositories/operations/migration-batches.ts';
import {
  findMigration,
  insertMigratedInstances,
  insertMigration,
  migrationsAbout,
  setMigratedState,
  setMigrationState,
} from '#prisma/repositories/operations/migrations.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { lockRequest } from '#prisma/repositories/requests/requests.ts';
import { aPerson, aRequest, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { type Analysts, publishedByTwo, twoAnalysts } from '#testing/two-analysts.ts';
import { withdrawVersion } from '../atelier/publish/withdraw-version.ts';
import { importRelease } from '../atelier/release/import-release.ts';
import { migrateRequests } from './migrate-requests.ts';
import { requestBar } from './migration-bar.ts';

const at = new Date('2026-03-02T09:00:00Z');
const DAY = '2026-03-02';
const OWN = '2251799813685249';
const CALLED = '2251799813685260';

let db: TestDatabase;
let court: Awaited<ReturnType<typeof aStructure>>;
let adam: string;
let claire: string;
let requestId: string;
let fromVersionId: string;
let toVersionId: string;
let analysts: Analysts;
let serial = 0;
let kind: string;
beforeAll(async () => {
  db = await aDatabase();
  analysts = await twoAnalysts(db.database);
  court = await aStructure(db.database.prisma, 'Cour');
  adam = await aPerson('Adam').postedIn(court).holding('administrateur', court).make(db.database);
  claire = await aPerson('Claire').postedIn(court).make(db.database);
});
afterAll(() => db.drop());
/**
 * Each test has its own kind, with a request on its first version and a second version in force.
 */
beforeEach(async () => {
  serial += 1;
  kind = `essai-${serial}`;
  await importRelease(db, { circuit: circuit('reason'), at });
  requestId = await aRequest(db.database.prisma, claire, court, kind);
  ({ versionId: fromVersionId } = await db.database.prisma.request.findUniqueOrThrow({ where: { id: requestId } }));
  toVersionId = (await publish(circuit('reason', 'city'))).id;
  await db.asOwner('update request set engine = $2, instance_key = $3 where id = $1', [
    ...[requestId, 'default', `${OWN}${serial}`],
  ]);
});
/** A circuit whose form has these fields. */
const circuit = (...keys: string[]) => {
  const components = keys.map((key) => ({ type: 'textfield', key }));
  const files = [fileOfText('demande.form', JSON.stringify({ components }))];
  const title = { fr: 'Essai', en: 'Trial' };
  const manifest = { kind, title, form: { path: 'demande.form' }, taskForms: {}, steps: [], effects: [], themes: {} };
  return { kind, hash: bundleHash(files), files, manifest: manifest as unknown as CircuitManifest };
};
const publish = (drawn: ReturnType<typeof circuit>) =>
  publishedByTwo(db.database, drawn, { ...analysts, baseVersionId: fromVersionId, at: new Date() });

const withdrawn = async (versionId: string) =>
  withdrawVersion(
    { database: db.database, baseUrl: 'https://harmonie.example' },
    {
      ...{ actor: await actorFacts(db.database.prisma, analysts.proposer), at: new Date() },
      ...{ versionId, reason: 'Texte abrogé' },
    },
  );

const asked = (askedById = adam) =>
  insertMigration(db.database.prisma, {
    requestId,
    fromVersionId,
    toVersionId,
    askedById,
    askedAt: at,
    reason: 'Correction',
  });
const followed = async () =>
  (await db.database.prisma.request.findUniqueOrThrow({ where: { id: requestId } })).versionId;
/** With the request's own instance and one that it calls. */
async function moving(): Promise<string> {
  const id = await asked();
  await setMigrationState(db.database.prisma, id, { state: 'moving' });
  const instances = [
    { instanceKey: CALLED, path: 'instruction' },
    { instanceKey: `${OWN}${serial}`, path: '' },
  ];
  await insertMigratedInstances(db.database.prisma, id, { instances, at });
  return id;
}
const settle = (migrationId: string, instanceKey: string, state: 'moved' | 'returned' = 'moved') =>
  setMigratedState(db.database.prisma, { migrationId, instanceKey }, { state, at });

describe('the version that a request follows', () => {
  test('changes with its own instance, once all that it calls has moved, and by no statement of the application', async () => {
    const id = await moving();
    await expect(settle(id, `${OWN}${serial}`)).rejects.toThrow(/moves first/);
    await settle(id, CALLED);
    expect(await followed()).toBe(fromVersionId);
    await settle(id, `${OWN}${serial}`);
    expect(await followed()).toBe(toVersionId);
    await expect(setMigrationState(db.database.prisma, id, { state: 'refused', endedAt: at })).rejects.toThrow(
      /does not follow/,
    );
    await setMigrationState(db.database.prisma, id, { state: 'moved', endedAt: at });
    await expect(settle(id, CALLED, 'returned')).rejects.toThrow(/not under way/);
    await expect(
      db.database.prisma.$executeRawUnsafe(`update request set version_id = '${fromVersionId}'`),
    ).rejects.toThrow(/permission denied/);
    await expect(
      db.database.prisma.$executeRawUnsafe(`update request_migration set to_version_id = from_version_id`),
    ).rejects.toThrow(/permission denied/);
  });

  test('is its former one again where it goes back', async () => {
    const id = await moving();
    await settle(id, CALLED);
    await settle(id, `${OWN}${serial}`);
    await setMigrationState(db.database.prisma, id, { state: 'returning' });
    await settle(id, `${OWN}${serial}`, 'returned');
    expect(await followed()).toBe(fromVersionId);
    await setMigrationState(db.database.prisma, id, { state: 'refused', endedAt: at });
  });

  test('never becomes one that was withdrawn meanwhile', async () => {
    const id = await moving();
    await settle(id, CALLED);
    await withdrawn(toVersionId);
    await expect(settle(id, `${OWN}${serial}`)).rejects.toThrow(/withdrawn/);
  });
});

describe('by a mapping', () => {
  const byMapping = (mapping: Record<string, string>) =>
    insertBatch(db.database.prisma, {
      ...{ fromVersionId, toVersionId, number: null, mapping, dry: false },
      ...{ askedById: adam, askedAt: at, reason: 'Correction' },
    });

  test('what was decided before is called as the version that is followed now, and known by its former name', async () => {
    const { prisma } = db.database;
    const batch = await byMapping({ instruction: 'examen', 'instruction/visa': 'instruction/visa-rh' });
    const asked = { fromVersionId, toVersionId, askedById: adam, askedAt: at, reason: 'Correction' };
    const id = await insertMigration(prisma, { requestId, batchId: batch.id, ...asked });
    await setMigrationState(prisma, id, { state: 'moving' });
    const instanceKey = `${OWN}${serial}`;
    await insertMigratedInstances(prisma, id, { instances: [{ instanceKey, path: '' }], at });
    await setMigratedState(prisma, { migrationId: id, instanceKey }, { state: 'moved', at });
    const places = ['instruction/visa', 'instruction/avis', 'cloture'];
    const said = async () => {
      const rows = await prisma.$queryRaw<{ now: string }[]>`
        select place_now(${requestId}::uuid, p.place) as now
          from unnest(${places}::text[]) with ordinality p(place, nth) order by p.nth`;
      return [rows.map(({ now }) => now), places.map(await renamedPlaces(prisma, requestId))];
    };
    expect(await said()).toEqual([places, places]);
    await setMigrationState(prisma, id, { state: 'moved', endedAt: at });
    const now = ['examen/visa-rh', 'examen/avis', 'cloture'];
    expect(await said()).toEqual([now, now]);
    expect(await formerNames(prisma, requestId, now)).toEqual(['instruction/visa', 'instruction/avis']);
  });

  test('that leads a step to what it leads elsewhere, the database takes none', async () => {
    await expect(byMapping({ visa: 'avis', avis: 'visa' })).rejects.toThrow(/mapping_plain/);
  });
});

describe('a migration is asked', () => {
  test('once at a time', async () => {
    await asked();
    await expect(asked()).rejects.toThrow(/unique/i);
  });

  test('by an administrator of the structure who is not its agent, of an open request, to the version in force', async () => {
    const other = await aPerson('Ada')
      .holding('administrateur', await aStructure(db.database.prisma, 'Prison'))
      .make(db.database);
    for (const person of [claire, other]) await expect(asked(person)).rejects.toThrow(/not theirs to move/);
    await db.asOwner('update request set agent_id = $2 where id = $1', [requestId, adam]);
    await expect(asked()).rejects.toThrow(/not theirs to move/);
    await db.asOwner('update request set agent_id = $2 where id = $1', [requestId, claire]);
    [fromVersionId, toVersionId] = [toVersionId, fromVersionId];
    await expect(asked()).rejects.toThrow(/not asked of the version/);
    [fromVersionId, toVersionId] = [toVersionId, fromVersionId];
    await db.asOwner("update request set closed_at = now(), outcome = 'closed' where id = $1", [requestId]);
    await expect(asked()).rejects.toThrow(/closed, or not theirs/);
  });
});

describe('an administrator', () => {
  const seen = () => ({ administratorId: adam, day: DAY, versionId: fromVersionId });
  const ask = async (number: string | null = null, personId = adam) =>
    migrateRequests(db, {
      ...{ actor: await actorFacts(db.database.prisma, personId), versionId: fromVersionId },
      ...{ number, reason: 'Correction', at },
    });

  test('asks for the open requests of a version that nothing moves yet, their own aside, or for one by its number', async () => {
    const own = await aRequest(db.database.prisma, claire, court, kind);
    await db.asOwner('update request set agent_id = $2, version_id = $3 where id = $1', [own, adam, fromVersionId]);
    await expect(ask('2020-000001')).rejects.toMatchObject({ code: 'not-found' });
    expect(await ask()).toEqual({ asked: 1, more: false });
    expect(await ask()).toEqual({ asked: 0, more: false });
    const commands = await db.database.prisma.outbox.findMany({ where: { subject: `request:${requestId}` } });
    expect(commands).toMatchObject([{ command: 'migrate-request', payload: { requestId } }]);
    expect((await traceOf(db.database.prisma, claire)).at(-1)).toMatchObject({
      ...{ verb: 'migration.ask', actorId: adam, subject: `request:${requestId}` },
      payload: { fromVersionId, toVersionId, reason: 'Correction' },
    });
    expect(await ask(null, claire)).toEqual({ asked: 0, more: false });
  });

  test('asks for several of one agent while one of them is being withdrawn', async () => {
    const { prisma, transaction } = db.database;
    const last = await aRequest(prisma, claire, court, kind);
    await db.asOwner('update request set version_id = $2 where id = $1', [last, fromVersionId]);
    const waits = async () => {
      const found = () =>
        prisma.$queryRaw<object[]>`
          select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await found()).length === 0) await new Promise(setImmediate);
    };
    let asking: ReturnType<typeof ask> | undefined;
    await transaction(async (tx) => {
      await lockRequest(tx, last);
      asking = ask();
      await Promise.race([asking, waits()]);
      const event = { chain: claire, at, actorId: claire, verb: 'withdrawal.ask', subject: last } as const;
      await appendAudit(tx, event);
    });
    expect(await asking).toEqual({ asked: 2, more: false });
  });

  test('asks for nothing where the version is the one in force, or its kind is closed', async () => {
    [fromVersionId, toVersionId] = [toVersionId, fromVersionId];
    await expect(ask()).rejects.toMatchObject({ code: 'version-in-force' });
    [fromVersionId, toVersionId] = [toVersionId, fromVersionId];
    for (const versionId of [toVersionId, fromVersionId]) await withdrawn(versionId);
    await expect(ask()).rejects.toMatchObject({ code: 'kind-withdrawn', params: { reason: 'Texte abrogé' } });
  });

  test('reads what became of each, instance by instance, of their structures alone, page by page', async () => {
    const id = await moving();
    await setMigratedState(
      db.database.prisma,
      { migrationId: id, instanceKey: CALLED },
      { state: 'refused', bar: { cause: 'step-gone', params: { step: 'instruction/visa' } }, at },
    );
    await setMigrationState(db.database.prisma, id, { state: 'refused', endedAt: at });
    const again = await asked();
    const page = await migrationsAbout(db.database.prisma, seen(), { pageSize: 1 });
    expect([page.rows.map((row) => row.id), page.total, page.next]).toEqual([[again], 2, again]);
    const { rows } = await migrationsAbout(db.database.prisma, seen(), { pageSize: 1, after: again });
    expect(rows).toMatchObject([
      {
        ...{ id, state: 'refused', firstName: 'Adam', reason: 'Correction' },
        instances: [
          { path: '', state: 'waiting', cause: null },
          { path: 'instruction', state: 'refused', cause: 'step-gone', params: { step: 'instruction/visa' } },
        ],
      },
    ]);
    const other = { ...seen(), administratorId: claire };
    expect(await migrationsAbout(db.database.prisma, other, { pageSize: 10 })).toMatchObject({ rows: [], total: 0 });
  });
});

describe('a request cannot follow a version', () => {
  const bar = async () => {
    const migration = await findMigration(db.database.prisma, await asked());
    if (migration === null) throw new Error('a migration that was asked for is there');
    return (await requestBar(db.database.prisma, migration))?.cause ?? null;
  };
  const filed = (data: object) =>
    db.asOwner('update request set data = $2 where id = $1', [requestId, JSON.stringify(data)]);

  test('whose form has no place for what was filed', async () => {
    await filed({ reason: 'Déménagement' });
    toVersionId = (await publish(circuit('city'))).id;
    expect(await bar()).toBe('answers-lost');
  });

  test('that was withdrawn since it was asked for, nor any once it is closed', async () => {
    await filed({ reason: 'Déménagement' });
    const id = await asked();
    const found = async () => {
      const migration = await findMigration(db.database.prisma, id);
      return migration && ((await requestBar(db.database.prisma, migration))?.cause ?? null);
    };
    expect(await found()).toBeNull();
    await withdrawn(toVersionId);
    expect(await found()).toBe('version-withdrawn');
    await db.asOwner("update request set closed_at = now(), outcome = 'closed' where id = $1", [requestId]);
    expect(await found()).toBe('request-closed');
  });

  test('that somebody else files', async () => {
    const drawn = circuit('reason', 'town');
    toVersionId = (await publish({ ...drawn, manifest: { ...drawn.manifest, startedBy: 'gestionnaire' } })).id;
    expect(await bar()).toBe('started-otherwise');
  });
});
