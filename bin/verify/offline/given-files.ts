import type { ActFiles, TrustTerms } from '../verify-act.ts';

/** What a file is, among those that an act is verified with. */
export type GivenKind = 'act' | 'evidence' | 'ca' | 'tsaCa' | 'status';

export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** By what a file holds; two authorities are told apart by their names, as the command does (`tsa-ca.pem`). */
export function kindOf({ name, bytes }: GivenFile): GivenKind {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4_096));
  if (head.startsWith('%PDF-')) return 'act';
  if (head.includes('-----BEGIN CERTIFICATE-----') || /\.(pem|crt|cer)$/i.test(name))
    return /tsa|horodat/i.test(name) ? 'tsaCa' : 'ca';
  if (/^\s*\{/.test(head) || /\.json$/i.test(name)) return 'evidence';
  return /\.pdf$/i.test(name) ? 'act' : 'status';
}

/** A file of each kind, the last of them where there are several; null without an act. */
export function actFilesOf(given: readonly GivenFile[]): ActFiles | null {
  const of = (kind: GivenKind) => given.findLast((file) => kindOf(file) === kind)?.bytes;
  const textOf = (kind: GivenKind) => {
    const bytes = of(kind);
    return bytes === undefined ? null : new TextDecoder().decode(bytes);
  };
  const [act, status] = [of('act'), of('status')];
  if (act === undefined) return null;
  return { act, evidence: textOf('evidence'), ca: textOf('ca'), tsaCa: textOf('tsaCa'), ...(status && { status }) };
}

/** As openssl and the command print one, or without colons. */
const FINGERPRINT = /^(?:[0-9a-f]{2}:?){31}[0-9a-f]{2}$/i;

/** Authorities lie beside the act unless the fingerprint of one is given. @returns null for what is no fingerprint */
export function termsOf(fingerprint: string): TrustTerms | null {
  const given = fingerprint.trim();
  if (given === '') return { beside: true, stamps: { beside: true } };
  if (!FINGERPRINT.test(given)) return null;
  return { beside: true, fingerprints: [given], stamps: { beside: true } };
}
