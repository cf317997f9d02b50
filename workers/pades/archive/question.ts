import type { X509Certificate } from 'node:crypto';

/** What is asked of an authority, about a certificate that served at that time. */
export interface Question {
  readonly certificate: X509Certificate;
  readonly issuer: X509Certificate;
  readonly at: Date;
  readonly now: Date;
}

/** Nothing can be said of a certificate yet: its authority is away, or what it says has ended. It can be asked again. */
export class RevocationUnknown extends Error {
  override readonly name = 'RevocationUnknown';
}

/** A certificate that its authority had revoked when it served. */
export class Revoked extends Error {
  override readonly name = 'Revoked';
}
