import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { type ActStatus, type LaterActSaid, statusBytes, statusOf } from '#domain/evidence/act-status.ts';
import { type Evidence, type EvidenceToSeal, evidenceDigest } from '#domain/evidence/evidence.ts';
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
import { ask } from '#workers/pades/testing/independent-verifiers.ts';
import { Report } from '#workers/pades/verification/report.ts';
import { verifyStatus } from '#workers/pades/verification/status.ts';
import { readAnchors } from '#workers/pades/verification/trust.ts';
import { aDrawnAct } from '#workers/testing/drawn-act.ts';
import { aSampleAct } from '#workers/typst/sample-act.ts';
import { checkLaterState, checkReference } from './later-state.ts';
import { someEvidence, someEvidenceToSeal } from './testing/sample-evidence.ts';
import { alterationsOfStatus, alterationsOfStatusFile, sealed } from './testing/status-alterations.ts';
import { readText } from './text.ts';
import { verdictOf } from './verdict.ts';
import { verifyAct } from './verify-act.ts';

let folder: string;
let authority: DemonstrationAuthority;
let stamping: DemonstrationAuthority;
let stamp: TimeStamper;
let act: Uint8Array;
let evidence: Evidence;
let page: string;

const signedAt = new Date(Date.now() - 60_000);
const today = parisDay(signedAt);
const REFERENCE = '7K3M9Q2X4B8N5C6D0F1G2H3J4K';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'later-state-'));
  authority = await ensureDemonstrationAuthority(join(folder, 'authority'));
  stamping = await ensureDemonstrationStamps(join(folder, 'authority'));
  stamp = timeStamper(stampingAuthority(stamping.key));
  const data = await aSampleAct({ date: today, number: '2026-TJ-RIVEBELLE-A-000042' });
  const url = `https://portail.example/verifier/${REFERENCE}`;
  const pdf = await aDrawnAct({ ...data, verification: { ...data.verification, url } });
  const toSeal: EvidenceToSeal = { ...someEvidenceToSeal(data, pdf, signedAt), level: 'B-T' };
  const claims = { signedAt, signerName: 'Ministère de démonstration', reason: 'Sceau', location: 'Paris' };
  act = await seal({ pdf, key: authority.key, stamp, ...claims, evidenceDigest: evidenceDigest(toSeal) });
  evidence = someEvidence(toSeal, act);
  page = await readText(act);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const later = (changes: Partial<LaterActSaid> = {}): LaterActSaid => ({
  ...{ nature: 'withdraws', number: '2026-TJ-RIVEBELLE-A-000050', sha256: 'b'.repeat(64), state: 'in-force' },
  ...{ signedOn: today, since: today },
  ...changes,
});

/** What the portal says of the act now, or of another one. */
function aStatus(
  laterActs: LaterActSaid[] = [],
  { at = new Date(), ...of }: { at?: Date } & Partial<ActStatus['act']> = {},
) {
  const { number, sha256 } = evidence.act;
  return statusOf({ act: { number, sha256, reference: REFERENCE, ...of }, laterActs, level: 'B-T' }, at);
}

const ofMinistry = () => ({ key: authority.key, stamp });
const sealedStatus = (status: ActStatus) =>
  signStatement(statusBytes(status), authority.key, { claimedAt: new Date(status.at), stamp });

const verified = (status: Uint8Array, changes: { evidence?: string } = {}) =>
  verifyAct(
    { act, evidence: JSON.stringify(evidence), ca: authority.caPem, tsaCa: stamping.caPem, status, ...changes },
    {},
    new Date(),
    async () => page,
  );
const said = (report: { checks: readonly { outcome: string; text: string }[] }): string =>
  report.checks.map(({ outcome, text }) => `${outcome} ${text}`).join('\n');

describe('an act that is verified with its state', () => {
  test('in force: says since when that is known, and by whose stamp', async () => {
    const report = await verified(await sealedStatus(aStatus()));
    expect([report.verdict, report.faults]).toEqual(['VALID, revocation not recorded yet', []]);
    expect(said(report)).toMatch(/ok the state of the act on .*: in force/);
    expect(said(report)).toContain('ok the act bears the verification reference of the state file');
    const verdict = verdictOf(report, 'a'.repeat(64));
    expect(verdict.state).toMatchObject({ state: 'in-force', isDateProven: true, laterActs: [] });
  });

  test('withdrawn: its seal is valid, and the last line says that it was withdrawn, since when, by which act', async () => {
    const report = await verified(await sealedStatus(aStatus([later()])));
    expect([report.conclusion, report.faults]).toEqual(['valid', []]);
    expect(report.verdict).toBe(
      `VALID, revocation not recorded yet, withdrawn on ${today} by the act n° 2026-TJ-RIVEBELLE-A-000050`,
    );
    expect(verdictOf(report, null).state).toMatchObject({ state: 'withdrawn', laterActs: [later()] });
  });

  test('repealed from a day to come: in force until then, and the last line says until when', async () => {
    const since = dayAfter(today, { days: 40 });
    const status = aStatus([later({ nature: 'repeals', since })]);
    expect(status.words[0]).toContain('est en vigueur.');
    const report = await verified(await sealedStatus(status));
    expect(report.verdict).toBe(
      `VALID, revocation not recorded yet, repealed from ${since} by the act n° 2026-TJ-RIVEBELLE-A-000050`,
    );
    expect(verdictOf(report, null).state).toMatchObject({ state: 'in-force' });
  });

  test('whose withdrawal was withdrawn stands again, corrected as it had been', async () => {
    const corrected = later({ nature: 'corrects', number: 'C', sha256: 'c'.repeat(64) });
    const report = await verified(await sealedStatus(aStatus([corrected, later({ state: 'withdrawn' })])));
    expect(report.verdict).toBe(`VALID, revocation not recorded yet, corrected from ${today} by the act n° C`);
    expect(said(report)).toContain('which is itself withdrawn');
  });

  test('says it in French too, to whoever opens the file with a tool of others', async () => {
    const file = join(folder, 'etat.p7m');
    await writeFile(file, await sealedStatus(aStatus([later()])));
    const how = ['cms', '-verify', '-inform', 'DER', '-in', file, '-CAfile', authority.caPath, '-purpose', 'any'];
    const { code, text } = await ask('openssl', [...how, '-cades']);
    expect([code, text]).toEqual([0, expect.stringContaining('est retiré.')]);
    expect(text).toMatch(/, le retire le .*, depuis l’origine\./);
    expect(text).toContain('L’acte n° 2026-TJ-RIVEBELLE-A-000050, signé le');
    const attributes = await ask('openssl', ['cms', '-cmsout', '-print', '-inform', 'DER', '-in', file]);
    for (const attribute of ['signingTime', 'signingCertificateV2', 'id-smime-aa-timeStampToken'])
      expect(attributes.text).toContain(attribute);
  });
});

describe('a state file proves nothing', () => {
  const refused = async (status: Uint8Array, words: string) => {
    const report = await verified(status);
    expect(report.conclusion).toBe('not-valid');
    expect(report.faults.join('\n')).toContain(words);
    expect(report.status).toBeNull();
  };

  test('of another act', async () => {
    await refused(
      await sealedStatus(aStatus([], { sha256: 'd'.repeat(64), number: '2026-X-A-1' })),
      'another act, n° 2026-X-A-1',
    );
  });

  test('sealed by another authority, be it of the same names', async () => {
    const rogue = await ensureDemonstrationAuthority(join(folder, 'rogue'));
    await refused(await sealed(aStatus(), { ...ofMinistry(), key: rogue.key }), 'does not come from the trust anchor');
    const behind = { ...authority.key, sign: rogue.key.sign };
    await refused(await sealed(aStatus(), { ...ofMinistry(), key: behind }), 'is not that of the certificate');
  });

  test('dated before the act was sealed, or of a day to come, or of another instant than its stamp', async () => {
    const at = (minutes: number) => sealedStatus(aStatus([], { at: new Date(Date.now() + minutes * 60_000) }));
    await refused(await at(-60), 'and its timestamp');
    await refused(await at(60), 'yet to come');
    const before = aStatus([], { at: new Date(signedAt.getTime() - 3_600_000) });
    const unstamped = { ...before, level: 'B-B' };
    await refused(await sealed(unstamped, { ...ofMinistry(), stamp: undefined }), 'before the act was sealed');
  });

  test('that is no signed statement', async () => {
    await refused(Buffer.from('{"state":"in-force"}'), 'state file: ');
    await refused(act, 'state file: ');
  });

  test('without the stamp that the act has: nothing says when it was made', async () => {
    const report = await verified(await sealed({ ...aStatus(), level: 'B-B' }, { ...ofMinistry(), stamp: undefined }));
    expect([report.conclusion, report.faults]).toEqual([
      'indeterminate',
      ['the state file bears no timestamp, and the act does: nothing proves when it was made'],
    ]);
  });
});

test('every alteration of a field of the state file, and of its bytes that say something, is seen', async () => {
  const status = aStatus([later({ nature: 'corrects', number: 'C', sha256: 'c'.repeat(64) }), later()]);
  const file = await sealedStatus(status);
  const every = amount({ daily: 6, full: 1 });
  const missed: string[] = [];
  let tried = 0;
  const anchors = readAnchors(authority.caPem);
  const stampAnchors = readAnchors(stamping.caPem);
  const tryIt = ({ name, status: altered }: { name: string; status: Uint8Array }) => {
    tried += 1;
    const report = new Report();
    const found = verifyStatus(report, altered, { anchors, stampAnchors, now: new Date() });
    if (found && checkLaterState(report, found, evidence, signedAt)) checkReference(report, page, found.status);
    // A byte of its structure that says nothing changes nothing of what it says.
    if (report.valid && !isDeepStrictEqual(found, original)) missed.push(name);
  };
  const original = verifyStatus(new Report(), file, { anchors, stampAnchors, now: new Date() });
  let index = 0;
  for await (const altered of alterationsOfStatus(status, file, ofMinistry()))
    if (index++ % every === 0) tryIt(altered);
  for (const altered of alterationsOfStatusFile(file, amount({ daily: 293, full: 7 }))) tryIt(altered);
  expect(missed).toEqual([]);
  expect(tried).toBeGreaterThan(40);
});
