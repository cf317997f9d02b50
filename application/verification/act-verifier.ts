import { openApart, SOME_MINUTES } from '../apart/apart.ts';
import { refusedAs } from '../apart/refusal.ts';

/** Why a file is not valid, as far as its bearer may be told. */
export type FileFault = 'not-pdf' | 'no-seal' | 'other-authority' | 'altered' | 'unknown-act';

/** What could not be established about a valid act. */
export type FileCaveat = 'date-not-proven' | 'revocation-not-recorded';

/** A file to verify, with what the portal trusts. */
export interface FileToVerify {
  readonly file: Uint8Array;
  /**
   * Certificates of the seal and time stamp authorities, as `/api/seal-authority.pem` gives them.
   */
  readonly authorities: string;
  /**
   * The evidence that the portal keeps of the act; null: only what the file shows by itself is
   * verified.
   */
  readonly evidence: string | null;
  /** The instant of verification (ISO 8601). */
  readonly at: string;
}

/** Result for a file: the verdict of `npm run verify`, without the contents of the evidence. */
export interface VerifiedFile {
  readonly verdict: 'valid' | 'indeterminate' | 'not-valid';
  /** Null for a file without a readable seal. */
  readonly what: 'act' | 'receipt' | null;
  readonly fault: FileFault | null;
  readonly caveats: FileCaveat[];
  readonly fileSha256: string;
  /** Digest of what was sealed, with which later editions begin. */
  readonly sealedSha256: string;
  /** ISO 8601, UTC; null when unknown. */
  readonly sealedAt: string | null;
  readonly isDateProven: boolean;
}

/** Verifies files in a thread of its own: what is sent decides how long it takes. */
export interface ActVerifier {
  /**
   * Verifies a file.
   * @param of the account on which it is done: one file at a time for each
   * @throws {DomainError} piece-too-complex, too-many-requests
   */
  verify(of: string, toVerify: FileToVerify): Promise<VerifiedFile>;
  close(): Promise<void>;
}

/** An act takes a tenth of a second. */
const LIMITS = { threads: 1, processorMs: 5_000, megabytes: 384, waiting: 20, idleMs: SOME_MINUTES };

/** Opens the verifier; its thread starts with the first file and ends when idle. */
export function openActVerifier(): ActVerifier {
  // The verifier is the one of the command. It is run and not imported, since it has to verify for
  // everybody.
  const thread = new URL('../../bin/verify/verify.thread.ts', import.meta.url);
  const apart = openApart<FileToVerify, VerifiedFile>(thread, LIMITS);
  return {
    verify: (of, toVerify) => apart.run([of], toVerify).catch(refusedAs('piece-too-complex')),
    close: () => apart.close(),
  };
}
