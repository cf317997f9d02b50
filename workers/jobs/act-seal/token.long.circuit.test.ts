import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sealKeyFromToken } from '../../pades/keys/pkcs11.ts';
import { trustedSeal } from '../../pades/open-seal.ts';
import { aSoftToken, type SoftToken } from '../../pades/testing/soft-token.ts';
import { Report } from '../../pades/verification/report.ts';
import { readAnchors } from '../../pades/verification/trust.ts';
import { verifySeal } from '../../pades/verification/verify-seal.ts';
import { eventually, openWorkerBench, type WorkerBench } from '../../testing/bench.ts';
import { aCast, type Cast } from '../../testing/people.ts';
import { actors } from '../../testing/play.ts';

let folder: string;
let token: SoftToken;
let bench: WorkerBench;
let cast: Cast;
let people: ReturnType<typeof actors>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-'));
  [token, bench] = await Promise.all([aSoftToken(folder), openWorkerBench()]);
  const key = await sealKeyFromToken(token.files, token.packageName);
  const { stampAnchors } = bench.context.seal;
  const seal = trustedSeal(key, readAnchors(token.ministry.pem), new Date(), stampAnchors);
  Object.assign(bench.context, { seal });
  cast = await aCast(bench.db.database);
  people = actors(bench, cast);
  await bench.start();
});
afterAll(async () => {
  await bench?.close();
  delete process.env.SOFTHSM2_CONF;
  await rm(folder, { recursive: true, force: true });
});

async function signed(): Promise<string> {
  const requestId = await people.file();
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  await people.sign(requestId, 'signature-arrete');
  return requestId;
}
const actOf = (requestId: string) => bench.db.database.prisma.act.findFirstOrThrow({ where: { requestId } });
const told = (requestId: string) =>
  bench.db.database.prisma.notification.count({ where: { requestId, actId: { not: null } } });

async function isSealed(requestId: string): Promise<void> {
  await people.closed(requestId);
  const report = new Report();
  const { anchors, stampAnchors } = bench.context.seal;
  const bytes = await bench.documents.read((await actOf(requestId)).sealedSha256 ?? '');
  verifySeal(report, bytes, { anchors, stampAnchors, now: new Date() });
  expect([report.verdict, report.faults]).toEqual(['VALID', []]);
}

test('a token that is pulled out between two acts: the second waits, signed and told to nobody, until it is back', async () => {
  await isSealed(await signed());
  await token.pullOut();
  const requestId = await signed();
  // Tried, and not done.
  const { prisma } = bench.db.database;
  await eventually(() =>
    prisma.requestStep.findFirst({ where: { requestId, state: 'active', elementId: { contains: 'sceller' } } }),
  );
  expect(await actOf(requestId)).toMatchObject({ sealedSha256: null, sealClaim: null });
  expect(await told(requestId)).toBe(0);
  await token.putBack();
  await isSealed(requestId);
  expect(await eventually(() => told(requestId))).toBeGreaterThan(0);
});
