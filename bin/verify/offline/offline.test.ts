import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { type ActStatus, statusBytes, statusOf } from '#domain/evidence/act-status.ts';
import { type EvidenceToSeal, evidenceDigest } from '#domain/evidence/evidence.ts';
import { amount } from '#testing/long-form.ts';
import {
  type DemonstrationAuthority,
  ensureDemonstrationAuthority,
  ensureDemonstrationStamps,
} from '#workers/pades/authority.ts';
import { signStatement } from '#workers/pades/der/cms.ts';
import { seal } from '#workers/pades/seal.ts';
import { stampingAuthority } from '#workers/pades/stamps/stamping-authority.ts';
import { type TimeStamper, timeStamper } from '#workers/pades/stamps/time-stamping.ts';
import { aDrawnAct } from '#workers/testing/drawn-act.ts';
import { aSampleAct } from '#workers/typst/sample-act.ts';
import { alterationsOfAct, alterationsOfEvidence, type Folder } from '../testing/alterations.ts';
import { anEdition } from '../testing/archives.ts';
import { someEvidence, someEvidenceToSeal } from '../testing/sample-evidence.ts';
import { alterationsOfStatus, alterationsOfStatusFile } from '../testing/status-alterations.ts';
import { readText } from '../text.ts';
import { verdictOf } from '../verdict.ts';
import { type ActFiles, verifyAct } from '../verify-act.ts';
import { actFilesOf, givenFile, termsOf } from './given-files.ts';

const BUILD = new URL('../../../web/client/build/offline-verifier.ts', import.meta.url);

let files: string;
let offline: { readonly verifyAct: typeof verifyAct; readonly verdictOf: typeof verdictOf };
let authority: DemonstrationAuthority;
let stamping: DemonstrationAuthority;
let stamp: TimeStamper;
let folder: Folder;
let status: { readonly said: ActStatus; readonly file: Uint8Array };
let page: string;

beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), 'offline-'));
  // As the screens are built, in a process that ends with it.
  const script = join(files, 'verifier.mjs');
  const build = `import { writeFileSync } from 'node:fs'; import { scriptOf } from '${BUILD}';
    writeFileSync('${script}', await scriptOf('core.ts'));`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', build]);
  offline = await import(pathToFileURL(script).href);
  authority = await ensureDemonstrationAuthority(join(files, 'authority'));
  stamping = await ensureDemonstrationStamps(join(files, 'authority'));
  stamp = timeStamper(stampingAuthority(stamping.key));
  const signedAt = new Date(Date.now() - 60_000);
  const data = await aSampleAct({ date: parisDay(signedAt) });
  const pdf = await aDrawnAct(data);
  const toSeal: EvidenceToSeal = { ...someEvidenceToSeal(data, pdf, signedAt), level: 'B-T' };
  const claims = { signedAt, signerName: 'Ministère de démonstration', reason: 'Sceau', location: 'Paris' };
  const act = await seal({ pdf, key: authority.key, stamp, ...claims, evidenceDigest: evidenceDigest(toSeal) });
  const evidence = someEvidence(toSeal, act);
  folder = { act, evidence };
  page = await readText(act);
  const { number, sha256 } = evidence.act;
  const said = statusOf({ act: { number, sha256, reference: null }, laterActs: [], level: 'B-T' }, new Date());
  const file = await signStatement(statusBytes(said), authority.key, { claimedAt: new Date(said.at), stamp });
  status = { said, file };
});
afterAll(() => rm(files, { recursive: true, force: true }));

const given = (changes: Partial<ActFiles> = {}): ActFiles => ({
  ...{ act: folder.act, evidence: JSON.stringify(folder.evidence), ca: authority.caPem, tsaCa: stamping.caPem },
  ...changes,
});

/** A damaged certificate may be read by one of the two, and not by the other: it vouches for nothing all the same. */
const findsDamage = (verdict: object) => JSON.stringify(verdict).includes('damaged, it cannot be read');

/** Verifies by the page's script, then by the command: their whole verdicts are one, and this is it. */
async function verdict(changes: Partial<ActFiles> = {}) {
  const now = new Date();
  const said = given(changes);
  const pages = async (file: Uint8Array) => (file === folder.act ? page : readText(file));
  const [ours, node] = [
    offline.verdictOf(await offline.verifyAct(said, {}, now, pages), null),
    verdictOf(await verifyAct(said, {}, now, pages), null),
  ];
  if (findsDamage(ours) === findsDamage(node)) expect(ours).toEqual(node);
  else expect([ours.verdict, node.verdict]).toEqual(['not-valid', 'not-valid']);
  return ours.verdict;
}

test('the act, its state and its later editions are as valid there as by the command', async () => {
  expect(await verdict()).toBe('valid');
  expect(await verdict({ status: status.file })).toBe('valid');
  expect(await verdict({ act: await anEdition(folder.act, { stamp }) })).toBe('valid');
  // The page is read by the script itself.
  const alone = await offline.verifyAct(given());
  expect([alone.conclusion, alone.faults]).toEqual(['valid', []]);
});

test('every alteration of the evidence has there the verdict of the command', async () => {
  const every = amount({ daily: 12, full: 1 });
  for (const [index, { name, evidence = '' }] of [...alterationsOfEvidence(folder)].entries())
    if (index % every === 0) expect([name, await verdict({ evidence })]).toEqual([name, 'not-valid']);
});

test('so has every alteration of the file', async () => {
  for (const { name, act } of alterationsOfAct(folder, amount({ daily: 20, full: 60 })))
    if (act) expect([name, await verdict({ act })]).toEqual([name, 'not-valid']);
});

test('and of the state of the act', async () => {
  const every = amount({ daily: 12, full: 1 });
  const altered = [...alterationsOfStatusFile(status.file, amount({ daily: 400, full: 40 }))];
  let index = 0;
  for await (const one of alterationsOfStatus(status.said, status.file, { key: authority.key, stamp }))
    if (index++ % every === 0) altered.push(one);
  for (const { name, status: changed } of altered) expect([name, await verdict({ status: changed })]).toBeTruthy();
});

test('of a certificate that its stamp carries and nothing rests on, both say the same, damaged or not', async () => {
  const { file } = status;
  const carried = stamping.key.chain.at(-1) ?? stamping.key.certificate;
  const begins = Buffer.from(file).indexOf(carried);
  expect(begins).toBeGreaterThan(0);
  const said = new Map<string, number>();
  for (let place = begins; place < begins + 60; place++) {
    const conclusion = await verdict({ status: file.map((byte, index) => (index === place ? byte ^ 1 : byte)) });
    said.set(conclusion, (said.get(conclusion) ?? 0) + 1);
  }
  expect(said.get('valid')).toBeGreaterThan(20);
});

test('files are told apart by what they hold', () => {
  const file = (name: string, text: string) => givenFile(name, new TextEncoder().encode(text));
  const all = [
    file('acte.pdf', '%PDF-1.7'),
    file('preuves.json', '{"version":5}'),
    file('autorite.pem', authority.caPem),
    file('tsa-ca.pem', stamping.caPem),
    file('etat.p7m', '0\u0082'),
    file('circuit.zip', 'PK'),
  ];
  expect(all.map(({ kind }) => kind)).toEqual(['act', 'evidence', 'ca', 'tsaCa', 'status', 'other']);
  expect(actFilesOf(all)).toMatchObject({ evidence: '{"version":5}', ca: authority.caPem, tsaCa: stamping.caPem });
  expect(actFilesOf(all.slice(1))).toBeNull();
  expect([termsOf(''), termsOf('AB:CD')?.fingerprints, termsOf(`${'ab:'.repeat(31)}ab`)?.fingerprints?.length]).toEqual(
    [{ beside: true, stamps: { beside: true } }, ...[undefined, 1]],
  );
});
