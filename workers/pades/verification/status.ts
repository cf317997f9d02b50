import type { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { LATER_ACTS } from '#domain/decision/later-act.ts';
import { type ActStatus, STANDING_STATES, stateAfter, statusInWords } from '#domain/evidence/act-status.ts';
import { utcTime } from '../der/der.ts';
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
import { Invalid } from './invalid.ts';
import type { Report } from './report.ts';
import { readStrictJson } from './strict-json.ts';
import type { Stamp } from './time-stamp.ts';
import { checkChain, nameOf } from './trust.ts';
import { maySign } from './usages.ts';
import { after, stampOver, type Trust } from './verify-seal.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hexadecimal');
const words = z.string().min(1).max(10_000);
const state = z.enum(STANDING_STATES);

const statusSchema: z.ZodType<ActStatus> = z.strictObject({
  format: z.literal('harmonie-act-status'),
  version: z.literal(1, 'not version 1: the version of Harmonie that made it reads it'),
  act: z.strictObject({
    number: words,
    sha256,
    reference: z
      .string()
      .regex(/^[0-9A-Z]{26}$/)
      .nullable(),
  }),
  state,
  laterActs: z.array(
    z.strictObject({
      nature: z.enum(LATER_ACTS),
      number: words,
      sha256,
      signedOn: z.iso.date(),
      since: z.iso.date(),
      state,
    }),
  ),
  at: z.iso.datetime({ precision: 3 }),
  on: z.iso.date(),
  level: z.enum(['B-B', 'B-T']),
  words: z.array(words),
});

/** A status whose seal is good, and when that was: as a trusted stamp proves it, or else as the ministry claims it. */
export interface SealedStatus {
  readonly status: ActStatus;
  readonly at: Date;
  readonly stamp: Stamp | null;
}

/** Every line that is said of it. */
const OF = 'state file';

/**
 * Verifies a status by its bytes alone: what its seal covers, its signature, its certificate and its chain, its time; and that
 * it does not contradict itself.
 * @param trust null when nobody said whom to trust: nothing is proved then
 * @returns the status; null when the report says why it proves nothing
 */
export function verifyStatus(report: Report, file: Uint8Array, trust: Trust | null): SealedStatus | null {
  return report.attempt(OF, () => {
    const cms = readCms(file);
    if (cms.contentType !== oid.data || cms.content === null) throw new Invalid('it carries no statement');
    checkContent(cms, [cms.content]);
    checkSignature(cms);
    checkSigningCertificate(cms);
    if (!maySign(cms.signer)) throw new Invalid('its certificate is not made to sign');
    const status = readStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(cms.content), statusSchema);
    checkAgreement(status, cms);
    if (trust === null) throw new Invalid('nobody said whom to trust');
    return checkTrust(report, cms, status, trust);
  });
}

/** What a status says twice, it says alike. */
function checkAgreement(status: ActStatus, cms: ReadCms): void {
  const { act, laterActs, at, on } = status;
  const instant = new Date(at);
  const claimed = signedAttributes(cms).get(oid.signingTime)?.bytes;
  if (!claimed || Buffer.compare(claimed, utcTime(instant)) !== 0)
    throw new Invalid('it was signed at another instant than it says (signing-time)');
  if (on !== parisDay(instant)) throw new Invalid(`its day, ${on}, is not that of its instant, ${at}`);
  const made = stateAfter(laterActs, on);
  if (status.state !== made)
    throw new Invalid(`it says « ${status.state} », and its later acts make of it « ${made} »`);
  const numbers = [act, ...laterActs].map(({ number }) => number);
  const hashes = [act, ...laterActs].map(({ sha256: hash }) => hash);
  if (new Set(numbers).size < numbers.length || new Set(hashes).size < hashes.length)
    throw new Invalid('it names one act twice');
  const early = laterActs.find(({ signedOn }) => signedOn > on);
  if (early) throw new Invalid(`the act n° ${early.number} is dated ${early.signedOn}, after it`);
  const sentences = statusInWords(status);
  if (status.words.map(asRead).join('\n') !== sentences.map(asRead).join('\n'))
    throw new Invalid('its sentences say something else than its fields');
}

/** Kinds of spaces say nothing, and are not the same in each release of what writes them. */
const asRead = (sentence: string): string => sentence.normalize('NFKC').replace(/\s/g, ' ');

function checkTrust(report: Report, cms: ReadCms, status: ActStatus, trust: Trust): SealedStatus {
  const { anchors, now } = trust;
  const claimed = new Date(status.at);
  if (after(claimed, now)) throw new Invalid('its instant is yet to come');
  const token = timeStampOf(cms);
  const openly = (why: string) => `${OF}: ${why}: nobody who is trusted vouches for its timestamp`;
  const stamp = token && stampOver(report, { cms, token, trust }, openly);
  if (status.level === 'B-T' && token === null)
    report.leaveOpen(`${OF}: no timestamp: it was sealed with one, and nothing proves when`);
  if (stamp && (after(stamp.at, now) || after(claimed, stamp.at) || after(stamp.at, claimed)))
    throw new Invalid(`it says ${status.at}, and its timestamp ${stamp.at.toISOString()}`);
  const { path } = checkChain(cms.signer, cms.certificates, anchors, stamp?.at ?? claimed);
  checkCarried(cms, path);
  const by = path.map((certificate) => `« ${nameOf(certificate)} »`).join(', issued by ');
  report.ok(`${OF}: sealed by ${by}, valid on that day`);
  if (stamp) report.ok(`${OF}: stamped on ${stamp.at.toISOString()}, by « ${stamp.authority} »`);
  else if (status.level === 'B-B') report.note(`${OF}: no timestamp: its instant is the one the ministry claims`);
  return { status, at: stamp?.at ?? claimed, stamp };
}

const VOUCHES_FOR_NOTHING = 'it carries a certificate that vouches for nothing';

/** What vouches for nothing could be altered unseen: each certificate is of the chain, or goes on with it above the anchor. */
function checkCarried({ certificates, unread }: ReadCms, path: readonly X509Certificate[]): void {
  if (unread > 0) throw new Invalid(VOUCHES_FOR_NOTHING);
  const left = certificates.filter(({ raw }) => !path.some((one) => one.raw.equals(raw)));
  for (let top = path.at(-1); left.length > 0; ) {
    const issuer = left.findIndex((one) => top?.checkIssued(one) && !top.checkIssued(top) && top.verify(one.publicKey));
    if (issuer === -1) throw new Invalid(VOUCHES_FOR_NOTHING);
    [top] = left.splice(issuer, 1);
  }
}
