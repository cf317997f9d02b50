import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sealKeyFromP12 } from '#workers/pades/keys/p12.ts';
import { type Seal, trustedSeal } from '#workers/pades/open-seal.ts';
import type { TimeStamper } from '#workers/pades/stamps/time-stamping.ts';
import {
  AUTHORITY,
  aCertificate,
  aP12,
  aTimeStamper,
  type Certified,
  SEALS,
  STAMPS,
} from '#workers/pades/testing/authorities.ts';
import { Report } from '#workers/pades/verification/report.ts';
import { readAnchors } from '#workers/pades/verification/trust.ts';
import { verifySeal } from '#workers/pades/verification/verify-seal.ts';
import { openWorkerBench, type WorkerBench } from '#workers/testing/bench.ts';
import { aCast, type Cast } from '#workers/testing/people.ts';
import { actors } from '#workers/testing/play.ts';
import { stopOf } from './hostile.ts';

let bench: WorkerBench;
let cast: Cast;
let people: ReturnType<typeof actors>;
let folder: string;
let ministry: Certified;
let stamping: Certified;
/** What seals and stamps now: the workers hold these two for good, what stands behind them changes. */
let used: Seal;
let stamp: TimeStamper;
/** Every document that was put, as it was. */
const put: Uint8Array[] = [];

const keyOf = async (certified: Certified) => sealKeyFromP12(await readFile(await aP12(folder, certified, 'x')), 'x');
const aStampingKey = (terms: { to?: number; issuer?: Certified; key?: 'P-256' } = {}) =>
  aCertificate(folder, { name: 'Horodatage', issuer: stamping, from: -10, extensions: STAMPS, ...terms });

beforeAll(async () => {
  [bench, folder] = await Promise.all([openWorkerBench(), mkdtemp(path.join(tmpdir(), 'g9-'))]);
  cast = await aCast(bench.db.database);
  people = actors(bench, cast);
  const authority = (name: string) => aCertificate(folder, { name, extensions: AUTHORITY });
  [ministry, stamping] = await Promise.all([authority('Autorité du ministère'), authority('Autorité d’horodatage')]);
  const key = await keyOf(await aCertificate(folder, { name: 'Sceau', issuer: ministry, extensions: SEALS }));
  used = trustedSeal(key, readAnchors(ministry.pem + stamping.pem), new Date());
  stamp = await aTimeStamper(folder, await aStampingKey({ key: 'P-256' }));
  Object.assign(bench.context, {
    seal: {
      get key() {
        return used.key;
      },
      anchors: used.anchors,
      until: used.until,
    },
    timeStamper: (bytes: Uint8Array) => stamp(bytes),
    documents: {
      ...bench.documents,
      put: (bytes: Uint8Array) => {
        put.push(bytes);
        return bench.documents.put(bytes);
      },
    },
  });
  await bench.start();
});

afterAll(async () => {
  await bench?.close();
  await rm(folder, { recursive: true, force: true });
});

const signed = async () => {
  const requestId = await people.file();
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  await people.sign(requestId, 'signature-arrete');
  return requestId;
};

const attacks: [string, () => Promise<void>][] = [
  [
    'stamped by an authority that ended',
    async () => {
      stamp = await aTimeStamper(folder, await aStampingKey({ to: -1 }));
    },
  ],
  [
    'stamped by a rogue authority of the same names',
    async () => {
      const issuer = await aCertificate(folder, { name: 'Autorité d’horodatage', extensions: AUTHORITY });
      stamp = await aTimeStamper(folder, await aStampingKey({ issuer }));
    },
  ],
  [
    'stamped by a token that was corrupted',
    async () => {
      const own = await aTimeStamper(folder, await aStampingKey());
      stamp = async (bytes) => {
        const token = new Uint8Array(await own(bytes));
        token[token.length - 20] = (token.at(-20) ?? 0) ^ 1;
        return token;
      };
    },
  ],
  [
    'sealed by a certificate that ended',
    async () => {
      const ended = { name: 'Sceau', issuer: ministry, from: -20, to: -1, extensions: SEALS };
      used = { ...used, key: await keyOf(await aCertificate(folder, ended)) };
    },
  ],
  [
    'sealed by a certificate that the ministry’s authority did not issue',
    async () => {
      const issuer = await aCertificate(folder, { name: 'Autorité du ministère', extensions: AUTHORITY });
      used = { ...used, key: await keyOf(await aCertificate(folder, { name: 'Sceau', issuer, extensions: SEALS })) };
    },
  ],
];

test.each(attacks)('G9: an act %s is not kept, filed nor notified', async (_what, attack) => {
  const { prisma } = bench.db.database;
  const before = { used, stamp };
  await attack();
  const requestId = await signed();
  expect(await stopOf(bench, requestId)).toContain('"cause":"seal-invalid"');
  ({ used, stamp } = before);

  expect(await prisma.act.findMany({ where: { requestId, sealedAt: { not: null } } })).toEqual([]);
  expect(await prisma.dossierPiece.findMany({ where: { requestId } })).toEqual([]);
  expect(await prisma.requestEvent.findMany({ where: { requestId, kind: 'sealed' } })).toEqual([]);
  expect(await prisma.notification.findMany({ where: { requestId, actId: { not: null } } })).toEqual([]);
  expect(put.filter((bytes) => Buffer.from(bytes).includes('/ByteRange'))).toEqual([]);
});

test('G9: an act stamped by a legitimate ECDSA authority is kept, and verifies', async () => {
  const { prisma } = bench.db.database;
  const requestId = await signed();
  await people.closed(requestId);
  const { sealedSha256 } = await prisma.act.findFirstOrThrow({ where: { requestId, sealedAt: { not: null } } });
  const report = new Report();
  const bytes = await bench.documents.read(sealedSha256 ?? '');
  verifySeal(report, bytes, { anchors: used.anchors, now: new Date() });
  expect([report.verdict, report.faults]).toEqual(['VALID', []]);
});
