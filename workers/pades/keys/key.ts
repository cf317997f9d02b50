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

/**
 * Remembers how a key's certificates are parsed, for each kind of parsing: its own first, then its
 * chain. A key keeps the same certificates for as long as it lives, so that they are parsed once.
 */
export function certificatesOnce<T>(parse: (der: Uint8Array) => T): (key: SealKey) => readonly [own: T, ...chain: T[]] {
  const parsed = new WeakMap<SealKey, readonly [T, ...T[]]>();
  return (key) => {
    const certificates = parsed.get(key) ?? ([parse(key.certificate), ...key.chain.map(parse)] as const);
    parsed.set(key, certificates);
    return certificates;
  };
}

/** A key that does not answer now: a token was pulled out. Nothing is lost: the act is signed, its seal waits and is tried again. */
export class SealKeyAway extends Error {
  readonly code = 'SEAL_KEY_AWAY';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SealKeyAway';
  }
}
