import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { verifyAct } from '#bin/verify/verify-act.ts';
import { type DocumentStore, openDocumentStore } from '#prisma/documents/store.ts';
import { claimRequest } from '#prisma/repositories/requests/played.ts';
import { aPerson, aRequest, aShippedCircuit, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { QUIET } from '#testing/shipped-circuits.ts';
import type { Job } from '#zeebe/client.ts';
import type { WorkerContext } from '../../context.ts';
import { definition } from '../../jobs/request-close/definition.ts';
import { handler } from '../../jobs/request-close/handler.ts';
import { type DemonstrationAuthority, ensureDemonstrationAuthority } from '../../pades/authority.ts';
import { trustedSeal } from '../../pades/open-seal.ts';
import { TimeStampError } from '../../pades/stamps/time-stamping.ts';
import { readAnchors } from '../../pades/verification/trust.ts';
import { doStep } from '../../steps/do-step.ts';
import type { RegisteredJob } from '../../steps/job.ts';
import { renderer } from '../../testing/apart.ts';
import { issueReceipt } from './issue-receipt.ts';

let folder: string;
let db: TestDatabase;
let authority: DemonstrationAuthority;
let documents: DocumentStore;
let context: WorkerContext;
let court: Awaited<ReturnType<typeof aStructure>>;
let agent: string;
let requestId: string;
let instance = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'receipt-'));
  authority = await ensureDemonstrationAuthority(path.join(folder, 'seal'));
  documents = openDocumentStore(path.join(folder, 'documents'));
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Ministère de démonstration');
  const title = { fr: 'Essai', en: 'Trial' };
  const manifest = {
    ...{
      title,
      category: title,
      effects: [],
      pieces: [],
      taskForms: {},
      form: { id: 'demande', path: 'demande.form' },
    },
    ...{ steps: [], texts: { elements: {}, form: { 'motif.label': { fr: 'Motif', en: 'Reason' } }, mails: {} } },
  };
  const words = { title: 'Essai', summary: 'Essai', category: 'Essai', pieces: {}, elements: {}, form: {}, mails: {} };
  const form = { type: 'default', id: 'demande', components: [{ type: 'textfield', key: 'motif' }] };
  const files = { 'demande.form': JSON.stringify(form), 'texts.fr.json': JSON.stringify(words) };
  await aShippedCircuit(db.database, { manifest, files });
  const seal = trustedSeal(authority.key, readAnchors(authority.caPem), new Date());
  const parts = { database: db.database, engineName: 'default', documents, renderer, seal, now: () => new Date() };
  context = { ...parts, demonstration: true, log: QUIET } as unknown as WorkerContext;
});
afterAll(async () => {
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  agent = await aPerson('Claire').postedIn(court).make(db.database);
  requestId = await aRequest(db.database.prisma, agent, court);
  await db.asOwner(`update request set data = '{"motif":"Concours"}' where id = $1`, [requestId]);
  await claimRequest(db.database.prisma, { requestId, engine: 'default', instanceKey: String(++instance) });
});

/** The silence of the administration meant this. */
const silent = (means: 'acceptance' | 'rejection') =>
  db.asOwner(
    `insert into request_event (id, request_id, kind, fact_key, detail)
     values (gen_random_uuid(), $1, 'silence', 'silence', jsonb_build_object('means', $2::text))`,
    [requestId, means],
  );

async function close(outcome: string): Promise<void> {
  const job = {
    ...{ key: `${instance}-close`, elementId: 'close', processInstanceKey: String(instance), retries: 5 },
    ...{ headers: { outcome }, variables: { requestId } },
  };
  await doStep(context, { definition, handler } as unknown as RegisteredJob, job as unknown as Job);
}

const asked = () => db.database.prisma.outbox.count({ where: { payload: { path: ['requestId'], equals: requestId } } });
const filed = () => db.database.prisma.dossierPiece.findMany({ where: { requestId } });
const issue = (changes: Partial<WorkerContext> = {}) =>
  issueReceipt({ ...context, ...changes }, { requestId }, { attempts: 1 });

test('a request decided without an act has one receipt in the dossier, which verifies without evidence', async () => {
  await silent('rejection');
  await close('refused');
  expect(await asked()).toBe(1);
  const answers = await Promise.all([issue(), issue(), issue()]);
  expect(answers).toEqual(answers.map(() => ({ dossierNumber: 1 })));
  const [receipt, ...others] = await filed();
  expect(others).toEqual([]);
  expect(receipt).toMatchObject({ number: 1, title: 'Récépissé : Essai', receiptOf: requestId, actId: null });
  const files = { act: await documents.read(receipt?.sha256 ?? ''), evidence: null, ca: authority.caPem };
  const report = await verifyAct(files);
  expect(report.checks.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
  expect(report.checks.map(({ text }) => text).join()).toContain('a receipt, not an act');
  const { kind } = await db.database.prisma.requestEvent.findFirstOrThrow({ where: { requestId, kind: 'receipted' } });
  expect(kind).toBe('receipted');
});

test('while nobody stamps, or after a death between the seal and the filing, it waits; then there is one', async () => {
  await silent('acceptance');
  await close('granted');
  const away = () => Promise.reject(new TimeStampError('the time-stamping authority does not answer'));
  await expect(issue({ timeStamper: away })).rejects.toThrow();
  const dies = {
    ...documents,
    put: async (bytes: Uint8Array) => {
      await documents.put(bytes);
      throw new Error('killed');
    },
  };
  await expect(issue({ documents: dies })).rejects.toThrow('killed');
  expect(await filed()).toEqual([]);
  expect(await issue()).toEqual({ dossierNumber: 1 });
  expect(await issue()).toEqual({ dossierNumber: 1 });
  expect(await filed()).toHaveLength(1);
});

test('a request that was closed otherwise has none, however it is asked for', async () => {
  await close('closed');
  expect(await asked()).toBe(0);
  expect(await issue()).toEqual({ dossierNumber: null });
  const { prisma } = db.database;
  const { id: dossierId } = await prisma.dossier.create({ data: { personId: agent } });
  const piece = { dossierId, number: 1, title: 'x', category: 'x', sha256: 'a'.repeat(64), size: 1 };
  await expect(prisma.dossierPiece.create({ data: { ...piece, requestId, receiptOf: requestId } })).rejects.toThrow(
    /not decided/,
  );
});
