import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DemonstrationAuthority, ensureDemonstrationAuthority } from '#workers/pades/authority.ts';
import { seal } from '#workers/pades/seal.ts';
import { TimeStampError, timeStampingAuthority } from '#workers/pades/stamps/time-stamping.ts';
import { ask } from '#workers/pades/testing/independent-verifiers.ts';
import { readCms, timeStampOf } from '#workers/pades/verification/cms.ts';
import { findSeal } from '#workers/pades/verification/sealed-file.ts';
import { checkTimeStamp } from '#workers/pades/verification/time-stamp.ts';
import { readAnchors } from '#workers/pades/verification/trust.ts';
import { aDrawnAct } from '#workers/testing/drawn-act.ts';
import { verifyAct } from './verify-act.ts';

let folder: string;
let authority: DemonstrationAuthority;
let pdf: Uint8Array;
let tsaPem: string;
let server: Server;
let url: string;
/** What the authority does instead of stamping, if anything. */
let instead: (() => Uint8Array | number) | null = null;
let lastAnswer: Uint8Array = new Uint8Array();

const file = (name: string): string => join(folder, name);

/** OpenSSL as a time-stamping authority, behind HTTP. */
async function stamped(query: Buffer): Promise<Uint8Array> {
  await writeFile(file('query.tsq'), query);
  const signer = ['-signer', file('tsa.pem'), '-inkey', file('tsa.key')];
  const files = ['-config', file('tsa.cnf'), '-queryfile', file('query.tsq'), '-out', file('answer.tsr')];
  await ask('openssl', ['ts', '-reply', ...files, ...signer]);
  return readFile(file('answer.tsr'));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'time-stamping-'));
  authority = await ensureDemonstrationAuthority(file('authority'));
  pdf = await aDrawnAct();
  await writeFile(file('serial'), '01\n');
  const settings = ['[tsa]', 'default_tsa = t', '[t]', `serial = ${file('serial')}`, 'signer_digest = sha256'];
  const more = ['default_policy = 1.2.3.4', 'digests = sha256', 'ess_cert_id_alg = sha256'];
  await writeFile(file('tsa.cnf'), [...settings, ...more].join('\n'));
  const newKey = ['-newkey', 'rsa:2048', '-nodes', '-keyout', file('tsa.key'), '-out', file('tsa.pem'), '-days', '30'];
  const usage = ['extendedKeyUsage=critical,timeStamping', 'keyUsage=critical,digitalSignature'];
  const extensions = usage.flatMap((extension) => ['-addext', extension]);
  await ask('openssl', ['req', '-x509', ...newKey, '-subj', '/CN=Horodatage de test', ...extensions]);
  tsaPem = await readFile(file('tsa.pem'), 'utf8');
  server = createServer(async (request, response) => {
    const query = await buffer(request);
    const other = instead?.();
    if (typeof other === 'number') return void response.writeHead(other).end();
    lastAnswer = other ?? (await stamped(query));
    response.writeHead(200, { 'Content-Type': 'application/timestamp-reply' }).end(lastAnswer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const sealIt = (address = url) =>
  seal({
    pdf,
    key: authority.key,
    signedAt: new Date(),
    signerName: 'Ministère',
    reason: 'Arrêté',
    location: 'Paris',
    stamp: timeStampingAuthority({ url: address }),
  });

describe('an act sealed where an authority stamps the time', () => {
  test('carries its stamp, which the offline verification and OpenSSL both find good', async () => {
    instead = null;
    const act = await sealIt();
    expect(Buffer.compare(act.subarray(0, pdf.length), pdf)).toBe(0);
    const { checks } = await verifyAct({ act, evidence: null, ca: authority.caPem + tsaPem });
    const said = checks.map(({ outcome, text }) => `${outcome} ${text}`).join('\n');
    expect(said).toMatch(/ok timestamp: .* by « Horodatage de test »/);
    expect(said).toContain('ok certificate: « Sceau de démonstration Harmonie »');
    const cms = readCms(findSeal(act).cms);
    const signature = cms.signature;
    const token = timeStampOf(cms) ?? new Uint8Array();
    expect(checkTimeStamp(token, signature, readAnchors(tsaPem)).authority).toContain('Horodatage de test');
    await Promise.all([writeFile(file('token.der'), token), writeFile(file('signature.bin'), signature)]);
    const given = ['-in', file('token.der'), '-token_in', '-data', file('signature.bin'), '-CAfile', file('tsa.pem')];
    const verdict = await ask('openssl', ['ts', '-verify', ...given]);
    expect(JSON.stringify(verdict)).toContain('Verification: OK');
  });

  test.each<[string, () => Uint8Array | number]>([
    ['answers an error', () => 503],
    ['answers anything', () => Buffer.from('<html>')],
    ['gives a stamp made for another request', () => lastAnswer],
  ])('is not sealed when the authority %s', async (_what, answer) => {
    instead = null;
    await sealIt();
    const kept = Uint8Array.from(lastAnswer);
    instead = () => {
      const given = answer();
      return given === lastAnswer ? kept : given;
    };
    await expect(sealIt()).rejects.toThrow(TimeStampError);
  });

  test('is not sealed when the authority is away: it can be tried again', async () => {
    await expect(sealIt('http://127.0.0.1:9/')).rejects.toMatchObject({ code: 'TIME_STAMP' });
  });
});
