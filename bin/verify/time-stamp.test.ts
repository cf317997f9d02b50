import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { type DemonstrationAuthority, ensureDemonstrationAuthority } from '#workers/pades/authority.ts';
import { oid } from '#workers/pades/der/oids.ts';
import { seal } from '#workers/pades/seal.ts';
import { ask } from '#workers/pades/testing/independent-verifiers.ts';
import { readCms } from '#workers/pades/verification/cms.ts';
import { findSeal } from '#workers/pades/verification/sealed-file.ts';
import { checkTimeStamp } from '#workers/pades/verification/time-stamp.ts';
import { readAnchors } from '#workers/pades/verification/trust.ts';
import { aDrawnAct } from '#workers/testing/drawn-act.ts';
import { verifyAct } from './verify-act.ts';

let folder: string;
let authority: DemonstrationAuthority;
let act: Uint8Array;
let signature: Uint8Array;
let tsaPem: string;

/** Has OpenSSL, as a timestamping authority, stamp these bytes. */
async function stamp(bytes: Uint8Array): Promise<Uint8Array> {
  const file = (name: string): string => join(folder, name);
  await writeFile(file('stamped.bin'), bytes);
  await writeFile(file('serial'), '01\n');
  await writeFile(
    file('tsa.cnf'),
    [
      '[tsa]',
      'default_tsa = t',
      '[t]',
      `serial = ${file('serial')}`,
      'signer_digest = sha256',
      'default_policy = 1.2.3.4',
      'digests = sha256',
      'ess_cert_id_alg = sha256',
    ].join('\n'),
  );
  const newKey = ['-newkey', 'rsa:2048', '-nodes', '-keyout', file('tsa.key'), '-out', file('tsa.pem'), '-days', '30'];
  const extensions = [
    '-addext',
    'extendedKeyUsage=critical,timeStamping',
    '-addext',
    'keyUsage=critical,digitalSignature',
  ];
  await ask('openssl', ['req', '-x509', ...newKey, '-subj', '/CN=Horodatage de test', ...extensions]);
  tsaPem = await readFile(file('tsa.pem'), 'utf8');
  await ask('openssl', ['ts', '-query', '-data', file('stamped.bin'), '-sha256', '-cert', '-out', file('query.tsq')]);
  const signer = ['-signer', file('tsa.pem'), '-inkey', file('tsa.key')];
  await ask('openssl', [
    'ts',
    '-reply',
    '-config',
    file('tsa.cnf'),
    '-queryfile',
    file('query.tsq'),
    ...signer,
    '-token_out',
    '-out',
    file('token.der'),
  ]);
  return readFile(file('token.der'));
}

/** Puts a token in the seal: the signature's own bytes are the only ones the seal does not cover. */
function withToken(file: Uint8Array, token: Uint8Array): Uint8Array {
  const found = findSeal(file);
  const contentInfo = pkijs.ContentInfo.fromBER(new Uint8Array(found.cms));
  const signedData = new pkijs.SignedData({ schema: contentInfo.content });
  const value = asn1js.fromBER(new Uint8Array(token)).result;
  const attribute = new pkijs.Attribute({ type: oid.timeStampToken, values: [value] });
  const [signerInfo] = signedData.signerInfos;
  if (signerInfo)
    signerInfo.unsignedAttrs = new pkijs.SignedAndUnsignedAttributes({ type: 1, attributes: [attribute] });
  contentInfo.content = signedData.toSchema(true);
  const hex = Buffer.from(contentInfo.toSchema().toBER(false)).toString('hex');
  const [before, after] = found.signedBytes;
  const room = file.length - before.length - after.length - 2;
  return Buffer.concat([before, Buffer.from(`<${hex.padEnd(room, '0')}>`), after]);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stamp-'));
  authority = await ensureDemonstrationAuthority(join(folder, 'authority'));
  const pdf = await aDrawnAct();
  const claims = { signedAt: new Date(), signerName: 'x', reason: 'x', location: 'Paris' };
  act = await seal({ pdf, key: authority.key, ...claims });
  signature = readCms(findSeal(act).cms).signature;
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const sayings = async (file: Uint8Array, ca: string): Promise<string> => {
  const { checks } = await verifyAct({ act: file, evidence: null, ca });
  return checks.map(({ outcome, text }) => `${outcome} ${text}`).join('\n');
};

describe('a timestamp over the seal', () => {
  test('is read and verified, and gives the time of sealing', async () => {
    const stamped = withToken(act, await stamp(signature));
    const said = await sayings(stamped, authority.caPem + tsaPem);
    expect(said).toMatch(/ok timestamp: .* by « Horodatage de test »/);
    expect(said).toContain('ok certificate: « Sceau de démonstration Harmonie »');
    expect(said).toContain('ok the signature is that of the certificate');
  });

  test('over something else is refused', async () => {
    const token = await stamp(createHash('sha256').update('autre').digest());
    expect(() => checkTimeStamp(token, signature, readAnchors(tsaPem))).toThrow('over another signature');
    expect(await sayings(withToken(act, token), authority.caPem + tsaPem)).toContain('fail timestamp');
  });

  test('from an authority that is not trusted is refused', async () => {
    const stamped = withToken(act, await stamp(signature));
    expect(await sayings(stamped, authority.caPem)).toContain('does not come from the trust anchor');
  });

  test('that was altered is refused', async () => {
    const token = Uint8Array.from(await stamp(signature));
    const time = Buffer.from(token).indexOf('\x18\x0f', 0, 'latin1') + 10;
    token[time] = (token[time] ?? 0) ^ 1;
    expect(() => checkTimeStamp(token, signature, readAnchors(tsaPem))).toThrow('altered');
  });
});
