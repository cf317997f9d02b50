import type { X509Certificate } from 'node:crypto';
import type { Evidence } from '../../domain/evidence/evidence.ts';
import { Invalid } from '../../workers/act-seal/pades/invalid.ts';
import { oid } from '../../workers/act-seal/pades/oids.ts';
import { findSeal, type SealField } from '../../workers/act-seal/pades/sealed-file.ts';
import {
  checkContent,
  checkSignature,
  checkSigningCertificate,
  type ReadCms,
  readCms,
  signedAttributes,
  timeStampOf,
} from './cms.ts';
import { checkFile, checkStory, readEvidence } from './evidence-checks.ts';
import { Report } from './report.ts';
import { checkAuthor, readText } from './text.ts';
import { checkTimeStamp } from './time-stamp.ts';
import { checkChain, maySign, nameOf, readAnchors } from './trust.ts';

/** What is verified; null for what could not be had. */
export type ActFiles = { act: Uint8Array; evidence: string | null; ca: string | null };

/** Runs one check that may throw: its reason, or the fact that the file is damaged, goes in the report. */
function attempt<T>(report: Report, what: string, run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    report.fail(`${what}: ${error instanceof Invalid ? error.message : 'damaged, it cannot be read'}`);
    return null;
  }
}

function checkTrust(report: Report, cms: ReadCms, seal: SealField, anchors: X509Certificate[]): void {
  const token = timeStampOf(cms);
  let at = seal.claimedAt;
  if (token) {
    const signature = cms.signerInfo.signature.valueBlock.valueHexView;
    const stamp = attempt(report, 'timestamp', () => checkTimeStamp(token, signature, anchors));
    if (!stamp) return;
    report.ok(`timestamp: ${stamp.at.toISOString()}, by « ${stamp.authority} »`);
    at = stamp.at;
  } else {
    report.note('no timestamp: the time of sealing is the one the ministry claims');
  }
  if (!at) {
    report.fail('the time of sealing (/M) is missing or cannot be read');
    return;
  }
  report.ok(`sealed on ${at.toISOString()}`);
  const instant = at;
  const chain = attempt(report, 'certificate', () => checkChain(cms.signer, cms.certificates, anchors, instant));
  if (chain)
    report.ok(
      `certificate: ${chain.map((certificate) => `« ${nameOf(certificate)} »`).join(', issued by ')}, valid on that day`,
    );
}

function checkSeal(report: Report, file: Uint8Array, ca: string | null): SealField | null {
  const seal = attempt(report, 'seal', () => findSeal(file));
  if (!seal) return null;
  report.ok('the seal covers the whole file; nothing comes after it');
  report.check(
    seal.subFilter === 'ETSI.CAdES.detached',
    'the seal is of the PAdES kind',
    `the seal is not of the PAdES kind (${seal.subFilter ?? 'none'})`,
  );
  const cms = attempt(report, 'signature', () => readCms(seal.cms));
  if (!cms) return seal;
  if (attempt(report, 'content', () => checkContent(cms, seal.signedBytes)) !== null) {
    report.ok('the content is the one that was sealed (digest)');
  }
  if (attempt(report, 'signature', () => checkSignature(cms)) !== null)
    report.ok('the signature is that of the certificate');
  if (attempt(report, 'certificate', () => checkSigningCertificate(cms)) !== null)
    report.ok('the signature names its certificate (signing-certificate-v2)');
  attempt(report, 'signature', () =>
    report.check(
      !signedAttributes(cms).has(oid.signingTime),
      'no signing-time attribute, as PAdES asks',
      'a signing-time attribute, which PAdES forbids',
    ),
  );
  report.check(maySign(cms.signer), 'the certificate is made to sign', 'the certificate is not made to sign');
  if (ca === null) {
    report.fail(
      'no trust anchor: give the certificate of the authority with --ca FILE, or put it beside the act as ca.pem',
    );
    return seal;
  }
  const anchors = attempt(report, 'trust anchor', () => readAnchors(ca));
  if (anchors) attempt(report, 'certificate', () => checkTrust(report, cms, seal, anchors));
  return seal;
}

async function checkEvidence(report: Report, files: ActFiles, seal: SealField | null, sealed: boolean): Promise<void> {
  const { evidence: text, act } = files;
  if (text === null) {
    report.fail('no evidence: give it with --evidence FILE, or put it beside the act as evidence.json');
    return;
  }
  const evidence: Evidence | null = attempt(report, 'evidence', () => readEvidence(text));
  if (!evidence) return;
  attempt(report, 'evidence', () => checkFile(report, evidence, act, seal));
  attempt(report, 'evidence', () => checkStory(report, evidence));
  if (!sealed) {
    report.fail('author: not read, since the seal is not good');
    return;
  }
  try {
    checkAuthor(report, await readText(act), evidence);
  } catch {
    report.fail('author: the text of the act cannot be read');
  }
}

/** Verifies an act offline: its seal, its certificate, its evidence and the mentions of its author. Never throws. */
export async function verifyAct(files: ActFiles): Promise<Report> {
  const report = new Report();
  const seal = checkSeal(report, files.act, files.ca);
  await checkEvidence(report, files, seal, report.valid);
  return report;
}
