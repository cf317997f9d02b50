import type { WorkerContext } from '../context.ts';
import { SealKeyError } from '../pades/keys/p12.ts';
import { checkStillGood } from '../pades/open-seal.ts';
import { type SealRequest, seal } from '../pades/seal.ts';
import { Report } from '../pades/verification/report.ts';
import { CLOCKS_APART_MS, verifySeal } from '../pades/verification/verify-seal.ts';
import { StepFailure } from '../steps/step-failure.ts';

type Sealing = Pick<WorkerContext, 'seal' | 'timeStamper' | 'now'>;
type ToSeal = Omit<SealRequest, 'key' | 'stamp'> &
  ({ readonly evidenceDigest: string } | { readonly evidenceDigest?: never; readonly receipt: true });

const refuse = (reason: string, cause?: unknown): never => {
  throw new StepFailure({ cause: 'seal-invalid', params: { reason } }, { cause });
};

/**
 * A seal that ended since the start, or that its authority revoked, is not used, whatever time the signature claims.
 * @throws {StepFailure} `seal-invalid`
 */
export function mustBeGood(used: WorkerContext['seal'], now: Date): void {
  try {
    checkStillGood(used, now);
  } catch (error) {
    if (!(error instanceof SealKeyError)) throw error;
    refuse(error.message, error);
  }
}

/**
 * Seals an act or a receipt, and returns its bytes only once they passed what `npm run verify`
 * checks of a seal, by the same code: an act that is kept, filed and notified can be verified by
 * its recipient.
 * @throws {StepFailure} `seal-invalid` when they do not verify
 * @throws {TimeStampError} when nobody stamps their time
 * @throws {SealKeyAway} when the key does not answer
 */
export async function sealVerified({ seal: used, timeStamper, now }: Sealing, toSeal: ToSeal): Promise<Uint8Array> {
  const { key, anchors, stampAnchors } = used;
  // Before the authority is asked.
  mustBeGood(used, now());
  const sealed = await seal({ ...toSeal, key, stamp: timeStamper });
  const report = new Report();
  const found = verifySeal(report, sealed, { anchors, stampAnchors, now: now() });
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
