import type { X509Certificate } from 'node:crypto';
import { STAMPS_ONLY } from '#domain/evidence/trust-file.ts';
import type { Report } from '#workers/pades/verification/report.ts';
import { readAnchors } from '#workers/pades/verification/trust.ts';

/** How a trust anchor came, and what it must be. */
export interface AnchorTerms {
  /** It came with the act: whoever made the act may have made it too. */
  readonly beside?: boolean | undefined;
  /** SHA-256 fingerprints of the only certificates that are trusted, in hexadecimal, with or without colons. */
  readonly fingerprints?: readonly string[];
}

/** Of what it is the anchor, as the report says it, and what it is asked by. */
interface Anchored {
  readonly of: string;
  readonly option: string;
  /** What a valid act is valid short of when it lies beside the act. */
  readonly caveat: string;
}

export const OF_SEALS: Anchored = {
  of: 'the trust anchor',
  option: '--ca-sha256',
  caveat: 'its authority not compared (give the fingerprint that the ministry publishes: --ca-sha256)',
};
export const OF_STAMPS: Anchored = {
  of: 'the trust anchor of time stamps',
  option: '--tsa-ca-sha256',
  caveat: 'that of its time stamps not compared (--tsa-ca-sha256)',
};

/** The two parts of a file of trust anchors: the certificates for seals, then those for time stamps, where it has some. */
export function partsOf(pem: string): { readonly seals: string; readonly stamps: string | null } {
  const [seals = '', stamps = null] = pem.split(new RegExp(`^${STAMPS_ONLY}\\s*$`, 'm'));
  return { seals, stamps };
}

const plain = (fingerprint: string): string => fingerprint.replaceAll(':', '').toUpperCase();

/** The certificates to trust; null, with the reason in the report, when there is none. */
export function anchorsOf(
  report: Report,
  { of, option, caveat }: Anchored,
  pem: string,
  { beside = false, fingerprints = [] }: AnchorTerms,
): X509Certificate[] | null {
  const given = report.attempt(of.replace('the ', ''), () => readAnchors(pem));
  if (!given) return null;
  if (fingerprints.length === 0) {
    if (beside) {
      report.note(
        `${of} lies beside the act, and proves nothing by itself: compare its fingerprint with the one the ministry publishes (${option})`,
      );
      report.caution(caveat);
    }
    return given;
  }
  const wanted = new Set(fingerprints.map(plain));
  const anchors = given.filter(({ fingerprint256 }) => wanted.has(plain(fingerprint256)));
  const known = report.check(
    anchors.length > 0,
    `${of} has the fingerprint that was given`,
    `${of} does not have the fingerprint that was given`,
  );
  return known ? anchors : null;
}
