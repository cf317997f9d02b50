import { createHash, X509Certificate } from 'node:crypto';
import * as pkijs from 'pkijs';

/** More than the acts of some days rest on; a list of a large authority holds megabytes. */
const KEPT_CERTIFICATES = 100;
const KEPT_LISTS = 16;

/**
 * Reads bytes that come again and again, once: a thousand acts of one day rest on the same few certificates and lists, and to
 * read one of them takes as long as to sign. They are known again by their digest, those of late.
 */
function readOnce<T>(kept: number, read: (der: Uint8Array) => T): (der: Uint8Array) => T {
  const lately = new Map<string, { readonly found: T }>();
  return (der) => {
    const digest = createHash('sha256').update(der).digest('base64');
    const known = lately.get(digest);
    if (known !== undefined) return known.found;
    const found = read(der);
    if (lately.size >= kept) lately.clear();
    lately.set(digest, { found });
    return found;
  };
}

/** A certificate. @throws what is not one */
export const readCertificate = readOnce(KEPT_CERTIFICATES, (der) => new X509Certificate(der));

const certificateIn = readOnce(KEPT_CERTIFICATES, (der) => pkijs.Certificate.fromBER(new Uint8Array(der)));

/** A certificate with what only pkijs reads of it. */
export const parsedCertificate = ({ raw }: X509Certificate): pkijs.Certificate => certificateIn(raw);

/** A list of revoked certificates (CRL). @throws what is not one */
export const parsedList = readOnce(KEPT_LISTS, (der) => pkijs.CertificateRevocationList.fromBER(new Uint8Array(der)));
