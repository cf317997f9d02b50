import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aDrawnAct } from '../testing/drawn-act.ts';
import { type DemonstrationAuthority, ensureDemonstrationAuthority, ensureDemonstrationStamps } from './authority.ts';
import { stampsFolder } from './authority-files.ts';
import { toPem } from './der/certificate.ts';
import { sealKeyFromP12 } from './keys/p12.ts';
import { seal } from './seal.ts';
import { openStampingAuthority } from './stamps/stamping-authority.ts';
import {
  ask,
  askMutool,
  askOpenssl,
  askPdfsig,
  askQpdf,
  makeP12WithOpenssl,
  printCms,
  readP12WithOpenssl,
} from './testing/independent-verifiers.ts';
import { findSeal } from './verification/sealed-file.ts';
import { checkTimeStamp } from './verification/time-stamp.ts';
import { readAnchors } from './verification/trust.ts';

let folder: string;
let authority: DemonstrationAuthority;
let preview: Uint8Array;
let sealed: Uint8Array;
let sealedPath: string;

const sealIt = (pdf = preview, signedAt = new Date('2026-11-24T16:32:19Z')): Promise<Uint8Array> =>
  seal({
    pdf,
    key: authority.key,
    signedAt,
    signerName: 'Ministère de démonstration',
    reason: "Sceau de l'acte",
    location: 'Paris',
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seal-'));
  authority = await ensureDemonstrationAuthority(join(folder, 'authority'));
  preview = await aDrawnAct();
  sealed = await sealIt();
  sealedPath = join(folder, 'act.pdf');
  await writeFile(sealedPath, sealed);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a sealed act', () => {
  test('begins with the very bytes the signer saw', () => {
    expect(Buffer.from(sealed.subarray(0, preview.length)).equals(preview)).toBe(true);
    expect(sealed.length).toBeGreaterThan(preview.length);
  });

  test('is the same to the byte when sealed again', async () => {
    expect(Buffer.from(await sealIt()).equals(sealed)).toBe(true);
  });

  test.each([
    ['in winter', '2026-11-24T16:32:19Z', "D:20261124173219+01'00'"],
    ['in summer', '2026-07-14T22:30:00Z', "D:20260715003000+02'00'"],
  ])('claims the time of the signature in Paris, %s', async (_season, instant, date) => {
    const file = await sealIt(preview, new Date(instant));
    expect(Buffer.from(file).toString('latin1')).toContain(`/M (${date})`);
    expect(findSeal(file).claimedAt).toEqual(new Date(instant));
  });

  test('is valid and trusted for poppler', async () => {
    const text = await askPdfsig(folder, sealedPath, authority.caPath);
    expect(text).toContain('Signature is Valid.');
    expect(text).toContain('Certificate is Trusted.');
    expect(text).toContain('Total document signed');
    expect(text).toContain('ETSI.CAdES.detached');
  });

  test('is valid for OpenSSL, with signing-certificate-v2 and without signing-time', async () => {
    const { cms, signedBytes } = findSeal(sealed);
    expect(await askOpenssl(folder, cms, Buffer.concat(signedBytes), authority.caPath)).toContain(
      'CAdES Verification successful',
    );
    const structure = await printCms(folder);
    expect(structure).toContain('id-smime-aa-signingCertificateV2');
    expect(structure).toContain('messageDigest');
    expect(structure).not.toContain('signingTime');
  });

  test('is a sound file for qpdf and unchanged for MuPDF', async () => {
    const { code, text } = await askQpdf(sealedPath);
    expect({ code, sound: text.includes('No syntax or stream encoding errors') }).toEqual({ code: 0, sound: true });
    expect(await askMutool(sealedPath)).toContain('The document is unchanged since signing');
  });

  test('is refused by poppler once a byte has changed', async () => {
    const altered = Uint8Array.from(sealed);
    altered[1_000] = (altered[1_000] ?? 0) ^ 1;
    const path = join(folder, 'altered.pdf');
    await writeFile(path, altered);
    expect(await askPdfsig(folder, path, authority.caPath)).not.toContain('Signature is Valid.');
  });
});

describe('what is not an act', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('Bonjour')],
    ['a cut PDF', Buffer.from('%PDF-1.7\n1 0 obj\n<<')],
  ])('cannot be sealed: %s', async (_what, bytes) => {
    await expect(sealIt(bytes)).rejects.toMatchObject({ code: 'SEAL_FAILED' });
  });

  test('cannot be sealed by a key that is away', async () => {
    const key = { ...authority.key, sign: () => Promise.reject(new Error('token removed')) };
    const claims = { signedAt: new Date(0), signerName: 'x', reason: 'x', location: 'x' };
    await expect(seal({ pdf: preview, key, ...claims })).rejects.toThrow('token removed');
  });
});

describe('the demonstration authority', () => {
  test('is made once, even by four at a time, and kept', async () => {
    const here = join(folder, 'together');
    const all = await Promise.all([1, 2, 3, 4].map(() => ensureDemonstrationAuthority(here)));
    expect(new Set(all.map(({ caPem }) => caPem)).size).toBe(1);
    expect((await ensureDemonstrationAuthority(here)).caPem).toBe(all[0]?.caPem);
  });

  test('keeps its key and passphrase from other users', async () => {
    for (const name of ['seal.p12', 'seal.passphrase']) {
      expect((await stat(join(folder, 'authority', name))).mode & 0o777).toBe(0o600);
    }
  });

  test('made by an older release gets what stamps time at the next start, and keeps its seal', async () => {
    const here = join(folder, 'older');
    const { caPem, crlPath } = await ensureDemonstrationAuthority(here);
    await rm(crlPath);
    await expect(openStampingAuthority(stampsFolder(here))).rejects.toMatchObject({ code: 'ENOENT' });
    const stamps = await ensureDemonstrationStamps(here);
    const token = await (await openStampingAuthority(stampsFolder(here)))(Buffer.from('sceau'));
    const { authority: stamper } = checkTimeStamp(token, Buffer.from('sceau'), readAnchors(stamps.caPem));
    expect(stamper).toBe('Horodatage de démonstration Harmonie');
    expect(() => checkTimeStamp(token, Buffer.from('sceau'), readAnchors(caPem))).toThrow('trust anchor');
    expect((await ensureDemonstrationAuthority(here)).caPem).toBe(caPem);
  });

  test('says what it revoked, nothing, for as long as it lives: OpenSSL agrees', async () => {
    const { key, caPath, crlPath } = authority;
    await writeFile(join(folder, 'seal.pem'), toPem('CERTIFICATE', key.certificate));
    const given = ['-crl_check', '-CRLfile', crlPath, '-CAfile', caPath, join(folder, 'seal.pem')];
    expect((await ask('openssl', ['verify', ...given])).text).toContain('OK');
  });

  test('has a P12 that OpenSSL reads', async () => {
    const passphrase = (await readFile(join(folder, 'authority', 'seal.passphrase'), 'utf8')).trim();
    const { code, text } = await readP12WithOpenssl(join(folder, 'authority', 'seal.p12'), passphrase);
    expect(code).toBe(0);
    expect(text).toContain('O=Ministère de démonstration');
  });
});

describe("an operator's P12", () => {
  test('made by OpenSSL is read', async () => {
    const key = await sealKeyFromP12(
      await readFile(await makeP12WithOpenssl(folder, 'phrase de passe é')),
      'phrase de passe é',
    );
    expect((await key.sign(Buffer.from('x'))).length).toBe(256);
  });

  test('without protection of its certificates is read', async () => {
    const p12 = await makeP12WithOpenssl(folder, 'secret', ['-certpbe', 'NONE', '-keypbe', 'NONE']);
    expect((await sealKeyFromP12(await readFile(p12), 'secret')).certificate.length).toBeGreaterThan(500);
  });

  test.each([
    ['with a wrong passphrase', 'autre'],
    ['with an empty passphrase', ''],
  ])('is refused with a reason %s', async (_case, passphrase) => {
    const p12 = await readFile(await makeP12WithOpenssl(folder, 'secret'));
    await expect(sealKeyFromP12(p12, passphrase)).rejects.toThrow('wrong passphrase, damaged file');
  });

  test('that is not one is refused with a reason', async () => {
    await expect(sealKeyFromP12(Buffer.from('not a p12'), 'x')).rejects.toMatchObject({ code: 'SEAL_KEY' });
  });
});
