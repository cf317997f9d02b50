import type { ActFiles, TrustTerms } from '../verify-act.ts';

/** What a file is, among those that an act is verified with; `other`: none of them. */
export type GivenKind = 'act' | 'evidence' | 'ca' | 'tsaCa' | 'status' | 'other';

/** A file, and what was read of it once, however often it is asked. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly kind: GivenKind;
  /** Of a PDF: whether it bears a seal. */
  readonly isSealed: boolean;
}

export function givenFile(name: string, bytes: Uint8Array): GivenFile {
  const kind = kindOf(name, bytes);
  return {
    name,
    bytes,
    kind,
    isSealed: kind === 'act' && new TextDecoder('latin1').decode(bytes).includes('/ByteRange'),
  };
}

/** By what a file holds; two authorities are told apart by their names, as the command does (`tsa-ca.pem`). */
function kindOf(name: string, bytes: Uint8Array): GivenKind {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4_096));
  if (head.startsWith('%PDF-')) return 'act';
  if (head.includes('-----BEGIN CERTIFICATE-----') || /\.(pem|crt|cer)$/i.test(name))
    return /tsa|horodat/i.test(name) ? 'tsaCa' : 'ca';
  if (/^\s*\{/.test(head) || /\.json$/i.test(name)) return 'evidence';
  if (/\.pdf$/i.test(name)) return 'act';
  // Whoever gives all the files of an archive gives its circuit and its LISEZ-MOI too: they are no state of the act.
  return bytes[0] === DER_SEQUENCE || /\.p7[ms]$/i.test(name) ? 'status' : 'other';
}

const DER_SEQUENCE = 0x30;

/** The file that is taken of a kind: the last one; of several PDFs, the last that bears a seal, since documents may be among them. */
export function takenOf(given: readonly GivenFile[], kind: Exclude<GivenKind, 'other'>): GivenFile | undefined {
  const all = given.filter((file) => file.kind === kind);
  return all.findLast(({ isSealed }) => isSealed) ?? all.at(-1);
}

/** A file of each kind; null without an act. */
export function actFilesOf(given: readonly GivenFile[]): ActFiles | null {
  const of = (kind: Exclude<GivenKind, 'other'>) => takenOf(given, kind)?.bytes;
  const textOf = (kind: Exclude<GivenKind, 'other'>) => {
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
