import { createHash } from 'node:crypto';
import type { FileCaveat, FileFault, FileToVerify, VerifiedFile } from '#application/verification/act-verifier.ts';
import { NOT_RECORDED } from '#workers/pades/verification/editions.ts';
import { DATE_NOT_PROVEN } from '#workers/pades/verification/report.ts';
import { NO_SEAL } from '#workers/pades/verification/sealed-file.ts';
import { ActReport, isReceipt, verifyAct, verifyFile } from './verify-act.ts';

const CAVEATS: Readonly<Record<string, FileCaveat>> = {
  [DATE_NOT_PROVEN]: 'date-not-proven',
  [NOT_RECORDED]: 'revocation-not-recorded',
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Verifies a file for whoever holds it, without an account: the verdict of `npm run verify`, and of the rest what they may know.
 * What the portal keeps of the act is compared with it, but for its events, which are its agent's.
 */
export async function verifyForAnybody({ file, authorities: ca, evidence, at }: FileToVerify): Promise<VerifiedFile> {
  const now = new Date(at);
  const given = { act: file, ca, evidence, withoutEvents: true };
  const alone = new ActReport();
  const { seal, act } = await verifyFile(alone, given, {}, now);
  const report = evidence !== null && alone.isGoodSoFar ? await verifyAct(given, {}, now) : alone;
  const { conclusion, caveats, sealedAt, provenAt } = report;
  return {
    verdict: conclusion,
    what: seal === null ? null : isReceipt(seal) ? 'receipt' : 'act',
    fault: conclusion === 'not-valid' ? faultOf(file, report) : null,
    caveats: caveats.flatMap((caveat) => CAVEATS[caveat] ?? []),
    fileSha256: sha256(file),
    sealedSha256: sha256(act),
    sealedAt: sealedAt?.toISOString() ?? null,
    isDateProven: provenAt !== null,
  };
}

function faultOf(file: Uint8Array, { untrusted, faults }: ActReport): FileFault {
  if (Buffer.from(file.subarray(0, 5)).toString('latin1') !== '%PDF-') return 'not-pdf';
  if (faults.includes(`seal: ${NO_SEAL}`)) return 'no-seal';
  return untrusted ? 'other-authority' : 'altered';
}
