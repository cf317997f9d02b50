import type { X509Certificate } from 'node:crypto';
import type * as pkijs from 'pkijs';
import { oid } from '../der/oids.ts';
import { parsedCertificate } from '../verification/parsed.ts';

const URI = 6;
const isHttp = (address: unknown): address is string => typeof address === 'string' && /^https?:\/\//.test(address);

const extensionOf = (certificate: X509Certificate, id: string): unknown =>
  parsedCertificate(certificate).extensions?.find(({ extnID }) => extnID === id)?.parsedValue;

/** Where a certificate says that the lists of what its authority revoked are published. */
export function crlAddresses(certificate: X509Certificate): string[] {
  const points = extensionOf(certificate, oid.cRLDistributionPoints) as pkijs.CRLDistributionPoints | undefined;
  const names = (points?.distributionPoints ?? []).flatMap(({ distributionPoint }) =>
    Array.isArray(distributionPoint) ? distributionPoint : [],
  );
  return names.flatMap(({ type, value }) => (type === URI && isHttp(value) ? [value] : []));
}

/** Where a certificate says that its authority answers about it; null: nowhere. */
export function ocspAddress(certificate: X509Certificate): string | null {
  const access = extensionOf(certificate, oid.authorityInfoAccess) as pkijs.InfoAccess | undefined;
  const found = access?.accessDescriptions.find(
    ({ accessMethod, accessLocation }) => accessMethod === oid.ocsp && isHttp(accessLocation.value),
  );
  return (found?.accessLocation.value as string | undefined) ?? null;
}
