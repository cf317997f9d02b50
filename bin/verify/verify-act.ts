import type { Evidence, EvidenceAct } from '#domain/evidence/evidence.ts';
import { checkEditions, checkSealAddsNothing } from '#workers/pades/verification/editions.ts';
import { Report } from '#workers/pades/verification/report.ts';
import { editionsOf, type SealField } from '#workers/pades/verification/sealed-file.ts';
import { type SealedStatus, verifyStatus } from '#workers/pades/verification/status.ts';
import { type Trust, verifySeal } from '#workers/pades/verification/verify-seal.ts';
import { type AnchorTerms, anchorsOf, OF_SEALS, OF_STAMPS, partsOf } from './anchors.ts';
import { checkDailyRoot } from './daily-root.ts';
import { checkDates, checkPrintedDate } from './date-checks.ts';
import { checkEvents } from './event-checks.ts';
import { checkFile, checkLevel, checkStory, readEvidence } from './evidence-checks.ts';
import { checkLaterState, checkReference } from './later-state.ts';
import { tellNotification } from './notification.ts';
import { checkPieces } from './pieces.ts';
import { checkAuthor, checkEffects, checkNumber, checkPower, readText } from './text.ts';
import type { Verdict } from './verdict.ts';

/** What is verified; null for what could not be had. */
export interface ActFiles {
  readonly act: Uint8Array;
  readonly evidence: string | null;
  readonly ca: string | null;
  /** Of time stamps; without it those of `ca`: after its line that says so, or all of them for both. */
  readonly tsaCa?: string | null;
  /** Supporting documents, by name, as their SHA-256. */
  readonly pieces?: ReadonlyMap<string, string>;
  /** The circuit, as the portal exports its version: a .zip. */
  readonly bundle?: Uint8Array;
  /** What became of the act, as the portal sealed it on a day (domain/evidence/act-status.ts). */
  readonly status?: Uint8Array;
  /** The evidence is as the portal keeps it, without the events that its export adds: they are not checked. */
  readonly withoutEvents?: boolean;
}

/** How the trust anchors came, and what they must be. */
export interface TrustTerms extends AnchorTerms {
  readonly stamps?: AnchorTerms;
}

/** Whom to trust; null, with the reason in the report, when nobody is known. */
function trustOf(report: ActReport, { ca, tsaCa }: ActFiles, terms: TrustTerms, now: Date): Trust | null {
  if (ca === null) {
    report.fail(
      'no trust anchor: give the certificate of the authority with --ca FILE, or put it beside the act as ca.pem',
    );
    return null;
  }
  const { seals, stamps } = partsOf(ca);
  const anchors = anchorsOf(report, OF_SEALS, seals, terms);
  if (anchors === null) return null;
  report.authority = terms.fingerprints?.length ? 'fingerprint' : terms.beside ? 'beside' : 'named';
  // The file that the portal publishes holds both, and is given to either option.
  const ofStamps = tsaCa ? (partsOf(tsaCa).stamps ?? tsaCa) : stamps;
  if (ofStamps === null) return { anchors, now };
  const cameBeside = tsaCa ? terms.stamps?.beside : terms.beside;
  const stampAnchors = anchorsOf(report, OF_STAMPS, ofStamps, { ...terms.stamps, beside: cameBeside });
  return stampAnchors && { anchors, stampAnchors, now };
}

interface Reading {
  readonly seal: SealField | null;
  readonly now: Date;
  readonly trust: Trust | null;
  readonly pages: (file: Uint8Array) => Promise<string>;
}

async function checkEvidence(report: ActReport, files: ActFiles, { seal, trust, now, pages }: Reading): Promise<void> {
  const { evidence: text, act, pieces, bundle, status: given, withoutEvents = false } = files;
  const sealed = report.isGoodSoFar;
  if (text === null) {
    report.fail('no evidence: give it with --evidence FILE, or put it beside the act as evidence.json');
    return;
  }
  const evidence: Evidence | null = report.attempt('evidence', () => readEvidence(text));
  if (!evidence) return;
  report.about(evidence.act);
  report.attempt('evidence', () => checkFile(report, evidence, act, seal));
  checkLevel(report, evidence);
  report.attempt('evidence', () => checkStory(report, evidence));
  if (!withoutEvents) report.attempt('evidence', () => checkEvents(report, evidence));
  if (seal) report.attempt('evidence', () => checkDates(report, evidence, { seal, stampedAt: report.provenAt, now }));
  if (!withoutEvents) {
    report.attempt('notification', () => tellNotification(report, evidence));
    const stampAnchors = trust && (trust.stampAnchors ?? trust.anchors);
    report.attempt('daily root', () => checkDailyRoot(report, evidence, stampAnchors));
  }
  if (pieces) checkPieces(report, evidence, pieces);
  if (bundle) {
    // What reads a package is loaded for it alone.
    const { checkBundle } = await import('./bundle.ts');
    await checkBundle(report, evidence, bundle);
  }
  const status = given === undefined ? null : verifyStatus(report, given, trust);
  if (given === undefined) {
    report.note(
      'later state not known: it may have been corrected, withdrawn or repealed since (--state FILE says it)',
    );
    report.caution('later state not known (--state)');
  } else if (status) report.stands(evidence, status);
  if (!sealed) {
    report.fail('author: not read, since the seal is not good');
    return;
  }
  if (report.isGoodSoFar) await checkSealAddsNothing(report, act.subarray(0, evidence.act.previewLength), act);
  try {
    const page = await pages(act);
    checkAuthor(report, page, evidence);
    checkNumber(report, page, evidence);
    checkPrintedDate(report, page, evidence);
    checkEffects(report, page, evidence);
    checkPower(report, page, evidence);
    if (status) checkReference(report, page, status.status);
  } catch {
    report.fail('author: the text of the act cannot be read');
  }
}

/** A receipt is what its seal says, and no more: nobody signed it, and no evidence comes with it. */
function checkReceipt(report: Report, { evidence, status }: ActFiles): void {
  report.note('a receipt, not an act: the ministry records what became of a request; nobody signed it');
  if (evidence !== null) report.note('the evidence beside it is not read: it is that of an act');
  if (status !== undefined) report.fail('state file: it is that of an act, and this is a receipt');
}

/** What was found, and of which act. */
export class ActReport extends Report {
  /** As its evidence says; null where there is none that can be read. */
  act: Pick<EvidenceAct, 'id' | 'number' | 'title' | 'sha256'> | null = null;

  /** How many its archive made since it was sealed. */
  laterEditions = 0;

  about({ id, number, title, sha256 }: EvidenceAct): void {
    this.act = { id, number, title, sha256 };
  }

  /** How the ministry's authority is known, as the verdict has it. */
  authority: Verdict['authority'] = null;

  /** What became of it, by a state file that was given; null without one that is of this act. */
  status: SealedStatus | null = null;

  stands(evidence: Evidence, status: SealedStatus): void {
    if (checkLaterState(this, status, evidence, this.sealedAt)) this.status = status;
  }

  /** Whether nothing is wrong so far, be it that something is not known. */
  get isGoodSoFar(): boolean {
    return this.conclusion !== 'not-valid';
  }
}

/** A file as its bytes alone show it. */
interface OpenedFile {
  readonly trust: Trust | null;
  readonly seal: SealField | null;
  /** What was sealed, which later editions begin with. */
  readonly act: Uint8Array;
}

/** Verifies what a file proves by itself, whoever made its evidence: its seal, its time, its later editions. Never throws. */
export async function verifyFile(
  report: ActReport,
  files: ActFiles,
  terms: TrustTerms,
  now: Date,
): Promise<OpenedFile> {
  const trust = trustOf(report, files, terms, now);
  const editions = report.attempt('seal', () => editionsOf(files.act));
  // The hash of an act is that of what was sealed: editions that its archive made later begin with it.
  const act = editions?.sealed ?? files.act;
  const seal = editions && verifySeal(report, act, trust);
  if (report.provenAt !== null && trust?.stampAnchors === undefined)
    report.note('no trust anchor of time stamps was given (--tsa-ca FILE): that of seals vouches for both');
  report.laterEditions = editions?.stamps.length ?? 0;
  if (seal && trust && report.isGoodSoFar) await checkEditions(report, files.act, editions, trust);
  return { trust, seal, act };
}

/** Whether a seal is that of a receipt, which no evidence comes with. */
export const isReceipt = (seal: SealField | null): boolean => seal?.receipt === true && seal.evidenceDigest === null;

/**
 * Verifies an act, or a receipt, offline: its seal, its certificate, its evidence, the mentions of its author and what it changes;
 * its supporting documents and its circuit where they are given. Never throws.
 */
export async function verifyAct(
  files: ActFiles,
  terms: TrustTerms = {},
  now: Date = new Date(),
  pages: Reading['pages'] = readText,
): Promise<ActReport> {
  const report = new ActReport();
  const { trust, seal, act } = await verifyFile(report, files, terms, now);
  if (isReceipt(seal)) checkReceipt(report, files);
  else await checkEvidence(report, { ...files, act }, { seal, trust, now, pages });
  return report;
}
