import type { X509Certificate } from 'node:crypto';
import { oid } from '../der/oids.ts';
import {
  checkContent,
  checkSignature,
  checkSigningCertificate,
  type ReadCms,
  readCms,
  signedAttributes,
  timeStampOf,
} from './cms.ts';
import { Untrusted } from './invalid.ts';
import type { Report } from './report.ts';
import { findSeal, type SealField } from './sealed-file.ts';
import { checkTimeStamp, type Stamp } from './time-stamp.ts';
import { checkChain, nameOf } from './trust.ts';
import { maySign } from './usages.ts';

/** How far the clocks of the portal, of the authority and of the verifier may be apart. */
export const CLOCKS_APART_MS = 5 * 60_000;

/** Whom to trust, and today: those of seals, and those of time stamps, which are the same where none are given. */
export type Trust = {
  anchors: readonly X509Certificate[];
  stampAnchors?: readonly X509Certificate[] | undefined;
  now: Date;
};

/** Whether an instant is after another, beyond what clocks may be apart. */
export const after = (one: Date, other: Date): boolean => one.getTime() > other.getTime() + CLOCKS_APART_MS;
const anchorLine = (anchor: X509Certificate): string =>
  `trust anchor: « ${nameOf(anchor)} », SHA-256 ${anchor.fingerprint256}`;

/**
 * The stamp over a signature; null, and the verdict left open in these words, where nobody who is trusted vouches for it.
 * @throws {Invalid}
 */
export function stampOver(
  report: Report,
  { cms, token, trust }: { cms: ReadCms; token: Uint8Array; trust: Trust },
  openly: (why: string) => string,
): Stamp | null {
  try {
    return checkTimeStamp(token, cms.signature, trust.stampAnchors ?? trust.anchors);
  } catch (error) {
    if (!(error instanceof Untrusted)) throw error;
    report.leaveOpen(openly(error.message));
    return null;
  }
}

/** When the act was sealed, as far as can be known; null when the report says why it cannot. */
function sealingTime(report: Report, cms: ReadCms, seal: SealField, trust: Trust): Date | null {
  const { claimedAt } = seal;
  if (!claimedAt) report.fail('the time of sealing (/M) is missing or cannot be read');
  if (claimedAt && after(claimedAt, trust.now)) report.fail('the time of sealing (/M) is yet to come');
  const token = timeStampOf(cms);
  if (!token) report.note('no timestamp: the time of sealing is the one the ministry claims');
  const openly = (why: string) => `timestamp: ${why}: nobody who is trusted vouches for it`;
  const stamp = token && report.attempt('timestamp', () => stampOver(report, { cms, token, trust }, openly));
  if (!stamp) return claimedAt;
  report.ok(`timestamp: ${stamp.at.toISOString()}, by « ${stamp.authority} »`);
  report.ok(anchorLine(stamp.anchor));
  if (after(stamp.at, trust.now)) report.fail('the timestamp is yet to come');
  if (claimedAt && after(claimedAt, stamp.at)) report.fail('the time of sealing (/M) is after its own timestamp');
  report.provenAt = stamp.at;
  report.proofs.push({ path: stamp.path, at: stamp.at });
  return stamp.at;
}

function checkTrust(report: Report, cms: ReadCms, seal: SealField, trust: Trust): void {
  const at = sealingTime(report, cms, seal, trust);
  if (!at) return;
  report.sealedAt = at;
  report.ok(`sealed on ${at.toISOString()}`);
  const chain = report.attempt('certificate', () => checkChain(cms.signer, cms.certificates, trust.anchors, at));
  if (!chain) return;
  const names = chain.path.map((certificate) => `« ${nameOf(certificate)} »`).join(', issued by ');
  report.ok(`certificate: ${names}, valid on that day`);
  report.proofs.unshift({ path: chain.path, at });
  report.ok(anchorLine(chain.anchor));
  const ended = chain.path.find(({ validToDate }) => validToDate < trust.now);
  if (ended && report.provenAt === null)
    report.note(`the certificate « ${nameOf(ended)} » has ended since: nothing proves that it sealed the act before`);
}

/**
 * Checks a seal by the bytes of its file only: what it covers, its signature, its certificate and
 * its time. The portal does it before it keeps an act, a recipient of the act afterwards.
 * @param trust null when nobody said whom to trust: the act cannot be valid then
 * @returns the seal as the file holds it, null when there is none that can be read
 */
export function verifySeal(report: Report, file: Uint8Array, trust: Trust | null): SealField | null {
  const seal = report.attempt('seal', () => findSeal(file));
  if (!seal) return null;
  report.ok('the seal covers the whole act, as it was sealed');
  report.check(
    seal.subFilter === 'ETSI.CAdES.detached',
    'the seal is of the PAdES kind',
    `the seal is not of the PAdES kind (${seal.subFilter ?? 'none'})`,
  );
  const cms = report.attempt('signature', () => readCms(seal.cms));
  if (!cms) return seal;
  if (report.attempt('content', () => checkContent(cms, seal.signedBytes)) !== null)
    report.ok('the content is the one that was sealed (digest)');
  if (report.attempt('signature', () => checkSignature(cms)) !== null)
    report.ok('the signature is that of the certificate');
  if (report.attempt('certificate', () => checkSigningCertificate(cms)) !== null)
    report.ok('the signature names its certificate (signing-certificate-v2)');
  report.attempt('signature', () =>
    report.check(
      !signedAttributes(cms).has(oid.signingTime),
      'no signing-time attribute, as PAdES asks',
      'a signing-time attribute, which PAdES forbids',
    ),
  );
  report.attempt('certificate', () =>
    report.check(maySign(cms.signer), 'the certificate is made to sign', 'the certificate is not made to sign'),
  );
  if (trust) report.attempt('certificate', () => checkTrust(report, cms, seal, trust));
  return seal;
}
