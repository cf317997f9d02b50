import type { X509Certificate } from 'node:crypto';
import type { Evidence } from '../../domain/evidence/evidence.ts';
import { Report } from '../../workers/act-seal/pades/verification/report.ts';
import type { SealField } from '../../workers/act-seal/pades/verification/sealed-file.ts';
import { readAnchors } from '../../workers/act-seal/pades/verification/trust.ts';
import { verifySeal } from '../../workers/act-seal/pades/verification/verify-seal.ts';
import { checkDailyRoot } from './daily-root.ts';
import { checkDates, checkPrintedDate } from './date-checks.ts';
import { checkEvents } from './event-checks.ts';
import { checkFile, checkStory, readEvidence } from './evidence-checks.ts';
import { tellNotification } from './notification.ts';
import { checkAuthor, checkEffects, checkNumber, readText } from './text.ts';

/** What is verified; null for what could not be had. */
export type ActFiles = { act: Uint8Array; evidence: string | null; ca: string | null };

/** How the trust anchor came, and what it must be. */
export type AnchorTerms = {
  /** It came with the act: whoever made the act may have made it too. */
  beside?: boolean;
  /** SHA-256 fingerprints of the only certificates that are trusted, in hexadecimal, with or without colons. */
  fingerprints?: readonly string[];
};

const plain = (fingerprint: string): string => fingerprint.replaceAll(':', '').toUpperCase();

/** The certificates to trust; null, with the reason in the report, when there is none. */
function anchorsOf(
  report: Report,
  ca: string | null,
  { beside = false, fingerprints = [] }: AnchorTerms,
): X509Certificate[] | null {
  if (ca === null) {
    report.fail(
      'no trust anchor: give the certificate of the authority with --ca FILE, or put it beside the act as ca.pem',
    );
    return null;
  }
  const given = report.attempt('trust anchor', () => readAnchors(ca));
  if (!given) return null;
  if (fingerprints.length === 0) {
    if (beside)
      report.note(
        'the trust anchor lies beside the act, and proves nothing by itself: compare its fingerprint with the one the ministry publishes (--ca-sha256)',
      );
    return given;
  }
  const wanted = new Set(fingerprints.map(plain));
  const anchors = given.filter(({ fingerprint256 }) => wanted.has(plain(fingerprint256)));
  const known = report.check(
    anchors.length > 0,
    'the trust anchor has the fingerprint that was given',
    'the trust anchor does not have the fingerprint that was given',
  );
  return known ? anchors : null;
}

interface Reading {
  readonly seal: SealField | null;
  readonly now: Date;
  readonly anchors: readonly X509Certificate[] | null;
  readonly pages: (file: Uint8Array) => Promise<string>;
}

async function checkEvidence(
  report: Report,
  files: ActFiles,
  { seal, now, anchors, pages }: Reading,
): Promise<void> {
  const { evidence: text, act } = files;
  const sealed = report.valid;
  if (text === null) {
    report.fail('no evidence: give it with --evidence FILE, or put it beside the act as evidence.json');
    return;
  }
  const evidence: Evidence | null = report.attempt('evidence', () => readEvidence(text));
  if (!evidence) return;
  report.attempt('evidence', () => checkFile(report, evidence, act, seal));
  report.attempt('evidence', () => checkStory(report, evidence));
  report.attempt('evidence', () => checkEvents(report, evidence));
  if (seal) report.attempt('evidence', () => checkDates(report, evidence, { seal, stampedAt: report.provenAt, now }));
  report.attempt('notification', () => tellNotification(report, evidence));
  report.attempt('daily root', () => checkDailyRoot(report, evidence, anchors));
  if (!sealed) {
    report.fail('author: not read, since the seal is not good');
    return;
  }
  try {
    const page = await pages(act);
    checkAuthor(report, page, evidence);
    checkNumber(report, page, evidence);
    checkPrintedDate(report, page, evidence);
    checkEffects(report, page, evidence);
  } catch {
    report.fail('author: the text of the act cannot be read');
  }
}

/** A receipt is what its seal says, and no more: nobody signed it, and no evidence comes with it. */
function checkReceipt(report: Report, { evidence }: ActFiles): void {
  report.note('a receipt, not an act: the ministry records what became of a request; nobody signed it');
  if (evidence !== null) report.note('the evidence beside it is not read: it is that of an act');
}

/** Verifies an act, or a receipt, offline: its seal, its certificate, its evidence, the mentions of its author and what it changes. Never throws. */
export async function verifyAct(
  files: ActFiles,
  terms: AnchorTerms = {},
  now: Date = new Date(),
  pages: Reading['pages'] = readText,
): Promise<Report> {
  const report = new Report();
  const anchors = anchorsOf(report, files.ca, terms);
  const seal = verifySeal(report, files.act, anchors && { anchors, now });
  if (seal?.receipt && seal.evidenceDigest === null) checkReceipt(report, files);
  else await checkEvidence(report, files, { seal, now, anchors, pages });
  return report;
}
