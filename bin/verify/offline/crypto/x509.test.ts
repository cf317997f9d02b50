import { createHash, createPublicKey, ECDH, generateKeyPairSync, sign, verify, X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AUTHORITY, aCertificate, SEALS } from '#workers/pades/testing/authorities.ts';
import { Buffer as Bytes } from './buffer.ts';
import * as browser from './node-crypto.ts';
import { readPublicKey } from './public-key.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'x509-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the verifier asks of a certificate. */
function said(certificate: X509Certificate | browser.X509Certificate) {
  const { subject, validFrom, validTo, validFromDate, validToDate, fingerprint256, ca, publicKey } = certificate;
  const { asymmetricKeyType, asymmetricKeyDetails } = publicKey;
  const { modulusLength, namedCurve } = asymmetricKeyDetails ?? {};
  const key = { asymmetricKeyType, modulusLength, namedCurve };
  return { subject, validFrom, validTo, validFromDate, validToDate, fingerprint256, ca, key };
}

test.each(['RSA-2048', 'P-256', 'P-384'] as const)(
  'a certificate of a %s key is read, and its chain checked, as Node does',
  async (key) => {
    const authority = await aCertificate(folder, { name: "Autorité d'essai", extensions: AUTHORITY, key });
    const sealing = await aCertificate(folder, { name: 'Sceau', issuer: authority, extensions: SEALS, key });
    const pems = [authority.pem, sealing.pem];
    const node = pems.map((pem) => new X509Certificate(pem));
    const ours = pems.map((pem) => new browser.X509Certificate(pem));
    expect(ours.map(said)).toEqual(node.map(said));
    for (const one of [0, 1])
      for (const other of [0, 1]) {
        const [a, b, c, d] = [node[one], node[other], ours[one], ours[other]];
        if (!(a && b && c && d)) throw new Error('a certificate is missing');
        expect(c.checkIssued(d)).toBe(a.checkIssued(b));
        expect(c.verify(d.publicKey)).toBe(a.verify(b.publicKey));
      }
  },
);

test.each([
  ['rsa', 'sha256'],
  ['rsa', 'sha512'],
  ['prime256v1', 'sha256'],
  ['prime256v1', 'sha512'],
  ['secp384r1', 'sha384'],
  ['secp521r1', 'sha512'],
] as const)('signatures of a %s key over %s are told good from bad as Node does', (kind, name) => {
  const { publicKey, privateKey } =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: kind });
  const bytes = Buffer.from('un acte');
  const key = readPublicKey(publicKey.export({ type: 'spki', format: 'der' }));
  for (let round = 0; round < 5; round++) {
    const signature = sign(name, bytes, privateKey);
    const tried = [signature, signature.subarray(1), signature.with(9, (signature[9] ?? 0) ^ 1), Buffer.alloc(0)];
    expect(tried.map((one) => browser.verify(name, bytes, key, one))).toEqual(
      tried.map((one) => verify(name, bytes, publicKey, one)),
    );
    expect(browser.verify(name, Buffer.from('un autre'), key, signature)).toBe(false);
  }
});

test('a signature is read in the one way that it may be written, as Node does', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const bytes = Buffer.from('un acte');
  const key = readPublicKey(publicKey.export({ type: 'spki', format: 'der' }));
  const signature = sign('sha256', bytes, privateKey);
  const length = signature[1] ?? 0;
  const tried = [
    signature,
    // Its length on two octets, an octet of zero before its first integer, an octet after it.
    Buffer.concat([Uint8Array.of(0x30, 0x81, length), signature.subarray(2)]),
    Buffer.concat([Uint8Array.of(0x30, length + 1, 2, (signature[3] ?? 0) + 1, 0), signature.subarray(4)]),
    Buffer.concat([signature, Uint8Array.of(0)]),
  ];
  const said = tried.map((one) => verify('sha256', bytes, publicKey, one));
  expect(said).toEqual([true, false, false, false]);
  expect(tried.map((one) => browser.verify('sha256', bytes, key, one))).toEqual(said);
});

test('a key of which one coordinate is written is read as Node does, one that is not on the curve signs nothing', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const bytes = Buffer.from('un acte');
  const signature = sign('sha256', bytes, privateKey);
  const whole = publicKey.export({ type: 'spki', format: 'der' });
  const begins = whole.length - 65;
  const short = ECDH.convertKey(whole.subarray(begins), 'prime256v1', undefined, undefined, 'compressed') as Buffer;
  const compressed = Buffer.concat([whole.subarray(0, begins), short]);
  compressed[1] = compressed.length - 2;
  compressed[begins - 2] = short.length + 1;
  const node = createPublicKey({ key: compressed, format: 'der', type: 'spki' });
  expect([
    verify('sha256', bytes, node, signature),
    browser.verify('sha256', bytes, readPublicKey(compressed), signature),
  ]).toEqual([true, true]);
  const off = whole.with(whole.length - 1, (whole.at(-1) ?? 0) ^ 1);
  expect(browser.verify('sha256', bytes, readPublicKey(off), signature)).toBe(false);
});

test('hashes and bytes are those of Node', () => {
  for (const name of ['sha1', 'sha256', 'sha384', 'sha512'] as const)
    expect(browser.createHash(name).update('é').digest('hex')).toBe(createHash(name).update('é').digest('hex'));
  for (const encoding of ['utf8', 'latin1', 'hex', 'base64'] as const)
    for (const text of ['', 'acte', 'c3a9', 'éà', 'YQ==', 'YQ', '0', 'zz']) {
      const [ours, node] = [Bytes.from(text, encoding), Buffer.from(text, encoding)];
      expect(Array.from(ours)).toEqual(Array.from(node));
      expect([ours.toString(), ours.toString('hex'), ours.toString('latin1'), ours.toString('base64')]).toEqual([
        ...[node.toString(), node.toString('hex'), node.toString('latin1'), node.toString('base64')],
      ]);
    }
});
