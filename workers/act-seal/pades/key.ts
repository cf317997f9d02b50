/**
 * The ministry's seal key. Asynchronous, so that a token (PKCS#11) or a remote service can stand behind it as well as a file:
 * the private key itself never has to be in this process.
 */
export type SealKey = {
  /** Certificate of the seal (DER). */
  certificate: Uint8Array;
  /** Certificates that lead from it to its authority (DER), nearest first, the authority's own included where known. */
  chain: Uint8Array[];
  /** RSA PKCS#1 v1.5 with SHA-256 over these bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
};
