import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { inTreeOrder, proveUnder, statementBytes, stateRoot } from '#domain/evidence/daily-root.ts';
import { evidenceDigest } from '#domain/evidence/evidence.ts';
import { amount } from '#testing/long-form.ts';
import { type DemonstrationAuthority, ensureDemonstrationAuthority } from '#workers/pades/authority.ts';
import { seal } from '#workers/pades/seal.ts';
import type { TimeStamper } from '#workers/pades/stamps/time-stamping.ts';
import { AUTHORITY, aCertificate, aTimeStamper, type Certified, STAMPS } from '#workers/pades/testing/authorities.ts';
import { aDrawnAct } from '#workers/testing/drawn-act.ts';
import { aSampleAct } from '#workers/typst/sample-act.ts';
import { verifyForAnybody } from './for-anybody.ts';
import { type Alteration, alterationsOfAct, alterationsOfEvidence, type Folder } from './testing/alterations.ts';
import { someEvidence, someEvidenceToSeal } from './testing/sample-evidence.ts';
import { readText } from './text.ts';
import { verifyAct } from './verify-act.ts';

let files: string;
let authority: DemonstrationAuthority;
let folder: Folder;
let page: string;
let stamping: Certified;

/** An act that this authority sealed, with its evidence. */
async function aFolder({ key }: DemonstrationAuthority): Promise<Folder> {
  const signedAt = new Date(Date.now() - 60_000);
  const data = await aSampleAct({ date: parisDay(signedAt) });
  const pdf = await aDrawnAct(data);
  const toSeal = someEvidenceToSeal(data, pdf, signedAt);
  const claims = { signedAt, signerName: 'Ministère de démonstration', reason: 'Sceau', location: 'Paris' };
  const act = await seal({ pdf, key, ...claims, evidenceDigest: evidenceDigest(toSeal) });
  return { act, evidence: someEvidence(toSeal, act) };
}

/** The same with the root of the day, which vouches for what happened after the sealing, up to its own export. */
async function withRoot({ act, evidence }: Folder, stamp: TimeStamper): Promise<Folder> {
  const { sequence: events, hash: head } = evidence.audit.at(-2) ?? { sequence: 0, hash: '' };
  const leaves = inTreeOrder([
    { chain: 'person-agent', events, head },
    { chain: 'system', events: 9, head: 'a'.repeat(64) },
  ]);
  const at = new Date();
  const statement = stateRoot(leaves, { day: parisDay(at), at, previous: null });
  const token = Buffer.from(await stamp(statementBytes(statement))).toString('base64');
  const [root] = proveUnder({ statement, stamp: token, leaves }, ['person-agent']);
  if (!root) throw new Error('no proof');
  if (root === null) throw new Error('the chain stands under no root');
  return { act, evidence: { ...evidence, root } };
}

beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), 'alterations-'));
  authority = await ensureDemonstrationAuthority(join(files, 'authority'));
  stamping = await aCertificate(files, { name: "Autorité d'horodatage", extensions: AUTHORITY });
  const of = { name: 'Horodatage', issuer: stamping, extensions: STAMPS };
  folder = await withRoot(await aFolder(authority), await aTimeStamper(files, await aCertificate(files, of)));
  page = await readText(folder.act);
});

afterAll(() => rm(files, { recursive: true, force: true }));

/** Those that a verifier lets through. The page is read once: what it says does not change with the evidence. */
async function unseen(alterations: Iterable<Alteration>): Promise<{ tried: number; unseen: string[] }> {
  const missed: string[] = [];
  let tried = 0;
  for (const { name, act = folder.act, evidence = JSON.stringify(folder.evidence) } of alterations) {
    const given = { act, evidence, ca: authority.caPem, tsaCa: stamping.pem };
    const { valid } = await verifyAct(given, {}, new Date(), async (file) =>
      file === folder.act ? page : readText(file),
    );
    if (valid) missed.push(name);
    tried += 1;
  }
  return { tried, unseen: missed };
}

test('what was not altered is valid', async () => {
  expect((await unseen([{ name: 'nothing' }])).unseen).toEqual(['nothing']);
});

test('every alteration of a field of the evidence, and of its events, is seen', async () => {
  const every = amount({ daily: 5, full: 1 });
  const result = await unseen([...alterationsOfEvidence(folder)].filter((_, index) => index % every === 0));
  expect(result.unseen).toEqual([]);
  expect(result.tried).toBeGreaterThan(200);
});

test('every alteration of the file of the act is seen', async () => {
  const result = await unseen(alterationsOfAct(folder));
  expect(result.unseen).toEqual([]);
  expect(result.tried).toBeGreaterThan(60);
});

test('whoever has an altered file verified without its evidence is told the same', async () => {
  const { act: whole, evidence } = folder;
  const verdictOf = async (file: Uint8Array) => {
    const kept = JSON.stringify({ ...evidence, audit: [], root: undefined });
    const at = new Date().toISOString();
    return (await verifyForAnybody({ file, authorities: authority.caPem, evidence: kept, at })).verdict;
  };
  expect(await verdictOf(whole)).toBe('valid');
  for (const { name, act } of alterationsOfAct(folder))
    if (act) expect([name, await verdictOf(act)]).toEqual([name, 'not-valid']);
});

test('a folder sealed anew by an authority of the same names is seen by who knows the fingerprint, and said to the others', async () => {
  const rogue = await ensureDemonstrationAuthority(join(files, 'rogue'));
  const { act, evidence } = await aFolder(rogue);
  const given = { act, evidence: JSON.stringify(evidence), ca: rogue.caPem };
  const fingerprints = [new X509Certificate(authority.caPem).fingerprint256];
  expect((await verifyAct({ ...given, ca: authority.caPem })).conclusion).toBe('not-valid');
  expect((await verifyAct(given, { beside: true, fingerprints })).conclusion).toBe('not-valid');
  expect((await verifyAct(given, { beside: true })).verdict).toContain('its authority not compared');
});
