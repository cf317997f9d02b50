import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aDrawnAct } from '#workers/testing/drawn-act.ts';
import { sealKeyFromP12 } from '../keys/p12.ts';
import { seal } from '../seal.ts';
import type { TimeStamper } from '../stamps/time-stamping.ts';
import {
  AUTHORITY,
  aCertificate,
  aP12,
  aRevocationList,
  aTimeStamper,
  type Certified,
  SEALS,
  STAMPS,
} from '../testing/authorities.ts';
import { ask, askPdfsig, askQpdf } from '../testing/independent-verifiers.ts';
import { readAnchors } from '../verification/trust.ts';
import { archiveEdition } from './archive-edition.ts';
import { checkedEdition, type Proof, proofOfEdition, proofsOfSeal } from './chains.ts';
import { isAskable, listsAt, revocationOf } from './revocation.ts';

let folder: string;
let act: Uint8Array;
let ministry: Certified;
let stamping: Certified;
let stamp: TimeStamper;
let proofs: readonly Proof[];
/** What the ministry's authority publishes, at the address that the seal's certificate names. */
let published: Uint8Array | null;
let server: http.Server;
let anchors: Parameters<typeof proofsOfSeal>[1];

const file = (name: string): string => join(folder, name);
const listOf = async (authority: Certified, terms: Parameters<typeof aRevocationList>[2] = {}) =>
  (await listsAt([await aRevocationList(folder, authority, terms)]))[0] as Uint8Array;
const later = (ms: number) => new Date(Date.now() + ms);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-edition-'));
  server = http.createServer((_request, response) => response.writeHead(published ? 200 : 503).end(published));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ministere.crl`;
  const authority = (name: string) => aCertificate(folder, { name, from: -400, to: 400, extensions: AUTHORITY });
  [ministry, stamping] = await Promise.all([authority('Autorité du ministère'), authority('Autorité d’horodatage')]);
  const sealing = [...SEALS, `crlDistributionPoints=URI:${address}`];
  const [sealed, stamper] = await Promise.all([
    aCertificate(folder, { name: 'Sceau', issuer: ministry, extensions: sealing }),
    aCertificate(folder, { name: 'Horodatage', issuer: stamping, extensions: STAMPS }),
  ]);
  const key = await sealKeyFromP12(await readFile(await aP12(folder, sealed, 'x')), 'x');
  stamp = await aTimeStamper(folder, stamper);
  const claims = { signedAt: new Date(), signerName: 'Ministère', reason: 'Arrêté', location: 'Paris' };
  act = await seal({ pdf: await aDrawnAct(), key, stamp, ...claims });
  anchors = { anchors: readAnchors(ministry.pem), stampAnchors: readAnchors(stamping.pem) };
  proofs = proofsOfSeal(act, anchors) ?? [];
  published = await listOf(ministry);
});
afterAll(async () => {
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

const sealProof = () => proofs[0] as Proof;
const asked = (known: readonly Uint8Array[] = [], now = new Date()) =>
  revocationOf(sealProof().path, { known, at: sealProof().at, now });

describe('the archive edition of an act', () => {
  test('begins with the act byte for byte, holds what proves it, under a stamp over the whole', async () => {
    const [ofSeal, ofStamp] = [await asked(), [await listOf(stamping)]];
    const certificates = proofs.flatMap(({ path }) => path.map(({ raw }) => new Uint8Array(raw)));
    const material = { certificates, lists: [...ofSeal.lists, ...ofStamp], answers: [] };
    const second = await archiveEdition(act, { material, number: 2, stamp });
    const third = await archiveEdition(second, { material, number: 3, stamp });
    expect(Buffer.compare(second.subarray(0, act.length), act)).toBe(0);
    expect(Buffer.compare(third.subarray(0, second.length), second)).toBe(0);
    // Nothing that is there is put there again.
    expect(third.length - second.length).toBeLessThan(second.length - act.length - 4_000);
    for (const edition of [second, third]) {
      const { path } = await checkedEdition(edition, { ...anchors, now: new Date() });
      expect(path.map(({ subject }) => subject)).toEqual(['CN=Horodatage', 'CN=Autorité d’horodatage']);
      await writeFile(file('edition.pdf'), edition);
      expect((await askQpdf(file('edition.pdf'))).code).toBe(0);
      const said = await askPdfsig(folder, file('edition.pdf'), ministry.certificatePath);
      expect(said.match(/Signature is Valid\./g)).toHaveLength(1);
      expect(said).toContain('Certificate is Trusted.');
    }
    const altered = Uint8Array.from(second);
    altered[act.length + 10] = (altered[act.length + 10] ?? 0) ^ 1;
    const bare = { material: { certificates: [], lists: [], answers: [] }, number: 2, stamp };
    const unsaid = checkedEdition(await archiveEdition(act, bare), { ...anchors, now: new Date() });
    await expect(unsaid).rejects.toThrow('revocation not recorded');
    expect(() => proofOfEdition(altered, anchors)).toThrow('over another document');
  });

  test('has its stamp agreed with by OpenSSL', async () => {
    const edition = await archiveEdition(act, {
      material: { certificates: [], lists: [], answers: [] },
      number: 2,
      stamp: async (bytes) => {
        const token = await stamp(bytes);
        await Promise.all([writeFile(file('covered.bin'), bytes), writeFile(file('token.der'), token)]);
        return token;
      },
    });
    expect(edition.length).toBeGreaterThan(act.length);
    const given = ['-in', file('token.der'), '-token_in', '-data', file('covered.bin')];
    const { text } = await ask('openssl', ['ts', '-verify', ...given, '-CAfile', stamping.certificatePath]);
    expect(text).toContain('Verification: OK');
  });
});

describe('whether a certificate was revoked', () => {
  test('is read in the list at hand, before the one that its authority publishes', async () => {
    const own = await listOf(ministry);
    expect((await asked([await listOf(stamping), own])).lists).toEqual([own]);
    expect((await asked()).lists).toEqual([published]);
  });

  test('is not read in a list of other certificates, or of some reasons alone', async () => {
    for (const only of ['onlyCA = TRUE', 'onlysomereasons = keyCompromise', 'onlyAA = TRUE', 'indirectCRL = TRUE'])
      expect((await asked([await listOf(ministry, { only })])).lists).toEqual([published]);
    const ofThese = await listOf(ministry, { only: 'onlyuser = TRUE' });
    expect((await asked([ofThese])).lists).toEqual([ofThese]);
  });

  test('cannot be told while the authority is away, or its list has ended, or is not its own: it is asked again', async () => {
    const kept = published;
    const rogue = await aCertificate(folder, { name: 'Autorité du ministère', extensions: AUTHORITY });
    for (const list of [null, await listOf(rogue), Buffer.from('<html>')]) {
      published = list;
      await expect(asked()).rejects.toMatchObject({ name: 'RevocationUnknown' });
    }
    published = kept;
    await expect(asked([], later(40 * 86_400_000))).rejects.toMatchObject({ name: 'RevocationUnknown' });
  });

  test('stops the edition when it was before the seal', async () => {
    const { path } = sealProof();
    const list = await listOf(ministry, { revoked: path[0]?.serialNumber ?? '' });
    const sealedAt = (at: Date) => revocationOf(path, { known: [list], at, now: new Date() });
    await expect(sealedAt(later(60_000))).rejects.toMatchObject({ name: 'Revoked' });
    expect((await sealedAt(later(-60_000))).lists).toEqual([list]);
  });

  test('cannot be asked where its authority publishes nothing', () => {
    const ofStamp = proofs[1]?.path ?? [];
    expect([isAskable(sealProof().path, []), isAskable(ofStamp, [])]).toEqual([true, false]);
  });
});
