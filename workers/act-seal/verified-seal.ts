import type { WorkerContext } from '../context.ts';
import { StepFailure } from '../step-failure.ts';
import { checkStillGood } from './pades/open-seal.ts';
import { SealKeyError } from './pades/p12.ts';
import { type SealRequest, seal } from './pades/seal.ts';
import { TimeStampError } from './pades/time-stamping.ts';
import { Report } from './pades/verification/report.ts';
import { CLOCKS_APART_MS, verifySeal } from './pades/verification/verify-seal.ts';

/** An authority that is away is asked again for some minutes; then it is an incident. */
const STAMP_PAUSE_MS = 60_000;

type Sealing = Pick<WorkerContext, 'seal' | 'timeStamper' | 'now'>;
type ToSeal = Omit<SealRequest, 'key' | 'stamp'> &
  ({ readonly evidenceDigest: string } | { readonly evidenceDigest?: never; readonly receipt: true });

/** The act is signed, its seal waits: nothing was written, and nobody is notified before it is. */
function waitForTheStamp(error: unknown): never {
  if (!(error instanceof TimeStampError)) throw error;
  const failure = { cause: 'stamp-missing', params: { reason: error.message } } as const;
  throw new StepFailure(failure, { again: { afterMs: STAMP_PAUSE_MS }, cause: error });
}

const refuse = (reason: string, cause?: unknown): never => {
  throw new StepFailure({ cause: 'seal-invalid', params: { reason } }, { cause });
};

/**
 * Seals an act or a receipt, and gives its bytes only once they passed what `npm run verify` checks of a seal, by the same code: an
 * act that is kept, filed and notified can be verified by whoever receives it.
 * @throws {StepFailure} `seal-invalid` when they do not verify, `stamp-missing` when nobody stamps their time
 */
export async function sealVerified({ seal: used, timeStamper, now }: Sealing, toSeal: ToSeal): Promise<Uint8Array> {
  const { key, anchors } = used;
  try {
    // A seal that ended since the start is not used, whatever time the signature claims; nor is the authority asked.
    checkStillGood(used, now());
  } catch (error) {
    if (!(error instanceof SealKeyError)) throw error;
    refuse(error.message, error);
  }
  const sealed = await seal({ ...toSeal, key, stamp: timeStamper }).catch(waitForTheStamp);
  const report = new Report();
  const found = verifySeal(report, sealed, { anchors, now: now() });
  report.check(
    found !== null &&
      found.evidenceDigest === (toSeal.evidenceDigest ?? null) &&
      found.receipt === (toSeal.receipt ?? false),
    'the seal covers the evidence',
    'the seal does not cover the evidence',
  );
  // A stamp that was made before it was asked for comes from a clock that was put back: an authority that ended would
  // still seem valid.
  const { provenAt } = report;
  if (provenAt !== null && now().getTime() - provenAt.getTime() > CLOCKS_APART_MS)
    report.fail(`timestamp: made on ${provenAt.toISOString()}, long before it was asked for`);
  if (timeStamper !== undefined && provenAt === null && report.valid) report.fail('timestamp: it is missing');
  if (!report.valid) refuse(report.faults.join('; '));
  return sealed;
}
