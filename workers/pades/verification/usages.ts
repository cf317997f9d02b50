import type { X509Certificate } from 'node:crypto';
import type * as asn1js from 'asn1js';
import type * as pkijs from 'pkijs';
import { oid } from '../der/oids.ts';
import { parsedCertificate } from './parsed.ts';

/** What a certificate says that its key is for; null where it does not restrict it. */
type Usages = {
  /** The first byte of keyUsage. */
  key: number | null;
  extended: { purposes: readonly string[]; critical: boolean } | null;
  /** How many authorities may stand between this one and what is certified. */
  maxBelow: number | null;
};

const SIGNS = 0xc0; // digitalSignature, nonRepudiation
const CERTIFIES = 0x04; // keyCertSign
const LISTS = 0x02; // cRLSign

/** Purposes of a key that signs documents, by those who define them: RFC 9336 and RFC 5280, Microsoft, Adobe. */
const DOCUMENTS: ReadonlySet<string> = new Set([
  ...['2.5.29.37.0', '1.3.6.1.5.5.7.3.36', '1.3.6.1.5.5.7.3.4'],
  ...['1.3.6.1.4.1.311.10.3.12', '1.2.840.113583.1.1.5'],
]);

function usagesOf(certificate: X509Certificate): Usages {
  const extensions = parsedCertificate(certificate).extensions ?? [];
  const find = (id: string) => extensions.find(({ extnID }) => extnID === id);
  const [key, extended, basic] = [find(oid.keyUsage), find(oid.extendedKeyUsage), find(oid.basicConstraints)];
  const bits = key?.parsedValue as asn1js.BitString | undefined;
  const purposes = extended?.parsedValue as pkijs.ExtKeyUsage | undefined;
  const pathLength = (basic?.parsedValue as pkijs.BasicConstraints | undefined)?.pathLenConstraint;
  return {
    key: key ? (bits?.valueBlock.valueHexView[0] ?? 0) : null,
    extended: extended ? { purposes: purposes?.keyPurposes ?? [], critical: extended.critical } : null,
    maxBelow: typeof pathLength === 'number' ? pathLength : null,
  };
}

/** Whether the key may sign documents: neither its usage nor its purposes, where it has some, are others. */
export function maySign(certificate: X509Certificate): boolean {
  const { key, extended } = usagesOf(certificate);
  return (key === null || (key & SIGNS) !== 0) && (extended?.purposes.some((one) => DOCUMENTS.has(one)) ?? true);
}

/** Whether the key stamps time and does nothing else, as RFC 3161 asks. */
export function mayStamp(certificate: X509Certificate): boolean {
  const { key, extended } = usagesOf(certificate);
  const alone = extended?.purposes.length === 1 && extended.purposes[0] === oid.timeStamping && extended.critical;
  return alone === true && (key === null || (key & SIGNS) !== 0);
}

/** Whether the key may certify others, with so many authorities in between. */
export function mayCertify(certificate: X509Certificate, below: number): boolean {
  if (!certificate.ca) return false;
  const { key, maxBelow } = usagesOf(certificate);
  return (key === null || (key & CERTIFIES) !== 0) && (maxBelow === null || below <= maxBelow);
}

/** Whether the key of an authority may sign lists of what it revoked. */
export function mayList(certificate: X509Certificate): boolean {
  const { key } = usagesOf(certificate);
  return certificate.ca && (key === null || (key & LISTS) !== 0);
}

/** Whether the key answers for an authority about what it revoked (RFC 6960). */
export const mayAnswer = (certificate: X509Certificate): boolean =>
  usagesOf(certificate).extended?.purposes.includes(oid.ocspSigning) === true;
