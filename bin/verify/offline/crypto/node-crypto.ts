/**
 * What the verifier uses of `node:crypto`, in any browser, of a file that was opened without a network: the page is built with this in
 * its place (web/client/build/offline-verifier.ts). It verifies and keeps no secret.
 */
export { createHash, hash, verify } from './signatures.ts';
export { X509Certificate } from './x509.ts';
