import { X509Certificate } from 'node:crypto';
import { Invalid, Untrusted } from './invalid.ts';
import { mayCertify } from './usages.ts';

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

/** Whether one certificate signed the other, whatever either may do. */
const issued = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

const isValid = ({ validFromDate, validToDate }: X509Certificate, at: Date): boolean =>
  at >= validFromDate && at <= validToDate;

function checkDates(certificate: X509Certificate, at: Date): void {
  if (!isValid(certificate, at)) {
    throw new Invalid(
      `the certificate « ${nameOf(certificate)} » was not valid on ${at.toISOString()} (${certificate.validFrom} to ${certificate.validTo})`,
    );
  }
}

/** Certificates that lead from one to a trust anchor. */
export type Chain = { path: X509Certificate[]; anchor: X509Certificate };

/**
 * Builds the chain from a certificate to a trust anchor, all valid at the given instant.
 * @returns the certificates, that one first, and the anchor, which is the last of them
 * @throws {Invalid}
 */
export function checkChain(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  at: Date,
): Chain {
  const path = [leaf];
  for (let current = leaf; path.length <= MAX_LENGTH; ) {
    checkDates(current, at);
    if (anchors.some((anchor) => anchor.raw.equals(current.raw))) return { path, anchor: current };
    const below = path.length - 1;
    const isIssuer = (candidate: X509Certificate): boolean =>
      issued(current, candidate) && mayCertify(candidate, below);
    const issuers = anchors.filter(isIssuer);
    // An authority that was renewed with its key has two certificates.
    const anchor = issuers.find((one) => isValid(one, at)) ?? issuers[0];
    if (anchor) {
      checkDates(anchor, at);
      return { path: [...path, anchor], anchor };
    }
    const next = others.find((candidate) => !path.some((one) => one.raw.equals(candidate.raw)) && isIssuer(candidate));
    if (!next) throw new Untrusted(`the certificate « ${nameOf(leaf)} » does not come from the trust anchor`);
    path.push(next);
    current = next;
  }
  throw new Invalid('the chain of certificates is too long');
}
