/** A reason for which a sealed file is not valid, in words for people. Anything else thrown while reading one is damage. */
export class Invalid extends Error {}

/** Nobody who is trusted vouches for a certificate: it may be good, and the certificate of its authority was not given. */
export class Untrusted extends Invalid {}
