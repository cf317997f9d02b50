import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { lookAtRevocation } from '../loops/watch-seal.ts';
import { RevocationUnknown } from '../pades/archive/question.ts';
import { listsAt } from '../pades/archive/revocation.ts';
import { sealKeyFromP12 } from '../pades/keys/p12.ts';
import { openSeal, type Seal } from '../pades/open-seal.ts';
import { seal } from '../pades/seal.ts';
import type { TimeStamper } from '../pades/stamps/time-stamping.ts';
import {
  AUTHORITY,
  aCertificate,
  aP12,
  aRevocationList,
  aTimeStamper,
  type Certified,
  SEALS,
  STAMPS,
} from '../pades/testing/authorities.ts';
import { ask, askPdfsig } from '../pades/testing/independent-verifiers.ts';
import { readCms, timeStampOf } from '../pades/verification/cms.ts';
import { Report } from '../pades/verification/report.ts';
import { findSeal } from '../pades/verification/sealed-file.ts';
import { readAnchors } from '../pades/verification/trust.ts';
import { verifySeal } from '../pades/verification/verify-seal.ts';
import { StepFailure } from '../steps/step-failure.ts';
import { aDrawnAct } from '../testing/drawn-act.ts';
import { sealVerified } from './verified-seal.ts';

const PASSPHRASE = 'phrase de passe é';
const EVIDENCE = 'ab'.repeat(32);
const DAY_MS = 86_400_000;

let folder: string;
let pdf: Uint8Array;
let ministry: Certified;
let stamping: Certified;
let good: Seal;
let caPath: string;

const openWith = async (certified: Certified, now = new Date()): Promise<Seal> =>
  openSeal(
    { key: { p12Path: await aP12(folder, certified, PASSPHRASE), passphrase: PASSPHRASE }, authorityPath: caPath },
    now,
  );
/** A seal that the start would have refused, or that ended since. */
const unchecked = async (certified: Certified): Promise<Seal> => {
  const key = await sealKeyFromP12(await readFile(await aP12(folder, certified, PASSPHRASE)), PASSPHRASE);
  return { key, anchors: good.anchors, until: new Date(0) };
};
const aSeal = (terms: { from?: number; to?: number; extensions?: readonly string[]; issuer?: Certified } = {}) =>
  aCertificate(folder, { name: 'Sceau du ministère', issuer: ministry, extensions: SEALS, ...terms });
const aStampingKey = (terms: { to?: number; issuer?: Certified; key?: 'P-256' | 'P-384' } = {}) =>
  aCertificate(folder, { name: 'Horodatage', issuer: stamping, from: -10, extensions: STAMPS, ...terms });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verified-seal-'));
  pdf = await aDrawnAct();
  [ministry, stamping] = await Promise.all(
    ['Autorité du ministère', "Autorité d'horodatage"].map((name) =>
      aCertificate(folder, { name, from: -400, to: 400, extensions: AUTHORITY }),
    ) as [Promise<Certified>, Promise<Certified>],
  );
  caPath = join(folder, 'ca.pem');
  await writeFile(caPath, ministry.pem + stamping.pem);
  good = await openWith(await aSeal());
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const claims = { signerName: 'Ministère', reason: 'Arrêté', location: 'Paris', evidenceDigest: EVIDENCE };
const sealing = (used: Seal, timeStamper?: TimeStamper, now = () => new Date()) =>
  sealVerified({ seal: used, timeStamper, now }, { pdf, signedAt: new Date(), ...claims });

/** Why the step stops: nothing came out that could be kept. */
async function refusal(sealed: Promise<Uint8Array>): Promise<string> {
  const error: unknown = await sealed.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(error instanceof StepFailure)) throw error ?? new Error('it was sealed');
  const { cause, params } = error.failure;
  return `${cause} ${Object.values(params).join()}`;
}

/** What a recipient of such bytes would be told, had they been kept. */
async function verdictOn(used: Seal, stamp?: TimeStamper, signedAt = new Date()): Promise<string> {
  const report = new Report();
  const bytes = await seal({ pdf, signedAt, ...claims, key: used.key, stamp });
  verifySeal(report, bytes, { anchors: good.anchors, now: new Date() });
  return report.verdict;
}

describe('G9: nothing is sealed with a time stamp that does not verify', () => {
  const attacks: [string, RegExp, () => Promise<TimeStamper>][] = [
    [
      'of an authority that ended',
      /timestamp: .* was not valid on/,
      async () => aTimeStamper(folder, await aStampingKey({ to: -1 })),
    ],
    [
      'of a rogue authority of the same names',
      /timestamp: .* does not come from the trust anchor/,
      async () => {
        const issuer = await aCertificate(folder, { name: "Autorité d'horodatage", extensions: AUTHORITY });
        return aTimeStamper(folder, await aStampingKey({ issuer }));
      },
    ],
    [
      'that was corrupted',
      /timestamp: the signature is not that of the certificate/,
      async () => {
        const stamp = await aTimeStamper(folder, await aStampingKey());
        return async (bytes) => {
          const token = new Uint8Array(await stamp(bytes));
          const last = token.length - 20;
          token[last] = (token[last] ?? 0) ^ 1;
          return token;
        };
      },
    ],
    [
      'made over something else',
      /timestamp: the timestamp is over another signature/,
      async () => {
        const stamp = await aTimeStamper(folder, await aStampingKey());
        return () => stamp(Buffer.from('autre chose'));
      },
    ],
  ];

  test.each(attacks)('%s', async (_what, reason, make) => {
    const stamp = await make();
    expect(await verdictOn(good, stamp)).not.toMatch(/^VALID/);
    const said = await refusal(sealing(good, stamp));
    expect(said).toMatch(/^seal-invalid /);
    expect(said).toMatch(reason);
  });

  test('by a clock that was put back, within which an authority that ended still seems valid', async () => {
    const stamp = await aTimeStamper(folder, await aStampingKey());
    const later = () => new Date(Date.now() + 3_600_000);
    expect(await refusal(sealing(good, stamp, later))).toMatch(/^seal-invalid timestamp: made on .* long before/);
  });
});

describe('G9: nothing is sealed with a seal that does not verify', () => {
  const seals: [string, RegExp, () => Promise<Certified>][] = [
    ['that ended', /was not valid on/, () => aSeal({ from: -40, to: -1 })],
    ['that is not valid yet', /was not valid on/, () => aSeal({ from: 2 })],
    [
      'that another authority of the same names issued',
      /does not come from the trust anchor/,
      async () =>
        aSeal({ issuer: await aCertificate(folder, { name: 'Autorité du ministère', extensions: AUTHORITY }) }),
    ],
    ['made to certify', /not made to sign/, () => aSeal({ extensions: AUTHORITY })],
    [
      'made for a web server',
      /not made to sign/,
      () => aSeal({ extensions: [...SEALS, 'extendedKeyUsage=serverAuth'] }),
    ],
    ['made to stamp time', /not made to sign/, () => aSeal({ extensions: STAMPS })],
    ['issued by a seal', /does not come from the trust anchor/, async () => aSeal({ issuer: await aSeal() })],
  ];

  test.each(seals)('%s: neither at the start nor at an act', async (_what, reason, make) => {
    const certified = await make();
    await expect(openWith(certified)).rejects.toMatchObject({
      code: 'SEAL_KEY',
      message: expect.stringMatching(reason),
    });
    const used = await unchecked(certified);
    expect(await verdictOn(used)).toMatch(/^NOT VALID/);
    let asked = 0;
    const stamp: TimeStamper = async () => {
      asked += 1;
      return new Uint8Array();
    };
    expect(await refusal(sealing(used, stamp))).toMatch(reason);
    expect(asked).toBe(0);
  });

  test('that ended since the start, whatever time the signature claims', async () => {
    const used = await openWith(await aSeal({ from: -400, to: -1 }), new Date(Date.now() - 10 * DAY_MS));
    expect(await refusal(sealing(used))).toMatch(/^seal-invalid .* was not valid on/);
  });

  test('that its authority revoked since the start: not from the moment that it says so', async () => {
    const certified = await aSeal();
    const used = await openWith(certified);
    const { serialNumber: revoked } = new X509Certificate(certified.pem);
    const said: string[] = [];
    const log = {
      debug() {},
      info() {},
      warn() {},
      error: (context: object) => void said.push(JSON.stringify(context)),
    };
    const ask = (lists: () => Promise<Uint8Array[]>) =>
      lookAtRevocation({ seal: used, revocationLists: lists, now: () => new Date(), log });
    const listed = async (terms: { revoked?: string }) => listsAt([await aRevocationList(folder, ministry, terms)]);
    await ask(() => listed({}));
    await ask(() => Promise.reject(new RevocationUnknown('ca.crl cannot be read')));
    expect((await sealing(used)).length).toBeGreaterThan(pdf.length);
    await ask(() => listed({ revoked }));
    expect(said.join()).toContain('« Sceau du ministère » was revoked on');
    expect(await refusal(sealing(used))).toMatch(/^seal-invalid .* was revoked on/);
    expect((await sealing(good)).length).toBeGreaterThan(pdf.length);
  });

  test('whose key signs something else', async () => {
    const { key } = good;
    const used = { ...good, key: { ...key, sign: () => key.sign(Buffer.from('autre chose')) } };
    expect(await refusal(sealing(used))).toBe('seal-invalid signature: the signature is not that of the certificate');
  });
});

describe('G9: what is sealed verifies', () => {
  test('without a token, its date not proven', async () => {
    const report = new Report();
    verifySeal(report, await sealing(good), { anchors: good.anchors, now: new Date() });
    expect(report.verdict).toBe('VALID, its date not proven');
    expect(report.checks.map(({ text }) => text)).toContainEqual(
      `trust anchor: « Autorité du ministère », SHA-256 ${new X509Certificate(ministry.pem).fingerprint256}`,
    );
  });

  test.each(['RSA-2048', 'P-256', 'P-384'] as const)(
    'with a token signed by %s, for OpenSSL and poppler too',
    async (kind) => {
      const stamper = await aTimeStamper(folder, await aStampingKey(kind === 'RSA-2048' ? {} : { key: kind }));
      const act = await sealing(good, stamper);
      const report = new Report();
      verifySeal(report, act, { anchors: good.anchors, now: new Date() });
      expect([report.verdict, report.faults]).toEqual(['VALID', []]);
      const cms = readCms(findSeal(act).cms);
      const file = (name: string) => join(folder, name);
      await Promise.all([
        writeFile(file('act.pdf'), act),
        writeFile(file('token.der'), timeStampOf(cms) ?? new Uint8Array()),
        writeFile(file('signature.bin'), cms.signature),
      ]);
      const given = ['-in', file('token.der'), '-token_in', '-data', file('signature.bin')];
      const verdict = await ask('openssl', ['ts', '-verify', ...given, '-CAfile', stamping.certificatePath]);
      expect(verdict.text).toContain('Verification: OK');
      expect(await askPdfsig(folder, file('act.pdf'), ministry.certificatePath)).toContain('Signature is Valid.');
    },
  );

  test('and an alarm says when the first certificate of its chain ends', async () => {
    const ends = await openWith(await aSeal({ to: 900 }));
    expect(ends.until).toEqual(readAnchors(ministry.pem)[0]?.validToDate);
    const { until } = await openWith(await aSeal({ to: 20 }));
    expect(Math.round((until.getTime() - Date.now()) / DAY_MS)).toBe(20);
  });
});
