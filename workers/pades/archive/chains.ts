import type { X509Certificate } from 'node:crypto';
import { readCms, timeStampOf } from '../verification/cms.ts';
import { checkEditions } from '../verification/editions.ts';
import { Invalid } from '../verification/invalid.ts';
import { Report } from '../verification/report.ts';
import { editionsOf, findSeal } from '../verification/sealed-file.ts';
import { checkTimeStamp } from '../verification/time-stamp.ts';
import { checkChain } from '../verification/trust.ts';
import { CLOCKS_APART_MS, type Trust, verifySeal } from '../verification/verify-seal.ts';

/** What proves something, from its certificate to its anchor, and when it did. */
export interface Proof {
  readonly at: Date;
  readonly path: readonly X509Certificate[];
}

type Anchors = Pick<Trust, 'anchors' | 'stampAnchors'>;

/**
 * What the seal of an act stands on: its certificate, and the stamp of its time; null when nobody stamped it.
 * @throws {Invalid} when it would not verify
 */
export function proofsOfSeal(act: Uint8Array, { anchors, stampAnchors = anchors }: Anchors): [Proof, Proof] | null {
  const cms = readCms(findSeal(act).cms);
  const token = timeStampOf(cms);
  if (token === null) return null;
  const stamp = checkTimeStamp(token, cms.signature, stampAnchors);
  const { path } = checkChain(cms.signer, cms.certificates, anchors, stamp.at);
  return [{ at: stamp.at, path }, stamp];
}

/** What the document time stamp of an edition stands on, the last one. @throws {Invalid} */
export function proofOfEdition(edition: Uint8Array, { anchors, stampAnchors = anchors }: Anchors): Proof {
  const stamp = editionsOf(edition).stamps.at(-1);
  if (stamp === undefined) throw new Invalid('the edition bears no time stamp');
  return checkTimeStamp(stamp.cms, stamp.signedBytes, stampAnchors);
}

/**
 * Has an edition that was just made pass what `npm run verify` checks of it.
 * @returns what its own time stamp stands on
 * @throws {Invalid} why it would not verify
 */
export async function checkedEdition(edition: Uint8Array, trust: Trust): Promise<Proof> {
  const report = new Report();
  const editions = editionsOf(edition);
  verifySeal(report, editions.sealed, trust);
  await checkEditions(report, edition, editions, trust);
  const faults = [...report.faults, ...report.caveats];
  if (faults.length > 0) throw new Invalid(faults.join('; '));
  const proof = proofOfEdition(edition, trust);
  if (trust.now.getTime() - proof.at.getTime() > CLOCKS_APART_MS)
    throw new Invalid(`stamped on ${proof.at.toISOString()}, long before it was asked for`);
  return proof;
}
