import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AUTHORITY, aCertificate, anOcspAnswer, type Certified, SEALS } from '../../testing/authorities.ts';
import { revocationOf } from './revocation.ts';

let folder: string;
let server: http.Server;
let ministry: Certified;
let path: readonly X509Certificate[];
let answer: (request: Uint8Array) => Promise<Uint8Array>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ocsp-'));
  server = http.createServer(async (request, response) => response.end(await answer(await buffer(request))));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  ministry = await aCertificate(folder, { name: 'Autorité du ministère', extensions: AUTHORITY });
  const extensions = [...SEALS, `authorityInfoAccess=OCSP;URI:${address}`];
  const sealing = await aCertificate(folder, { name: 'Sceau', issuer: ministry, extensions });
  path = [new X509Certificate(sealing.pem), new X509Certificate(ministry.pem)];
});
afterAll(async () => {
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

const answering = (state: 'good' | 'revoked' | 'unknown', authority = ministry) => {
  answer = (request) => anOcspAnswer(folder, authority, { request, state, serial: path[0]?.serialNumber ?? '' });
};
const asked = (sealedMs = 0) => {
  const now = new Date();
  return revocationOf(path, { known: [], at: new Date(now.getTime() + sealedMs), now });
};

test('an authority that answers is believed, when it says that the certificate is good', async () => {
  answering('good');
  const { lists, answers } = await asked();
  expect([lists.length, answers.length]).toEqual([0, 1]);
});

test('a certificate revoked before the seal stops the edition, one revoked later does not', async () => {
  answering('revoked');
  await expect(asked(60_000)).rejects.toMatchObject({ name: 'Revoked' });
  expect((await asked(-60_000)).answers).toHaveLength(1);
});

test('it is asked again when it does not know, when another answers, or when nothing can be read', async () => {
  const rogue = await aCertificate(folder, { name: 'Autorité du ministère', extensions: AUTHORITY });
  const unsaid = [() => answering('unknown'), () => answering('good', rogue)];
  for (const set of unsaid) {
    set();
    await expect(asked()).rejects.toMatchObject({ name: 'RevocationUnknown' });
  }
  answer = async () => Buffer.from('<html>');
  await expect(asked()).rejects.toMatchObject({ name: 'RevocationUnknown' });
});
