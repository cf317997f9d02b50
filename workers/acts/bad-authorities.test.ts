import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as pkijs from 'pkijs';
import { sequence, smallInteger } from '../pades/der/der.ts';
import { sealKeyFromP12 } from '../pades/keys/p12.ts';
import { type Seal, trustedSeal } from '../pades/open-seal.ts';
import { openTimeStamps } from '../pades/stamps/open-time-stamps.ts';
import { type Asking, TimeStampError, type TimeStamper, timeStampingAuthority } from '../pades/stamps/time-stamping.ts';
import {
  AUTHORITY,
  aCertificate,
  aP12,
  aStampingAuthority,
  type Certified,
  SEALS,
  STAMPS,
} from '../pades/testing/authorities.ts';
import { readAnchors } from '../pades/verification/trust.ts';
import { StepFailure } from '../steps/step-failure.ts';
import { aDrawnAct } from '../testing/drawn-act.ts';
import { sealVerified } from './verified-seal.ts';

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => Promise<unknown>;

const TIMEOUT_MS = 400;
const WEB = ['basicConstraints=critical,CA:FALSE', 'subjectAltName=IP:127.0.0.1'];

let folder: string;
let pdf: Uint8Array;
let seal: Seal;
let ministry: Certified;
let stamping: Certified;
/** The legitimate authority, before anything happens to what it answers. */
let good: Asking;
let server: http.Server;
let url: string;
/** How the server answers now. */
let answer: Answer;

const authority = (name: string) => aCertificate(folder, { name, from: -400, to: 400, extensions: AUTHORITY });
const aKey = (terms: { to?: number; issuer?: Certified } = {}) =>
  aCertificate(folder, { name: 'Horodatage', issuer: stamping, from: -10, extensions: STAMPS, ...terms });
const addressOf = (listening: http.Server, protocol: string) =>
  `${protocol}://127.0.0.1:${(listening.address() as AddressInfo).port}/`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bad-authorities-'));
  pdf = await aDrawnAct();
  [ministry, stamping] = await Promise.all([authority('Autorité du ministère'), authority('Autorité d’horodatage')]);
  const certified = await aCertificate(folder, { name: 'Sceau', issuer: ministry, extensions: SEALS });
  const key = await sealKeyFromP12(await readFile(await aP12(folder, certified, 'x')), 'x');
  seal = trustedSeal(key, readAnchors(ministry.pem), new Date(), readAnchors(stamping.pem));
  good = await aStampingAuthority(folder, await aKey());
  server = http.createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = addressOf(server, 'http');
});
afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

const sealing = (stamper: TimeStamper = timeStampingAuthority({ url }, TIMEOUT_MS * 5)) => {
  const claims = { signerName: 'Ministère', reason: 'Arrêté', location: 'Paris', evidenceDigest: 'ab'.repeat(32) };
  const context = { seal, timeStamper: stamper, now: () => new Date() };
  return sealVerified(context, { pdf, signedAt: new Date(), ...claims });
};

/** Answers what this one makes of each request. */
const answering =
  (make: Asking): Answer =>
  async (request, response) => {
    const reply = await make(await buffer(request));
    response.writeHead(200, { 'Content-Type': 'application/timestamp-reply' }).end(reply);
  };
/** The legitimate authority, asked something else than it was. */
const asked = (change: (query: pkijs.TimeStampReq) => void): Answer =>
  answering((bytes) => {
    const query = pkijs.TimeStampReq.fromBER(new Uint8Array(bytes));
    change(query);
    return good(new Uint8Array(query.toSchema().toBER(false)));
  });
const flipped = (block: { valueBlock: { valueHexView: Uint8Array } } | undefined) => {
  const bytes = block?.valueBlock.valueHexView;
  if (bytes !== undefined) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
};

/** What becomes of the act: it waits for the authority, or somebody is to look. */
async function becomes(sealed: Promise<unknown>): Promise<string> {
  const error: unknown = await sealed.then(
    () => new Error('it was sealed'),
    (fault: unknown) => fault,
  );
  if (error instanceof TimeStampError) return `waits: ${error.message}`;
  if (error instanceof StepFailure) return `${error.failure.cause}: ${Object.values(error.failure.params).join()}`;
  throw error;
}

const variants: [string, RegExp, () => Promise<Answer>][] = [
  [
    'has ended',
    /^seal-invalid: timestamp: .* was not valid on/,
    async () => answering(await aStampingAuthority(folder, await aKey({ to: -1 }))),
  ],
  [
    'has the names of the legitimate one, and another key',
    /^seal-invalid: timestamp: .* does not come from the trust anchor/,
    async () =>
      answering(await aStampingAuthority(folder, await aKey({ issuer: await authority('Autorité d’horodatage') }))),
  ],
  [
    'is vouched for by the authority of seals alone',
    /^seal-invalid: timestamp: .* does not come from the trust anchor/,
    async () => answering(await aStampingAuthority(folder, await aKey({ issuer: ministry }))),
  ],
  [
    'stamps something else',
    /^waits: the stamp is over something else/,
    async () => asked(({ messageImprint }) => flipped(messageImprint.hashedMessage)),
  ],
  [
    'answers another request',
    /^waits: the stamp answers another request/,
    async () => asked(({ nonce }) => flipped(nonce)),
  ],
  [
    'gives a stamp that is corrupted',
    /^seal-invalid: timestamp: the signature is not that of the certificate/,
    async () =>
      answering(async (query) => {
        const reply = new Uint8Array(await good(query));
        reply[reply.length - 20] = (reply.at(-20) ?? 0) ^ 1;
        return reply;
      }),
  ],
  [
    'signs by an algorithm that nobody should trust',
    /^seal-invalid: timestamp: the digest algorithm is too weak/,
    async () => answering(await aStampingAuthority(folder, await aKey(), 'sha1')),
  ],
  [
    'is slow',
    /^waits: the time-stamping authority does not answer/,
    async () => async (request, response) => {
      const reply = await good(await buffer(request));
      for (const byte of reply) {
        response.write(Buffer.of(byte));
        await pause(TIMEOUT_MS / 20);
      }
    },
  ],
  ['is silent', /^waits: the time-stamping authority does not answer/, async () => () => new Promise(() => {})],
  [
    'answers 64 kB of noise',
    /^waits: the answer of the time-stamping authority cannot be read/,
    async () => answering(async () => randomBytes(64 * 1024)),
  ],
  [
    'grants what is no stamp',
    /^waits: the answer of the time-stamping authority cannot be read/,
    async () => answering(async () => sequence(sequence(smallInteger(0)), sequence(smallInteger(1)))),
  ],
  [
    'answers without end',
    /^waits: the time-stamping authority answers too much/,
    async () => answering(async () => randomBytes(512 * 1024)),
  ],
  [
    'asks for a login',
    /^waits: the time-stamping authority answers 401: it refuses the login/,
    async () => async (_request, response) => response.writeHead(401, { 'WWW-Authenticate': 'Basic' }).end(),
  ],
];

describe('G9: nothing is sealed while the time-stamping authority', () => {
  test.each(variants)('%s', async (what, outcome, make) => {
    answer = await make();
    const stamper = /slow|silent/.test(what) ? timeStampingAuthority({ url }, TIMEOUT_MS) : undefined;
    expect(await becomes(sealing(stamper))).toMatch(outcome);
  });
});

describe('an authority that asks who one is', () => {
  test('stamps for a client that gives its login', async () => {
    const stamped = answering(good);
    answer = async (request, response) =>
      request.headers.authorization === `Basic ${Buffer.from('portail:p@sse é').toString('base64')}`
        ? stamped(request, response)
        : response.writeHead(401).end();
    const login = { user: 'portail', password: 'p@sse é' };
    expect(await sealing(await openTimeStamps({ url, login }))).toBeInstanceOf(Uint8Array);
  });

  test('stamps for a client that shows its certificate', async () => {
    const [web, client] = await Promise.all([
      aCertificate(folder, { name: 'tsa.example', issuer: ministry, extensions: WEB }),
      aCertificate(folder, { name: 'Portail', issuer: ministry, extensions: SEALS }),
    ]);
    const key = await readFile(web.keyPath);
    const secure = https.createServer(
      { key, cert: web.pem, ca: ministry.pem, requestCert: true, rejectUnauthorized: true },
      (request, response) => void answering(good)(request, response),
    );
    await once(secure.listen(0, '127.0.0.1'), 'listening');
    https.globalAgent.options.ca = ministry.pem;
    try {
      const address = addressOf(secure, 'https');
      expect(await becomes(sealing(await openTimeStamps({ url: address })))).toMatch(/^waits: .* does not answer/);
      const p12 = { p12Path: await aP12(folder, client, 'secret'), passphrase: 'secret' };
      const stamper = await openTimeStamps({ url: address, client: p12 });
      expect(await sealing(stamper)).toBeInstanceOf(Uint8Array);
      await expect(openTimeStamps({ url: address, client: { ...p12, passphrase: 'x' } })).rejects.toThrow(
        'TSA_P12 cannot be opened: wrong passphrase',
      );
    } finally {
      delete https.globalAgent.options.ca;
      secure.closeAllConnections();
      secure.close();
    }
  });
});
