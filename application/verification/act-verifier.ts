import { openApart, SOME_MINUTES } from '../apart/apart.ts';
import { refusedAs } from '../apart/refusal.ts';

/** Why a file is not valid, as far as whoever holds it can be told. */
export type FileFault = 'not-pdf' | 'no-seal' | 'other-authority' | 'altered' | 'unknown-act';

/** What a valid act is valid short of. */
export type FileCaveat = 'date-not-proven' | 'revocation-not-recorded';

/** A file to verify, by whom the portal trusts. */
export interface FileToVerify {
  readonly file: Uint8Array;
  /** Of the authorities of seals and of time stamps, as `/api/seal-authority.pem` gives them. */
  readonly authorities: string;
  /** Of the act, as the portal keeps it; null: only what the file shows by itself is verified. */
  readonly evidence: string | null;
  /** By whose clock (ISO 8601). */
  readonly at: string;
}

/** What was found of a file: the verdict of `npm run verify`, and nothing of what the evidence holds. */
export interface VerifiedFile {
  readonly verdict: 'valid' | 'indeterminate' | 'not-valid';
  /** Null for a file that bears no seal that can be read. */
  readonly what: 'act' | 'receipt' | null;
  readonly fault: FileFault | null;
  readonly caveats: FileCaveat[];
  readonly fileSha256: string;
  /** Of what was sealed, which later editions begin with. */
  readonly sealedSha256: string;
  /** ISO 8601, UTC; null when it is not known. */
  readonly sealedAt: string | null;
  readonly isDateProven: boolean;
}

/** Verifies files apart: whoever sends one decides how long it takes. */
export interface ActVerifier {
  /**
   * @param of who has it verified: one file at a time for each
   * @throws {DomainError} piece-too-complex, too-many-requests
   */
  verify(of: string, toVerify: FileToVerify): Promise<VerifiedFile>;
  close(): Promise<void>;
}

/** An act takes a tenth of a second. */
const LIMITS = { threads: 1, processorMs: 5_000, megabytes: 384, waiting: 20, idleMs: SOME_MINUTES };

export function openActVerifier(): ActVerifier {
  // The verifier is that of the command: it is run, and not imported, since it verifies for everybody.
  const thread = new URL('../../bin/verify/verify.thread.ts', import.meta.url);
  const apart = openApart<FileToVerify, VerifiedFile>(thread, LIMITS);
  return {
    verify: (of, toVerify) => apart.run([of], toVerify).catch(refusedAs('piece-too-complex')),
    close: () => apart.close(),
  };
}
