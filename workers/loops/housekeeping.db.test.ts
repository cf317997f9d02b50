import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { tellIdleDrafts } from '#application/drafts/expire-drafts.ts';
import { standingOf } from '#application/people/imports/plan-import.ts';
import { planned } from '#application/people/testing/imports.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { type DocumentStore, documentIn, openDocumentStore, SWEEPS } from '#prisma/documents/store.ts';
import { saveDraft } from '#prisma/repositories/drafts/drafts.ts';
import {
  DOCUMENT_COLUMNS,
  lastRun,
  NAMED_DOCUMENTS,
  referencedDocuments,
  takeDay,
} from '#prisma/repositories/operations/housekeeping.ts';
import { insertBatch } from '#prisma/repositories/signing/batches.ts';
import { keepTyped } from '#prisma/repositories/tasks/typed-answers.ts';
import { aPerson, aRequest, aShippedCircuit, aStructure, aTask } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { clearDay } from './housekeeping.ts';

const DAY_MS = 86_400_000;
const PEOPLE = `matricule;nom;prénom;courriel;structure;qualité;grade
HK1;Durand;Zoé;zoe.durand@justice.example;BUREAU;greffière;B`;
const silent = { debug() {}, info() {}, warn() {}, error: console.error };

let db: TestDatabase;
let folder: string;
let documents: DocumentStore;
let clock = new Date();
let personId: string;
let requestId: string;

beforeAll(async () => {
  [db, folder] = await Promise.all([aDatabase(), mkdtemp(path.join(tmpdir(), 'harmonie-housekeeping-'))]);
  documents = openDocumentStore(folder);
  const office = await aStructure(db.database.prisma, 'Bureau');
  personId = await aPerson('Claire').postedIn(office).make(db.database);
  requestId = await aRequest(db.database.prisma, personId, office);
});
afterAll(async () => {
  await db?.drop();
  await rm(folder, { recursive: true, force: true });
});

const fileOf = (sha256: string) => documentIn(folder, sha256);
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
const clear = () => clearDay({ database: db.database, documents, now: () => clock, log: silent });
/** Lets so many days go by: each has its own run. */
const later = (days: number) => {
  clock = new Date(clock.getTime() + days * DAY_MS);
};

test('traces of consultation go after three years, not before; the application alone cannot take one away', async () => {
  const { prisma } = db.database;
  const trace = (at: Date) => ({ personId, byId: personId, what: 'dossier', at });
  await prisma.consultation.createMany({ data: [trace(ago(3 * 366)), trace(ago(3 * 364)), trace(ago(1))] });
  expect(await clear()).toMatchObject({ consultations: 1 });
  expect(await prisma.consultation.count()).toBe(2);
  await expect(prisma.consultation.deleteMany()).rejects.toThrow(/permission denied/);
});

test('the journal of sign-ins goes after twelve months, not before; devices and counts that are over go too', async () => {
  const { prisma } = db.database;
  const entry = (days: number) => ({
    ...{ id: crypto.randomUUID(), at: ago(days), accountDigest: 'a', outcome: 'signed-in', address: '10.0.0.1' },
  });
  await prisma.signInEvent.createMany({ data: [entry(367), entry(360)] });
  const user = { id: 'd', name: 'Claire', email: 'd@harmonie.example' };
  const device = (digest: string, days: number) => ({
    ...{ id: crypto.randomUUID(), digest, firstSeenAt: ago(500), lastSeenAt: ago(days) },
  });
  await prisma.user.create({ data: { ...user, devices: { create: [device('old', 401), device('used', 399)] } } });
  const tries = (bucket: string, days: number) => ({ bucket, count: 5, forgottenAt: ago(days) });
  await prisma.signInTries.createMany({ data: [tries('over', 1), tries('not over', -100)] });
  later(1);
  expect(await clear()).toMatchObject({ signIns: 1, devices: 1, tries: 1 });
});

test('one-time links go ninety days after their end, not before; the application alone cannot take one away', async () => {
  const { prisma } = db.database;
  const link = (digit: string, days: number) => {
    const madeAt = ago(days + 1);
    return { digest: digit.repeat(64), purpose: 'invitation', userId: 'l', madeAt, expiresAt: ago(days) };
  };
  await prisma.user.create({ data: { id: 'l', name: 'Claire', email: 'l@harmonie.example' } });
  await prisma.accountLink.createMany({ data: [link('1', 91), link('2', 89), { ...link('3', 92), usedAt: ago(92) }] });
  later(1);
  expect(await clear()).toMatchObject({ links: 2 });
  expect(await prisma.accountLink.findMany({ select: { digest: true } })).toEqual([{ digest: '2'.repeat(64) }]);
  await expect(prisma.accountLink.deleteMany()).rejects.toThrow(/permission denied/);
});

test('what a passkey was asked to sign, and calls at the sign-in that were counted, go a day after', async () => {
  const { prisma } = db.database;
  const taskKey = await aTask(prisma, requestId, 'signataire', 'signature');
  const asked = (days: number) => ({
    ...{ taskKey, personId: crypto.randomUUID(), sha256: '0'.repeat(64), nonce: 'n' },
    expiresAt: new Date(clock.getTime() - days * DAY_MS),
  });
  await prisma.signingChallenge.createMany({ data: [asked(-1), asked(3)] });
  const counted = (key: string, days: number) => ({
    ...{ id: key, key, count: 1, lastRequest: BigInt(clock.getTime() - days * DAY_MS) },
  });
  await prisma.rateLimit.createMany({ data: [counted('10.0.0.1/sign-in', 3), counted('10.0.0.2/sign-in', -1)] });
  later(1);
  expect(await clear()).toMatchObject({ challenges: 1, rates: 1 });
});

test('acts gathered to be signed together, and never were, go a day after; what was proved stays', async () => {
  const { prisma } = db.database;
  const { agentId: personId } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const leaf = { taskKey: '1', sha256: '0'.repeat(64), shown: 'fold', foldSha256: null, path: [] } as const;
  const batch = (days: number) =>
    db.database.transaction((tx) =>
      insertBatch(tx, {
        personId,
        root: '0'.repeat(64),
        leaves: [leaf],
        at: new Date(clock.getTime() - days * DAY_MS),
      }),
    );
  const [_left, young, proved] = [await batch(3), await batch(-1), await batch(3)];
  const given = { method: 'totp', authentication: {}, verifiedAt: ago(3), expiresAt: ago(3), state: 'proved' };
  await prisma.signingBatch.update({ where: { id: proved }, data: given });
  later(1);
  expect(await clear()).toMatchObject({ challenges: 2 });
  const kept = await prisma.signingBatch.findMany({ select: { id: true } });
  expect(new Set(kept.map(({ id }) => id))).toEqual(new Set([young, proved]));
  await expect(prisma.signingLeaf.deleteMany({ where: { batchId: proved } })).rejects.toThrow(/it was proved/);
});

test('what was typed in answer to a complement goes once the step is over; what may still be sent stays', async () => {
  const { prisma } = db.database;
  const keys = [
    await aTask(prisma, requestId, 'agent', 'complement'),
    await aTask(prisma, requestId, 'agent', 'complement'),
  ];
  for (const taskKey of keys) await keepTyped(prisma, { taskKey, personId }, 'Du lundi au jeudi.', clock);
  const [over = '', waits = ''] = keys;
  await prisma.task.update({ where: { key: over }, data: { state: 'completed' } });
  later(1);
  expect(await clear()).toMatchObject({ answers: 1 });
  expect(await prisma.typedAnswer.findMany({ select: { taskKey: true } })).toEqual([{ taskKey: waits }]);
});

test('what a signer was shown of a fold goes a month after, not before', async () => {
  const { prisma } = db.database;
  const shown = (digit: string, days: number) => {
    const fold = { personId, foldId: 'essai', sha256: digit.repeat(64), taskKeys: ['1'], shownAt: ago(days) };
    return prisma.foldShown.create({ data: fold });
  };
  await shown('1', 31);
  await shown('2', 29);
  later(1);
  expect(await clear()).toMatchObject({ folds: 1 });
  expect(await prisma.foldShown.findMany({ select: { sha256: true } })).toEqual([{ sha256: '2'.repeat(64) }]);
});

test('acts prepared for many go a month after when nobody launched them; of the others, what was answered', async () => {
  const { prisma } = db.database;
  const { versionId, agentId } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const prepared = async (days: number, ...states: string[]) => {
    const kept = { kind: 'essai', versionId, madeById: agentId, madeAt: ago(days), touchedAt: ago(days) };
    const rows = { create: [{ line: 1, key: 'D1', said: { motif: 'x' }, state: 'read' }] };
    const data = { ...kept, answers: { motif: 'y' }, state: 'read', lines: 1, rows };
    const { id } = await prisma.actBatch.create({ data });
    for (const state of states) await prisma.actBatch.update({ where: { id }, data: { state } });
    return id;
  };
  const [left, young] = [await prepared(31, 'planned'), await prepared(20, 'planned')];
  const done = await prepared(31, 'planned', 'asked', 'done');
  later(1);
  expect(await clear()).toMatchObject({ actBatches: 4 });
  const batches = await prisma.actBatch.findMany({ include: { rows: true }, orderBy: { madeAt: 'asc' } });
  expect(batches.map(({ id, answers, rows }) => [id, answers, rows.map(({ said }) => said)])).toEqual([
    [done, {}, [null]],
    [young, { motif: 'y' }, [{ motif: 'x' }]],
  ]);
  expect(batches.map(({ id }) => id)).not.toContain(left);
});

test('a file that waits to be imported for a month is refused, and says so; one that is being imported keeps what it says', async () => {
  const { prisma } = db.database;
  await db.asOwner(`update structure set code = 'BUREAU'`);
  const batchOf = async (days: number, state: 'planned' | 'asked') => {
    const id = await planned(db.database, 'people', PEOPLE, null);
    await db.asOwner('update import_batch set made_at = $2, state = $3 where id = $1', [id, ago(days), state]);
    return id;
  };
  const ids = [await batchOf(31, 'planned'), await batchOf(31, 'asked'), await batchOf(20, 'planned')];
  later(1);
  expect(await clear()).toMatchObject({ imports: 1 });
  const left = async (id: string) => {
    const { state, fault } = (await standingOf(db.database, id)).batch;
    const [line] = await prisma.importLine.findMany({ where: { batchId: id } });
    return [state, fault?.code ?? null, line?.said === null ? 'nothing' : 'said'];
  };
  expect(await Promise.all(ids.map(left))).toEqual([
    ['refused', 'forgotten', 'nothing'],
    ['asked', null, 'said'],
    ['planned', null, 'said'],
  ]);
});

test('once a day, by one of the workers; a run that was cut off is taken up after an hour', async () => {
  later(1);
  const runs = await Promise.all([clear(), clear(), clear()]);
  expect(runs.filter((run) => run !== null)).toHaveLength(1);
  expect(await clear()).toBeNull();
  const { database } = db;
  const cut = new Date('2020-01-01T12:00:00Z');
  const day = new Date('2020-01-01T00:00:00Z');
  const take = (minutes: number) =>
    database.transaction((tx) => takeDay(tx, day, new Date(cut.getTime() + minutes * 60_000)));
  expect([await take(0), await take(59), await take(61)]).toEqual([true, false, true]);
  // Begun by a clock that was two hours ahead.
  expect([await take(-60), await take(-59)]).toEqual([true, false]);
});

test('commands carried out a month ago and sessions that ended go; what is under way stays', async () => {
  const { prisma } = db.database;
  const command = (subject: string, doneAt: Date | null) => ({ command: 'withdraw', payload: {}, subject, doneAt });
  await prisma.outbox.createMany({ data: [command('old', clock), command('waiting', null)] });
  await prisma.user.create({ data: { id: 'u', name: 'Claire', email: 'claire@harmonie.example', personId } });
  const session = (id: string, days: number) => ({
    id,
    token: id,
    userId: 'u',
    expiresAt: new Date(clock.getTime() + days * DAY_MS),
  });
  await prisma.session.createMany({ data: [session('short', 7), session('long', 90)] });
  later(29);
  expect(await clear()).toMatchObject({ outbox: 0, sessions: 1 });
  later(2);
  expect(await clear()).toMatchObject({ outbox: 1, sessions: 0 });
  expect(await prisma.outbox.findMany({ select: { subject: true } })).toEqual([{ subject: 'waiting' }]);
  expect(await prisma.session.findMany({ select: { id: true } })).toEqual([{ id: 'long' }]);
});

test('notifications read a year ago go, once the request is over; those that carry an act prove it, and stay', async () => {
  const { prisma } = db.database;
  const act = await prisma.act.create({
    data: { requestId, template: 'act', title: 'Arrêté', content: {}, draftedAt: ago(900) },
  });
  const notification = (name: string, actId: string | null = null) => ({
    dedupeKey: name,
    messageId: name,
    requestId,
    recipientId: personId,
    message: 'visa-given',
    actId,
  });
  for (const [name, readAt, actId] of [
    ['old', ago(400)],
    ['unread', null],
    ['recent', ago(300)],
    ['with its act', ago(400), act.id],
  ] as const) {
    const { id } = await prisma.notification.create({ data: notification(name, actId) });
    await prisma.notification.update({ where: { id }, data: { state: 'sent', readAt } });
  }
  later(1);
  expect(await clear()).toMatchObject({ notifications: 0 });
  await prisma.request.update({ where: { id: requestId }, data: { closedAt: ago(380), outcome: 'closed' } });
  later(1);
  expect(await clear()).toMatchObject({ notifications: 1 });
  const left = await prisma.notification.findMany({ orderBy: { dedupeKey: 'asc' }, select: { dedupeKey: true } });
  expect(left.map(({ dedupeKey }) => dedupeKey)).toEqual(['recent', 'unread', 'with its act']);
});

test('a draft left for five months is told to its owner, then goes a month after with its documents; taken up, it stays', async () => {
  const { prisma } = db.database;
  const manifest = { title: { fr: 'Prêt', en: 'Loan' }, steps: [], effects: [] };
  const versionId = await aShippedCircuit(db.database, { kind: 'pret', manifest, files: {} });
  const draft = async (days: number) => {
    const touched = new Date(clock.getTime() - days * DAY_MS);
    const { id } = await prisma.draft.create({ data: { versionId, ownerId: personId, updatedAt: touched } });
    const proof = { size: 1, mediaType: 'application/pdf', fileName: 'a.pdf', pieceType: 'proof', ownerId: personId };
    await prisma.piece.create({ data: { ...proof, sha256: '1'.repeat(64), draftId: id } });
    return id;
  };
  const filed = await draft(400);
  await db.asOwner('update request set draft_id = $2 where id = $1', [requestId, filed]);
  const [left, takenUp, recent] = [await draft(151), await draft(300), await draft(149)];
  const tell = () => tellIdleDrafts({ database: db.database, mailDomain: 'harmonie.example' }, clock);
  // Nobody was told of it yet: however old, nothing goes.
  later(1);
  expect(await clear()).toMatchObject({ drafts: 0 });
  expect([await tell(), await tell()]).toEqual([2, 0]);
  const until = parisDay(new Date(clock.getTime() + 30 * DAY_MS));
  const told = await prisma.notification.findMany({ where: { message: 'draft-expires' }, orderBy: { subject: 'asc' } });
  const said = { recipientId: personId, detail: expect.objectContaining({ titleFr: 'Prêt', untilEn: until }) };
  expect(told).toMatchObject([left, takenUp].sort().map((id) => ({ ...said, subject: `draft:${id}` })));

  later(29);
  await saveDraft(prisma, { id: takenUp, ownerId: personId, revision: 0, data: { motif: 'x' }, at: clock });
  later(1);
  expect(await clear()).toMatchObject({ drafts: 0 });
  later(1);
  expect(await clear()).toMatchObject({ drafts: 1 });
  const kept = await prisma.draft.findMany({ select: { id: true } });
  expect(kept.map(({ id }) => id).sort()).toEqual([filed, recent, takenUp].sort());
  expect(await prisma.piece.count({ where: { draftId: left } })).toBe(0);
  expect(await prisma.piece.count({ where: { draftId: { not: null } } })).toBe(3);
  const trace = (await traceOf(prisma, personId)).filter(({ verb }) => verb === 'draft.expire');
  expect(trace).toMatchObject([{ subject: `draft:${left}` }]);
});

describe('documents', () => {
  test('that nothing refers to go in the week after two days; what something refers to stays, its date too', async () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const [kept, left] = [await documents.put(bytes('a piece')), await documents.put(bytes('left over'))];
    const piece = { ...kept, mediaType: 'application/pdf', fileName: 'a.pdf', pieceType: 'proof', ownerId: personId };
    await db.database.prisma.piece.create({ data: { ...piece, requestId } });
    clock = new Date(Math.max(clock.getTime(), Date.now() + 3 * DAY_MS));
    const { mtimeMs } = await stat(fileOf(kept.sha256));
    let gone = 0;
    for (let day = 0; day < SWEEPS; day++) {
      later(1);
      gone += (await clear())?.documents ?? 0;
    }
    expect(gone).toBe(1);
    expect(await documents.read(kept.sha256)).toHaveLength(7);
    expect((await stat(fileOf(kept.sha256))).mtimeMs).toBe(mtimeMs);
    await expect(documents.read(left.sha256)).rejects.toMatchObject({ code: 'document-missing' });
  });

  test('are looked up by an index, whichever column names them', async () => {
    const client = new pg.Client({ connectionString: db.ownerUrl });
    await client.connect();
    await client.query('set enable_seqscan = off');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${NAMED_DOCUMENTS}`, [['0'.repeat(64)]]);
    await client.end();
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toContain('Seq Scan');
    expect(plan.match(/Index Cond: \([\w.]*sha256 = ANY/g)).toHaveLength(DOCUMENT_COLUMNS.length);
  });

  test('each column that holds a digest is either looked at, or names no document', async () => {
    const client = new pg.Client({ connectionString: db.ownerUrl });
    await client.connect();
    const { rows } = await client.query<{ at: string }>(
      `select table_name || '.' || column_name as at from information_schema.columns
        where table_schema = 'public' and column_name like '%sha256%' order by 1`,
    );
    await client.end();
    // Files of circuits are in the database itself, as those of an import until they are read; what is deposited stands with the archives, what was eliminated nowhere; proofs repeat the digest of a preview, or of a draft's answers; a seal's
    // certificate is known by its fingerprint.
    const others = [
      'act_deposit.sha256',
      'circuit_draft_file.sha256',
      'circuit_file.sha256',
      'decision_batch.asked_sha256',
      'decision_batch.fold_sha256',
      'eliminated_act.sha256',
      'fold_shown.sha256',
      'import_batch.sha256',
      'import_batch.theme_sha256',
      'part_file.sha256',
      'schema_object.sha256',
      'seal_certificate.sha256',
      'signing_challenge.sha256',
      'signing_leaf.fold_sha256',
      'signing_leaf.sha256',
      'situation_entry.theme_sha256',
      'situation_theme.sha256',
      'step_up_proof.sha256',
      'submission_proof.sha256',
    ];
    const tables = new Set(DOCUMENT_COLUMNS.map(([table, column]) => `${table}.${column}`));
    const views = (at: string) => at.startsWith('_');
    expect(rows.map(({ at }) => at).filter((at) => !views(at))).toEqual([...tables, ...others].sort());
    expect(await referencedDocuments(db.database.prisma, ['0'.repeat(64)])).toEqual(new Set());
  });
});

test('the last run is known, for monitoring', async () => {
  const run = await lastRun(db.database.prisma);
  expect(Object.keys(run?.removed ?? {}).sort()).toEqual([
    'actBatches',
    'answers',
    'challenges',
    'consultations',
    'devices',
    'documents',
    'drafts',
    'folds',
    'imports',
    'links',
    'notifications',
    'outbox',
    'prepared',
    'rates',
    'sessions',
    'signIns',
    'tries',
  ]);
});
