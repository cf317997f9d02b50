import { X509Certificate } from 'node:crypto';
import type * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { Invalid } from '../../workers/act-seal/pades/invalid.ts';
import { oid } from '../../workers/act-seal/pades/oids.ts';

const MAX_LENGTH = 8;

/** Reads the certificates of a PEM file. @throws {Invalid} when there is none */
export function readAnchors(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new Invalid('the trust anchor holds no certificate');
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    throw new Invalid('the trust anchor is not a certificate');
  }
}

/** The short name of a certificate. */
export function nameOf(certificate: X509Certificate): string {
  const line = certificate.subject.split('\n').find((part) => part.startsWith('CN='));
  return line?.slice(3) ?? certificate.subject.replaceAll('\n', ', ');
}

/** Bits of keyUsage that are set, or null when the certificate does not restrict its key. */
function keyUsage(certificate: X509Certificate): number | null {
  const parsed = pkijs.Certificate.fromBER(new Uint8Array(certificate.raw));
  const extension = parsed.extensions?.find(({ extnID }) => extnID === oid.keyUsage);
  const bits = extension?.parsedValue as asn1js.BitString | undefined;
  return extension ? (bits?.valueBlock.valueHexView[0] ?? 0) : null;
}

/** Whether the key may sign documents: digitalSignature or nonRepudiation. */
export function maySign(certificate: X509Certificate): boolean {
  const usage = keyUsage(certificate);
  return usage === null || (usage & 0xc0) !== 0;
}

const mayCertify = (certificate: X509Certificate): boolean => {
  const usage = keyUsage(certificate);
  return certificate.ca && (usage === null || (usage & 0x04) !== 0);
};

const issued = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

function checkDates(certificate: X509Certificate, at: Date): void {
  if (at < certificate.validFromDate || at > certificate.validToDate) {
    throw new Invalid(
      `the certificate « ${nameOf(certificate)} » was not valid on ${at.toISOString()} (${certificate.validFrom} to ${certificate.validTo})`,
    );
  }
}

/**
 * Builds the chain from a certificate to a trust anchor, all valid at the given instant.
 * @returns the chain, the anchor last
 * @throws {Invalid}
 */
export function checkChain(
  leaf: X509Certificate,
  others: X509Certificate[],
  anchors: X509Certificate[],
  at: Date,
): X509Certificate[] {
  const path = [leaf];
  for (let current = leaf; path.length <= MAX_LENGTH; ) {
    checkDates(current, at);
    if (anchors.some((anchor) => anchor.raw.equals(current.raw))) return path;
    const isIssuer = (candidate: X509Certificate): boolean => mayCertify(candidate) && issued(current, candidate);
    const anchor = anchors.find(isIssuer);
    if (anchor) {
      checkDates(anchor, at);
      return [...path, anchor];
    }
    const next = others.find((candidate) => !path.some((one) => one.raw.equals(candidate.raw)) && isIssuer(candidate));
    if (!next) throw new Invalid(`the certificate « ${nameOf(leaf)} » does not come from the trust anchor`);
    path.push(next);
    current = next;
  }
  throw new Invalid('the chain of certificates is too long');
}
