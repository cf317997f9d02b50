import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  AUTHORITY,
  aCertificate,
  anOcspAnswer,
  aRevocationList,
  type Certified,
  SEALS,
} from '../testing/authorities.ts';
import { standingOf } from '../verification/revocation.ts';
import { listsAt, revocationOf } from './revocation.ts';

let folder: string;
let server: http.Server;
let ministry: Certified;
let path: readonly X509Certificate[];
let answer: (request: Uint8Array) => Promise<Uint8Array>;
/** What the authority publishes beside its answers; null: nothing. */
let published: Uint8Array | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ocsp-'));
  server = http.createServer(async (request, response) => {
    if (request.method === 'GET') response.writeHead(published ? 200 : 404).end(published);
    else response.end(await answer(await buffer(request)));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  ministry = await aCertificate(folder, { name: 'Autorité du ministère', extensions: AUTHORITY });
  const extensions = [...SEALS, `authorityInfoAccess=OCSP;URI:${address}`, `crlDistributionPoints=URI:${address}`];
  const sealing = await aCertificate(folder, { name: 'Sceau', issuer: ministry, extensions });
  path = [new X509Certificate(sealing.pem), new X509Certificate(ministry.pem)];
});
afterAll(async () => {
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

const answering = (state: 'good' | 'revoked' | 'unknown', authority = ministry, endless = false) => {
  const serial = path[0]?.serialNumber ?? '';
  answer = (request) => anOcspAnswer(folder, authority, { request, state, serial, endless });
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

test('an authority that answers anew at each question is believed for a day, by the verifiers of the archive too', async () => {
  answering('good', ministry, true);
  const { answers } = await asked();
  const [certificate, issuer] = path as [X509Certificate, X509Certificate];
  const standing = (hours: number) =>
    standingOf(certificate, issuer, { lists: [], answers }, [new Date(Date.now() + hours * 3_600_000)]);
  // The clock of the time-stamping authority may be a little behind that of the OCSP responder.
  expect([standing(0), standing(23), standing(-1 / 30)]).toEqual(Array(3).fill({ revokedAt: null }));
  expect([standing(25), standing(-1)]).toEqual([null, null]);
});

test('the list that an authority publishes is taken while it does not answer, or says nothing that can be relied on', async () => {
  const rogue = await aCertificate(folder, { name: 'Autorité du ministère', extensions: AUTHORITY });
  [published = null] = await listsAt([await aRevocationList(folder, ministry)]);
  for (const set of [() => answering('unknown'), () => answering('good', rogue)]) {
    set();
    expect(await asked()).toEqual({ lists: [published], answers: [] });
  }
  answer = async () => Buffer.from('<html>');
  expect(await asked()).toEqual({ lists: [published], answers: [] });
  published = null;
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
