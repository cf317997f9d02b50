import type { ActData } from '#domain/act/act.ts';
import { type Evidence, evidenceDigest } from '#domain/evidence/evidence.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { lockAct, type Sealing, sealAct, unclaimAct } from '#prisma/repositories/acts/acts.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { fileInDossier } from '#prisma/repositories/pieces/dossiers.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { sealVerified } from '../../acts/verified-seal.ts';
import type { WorkerContext } from '../../context.ts';
import { afterSignatures } from '../../outbox/after-signatures.ts';
import { SealKeyAway } from '../../pades/keys/key.ts';
import { TimeStampError } from '../../pades/stamps/time-stamping.ts';
import type { LongJobHandler, Step } from '../../steps/job.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import { ActTemplateError, isForNow } from '../../typst/error.ts';
import { type ClaimedAct, claimToSeal } from './claim.ts';
import type { definition } from './definition.ts';

type SealStep = Step<typeof definition>;
/** What was sealed, to be written. */
type Sealed = Pick<Sealing, 'sealedSha256' | 'sealedSize' | 'evidence'>;

/** How soon an act whose seal waits is tried again. */
const AGAIN_MS = 60_000;
/** The act is archived once those it concerns were told of it: nothing that they wait for stands behind. */
const ARCHIVED_AFTER_MS = 45_000;
/** Another worker is at it: its claim ends by then, or the act is sealed. */
const CLAIMED_MS = 5_000;

/**
 * Seals the bytes that the signer saw, with the time of the signature, and files them. A short transaction claims the act and
 * fixes what the seal covers; it is sealed, stamped and verified outside any; the step's own transaction looks whether the
 * claim still stands, then writes all of it. Of two workers given the same job one writes, and nothing refers to the bytes
 * of the other: housekeeping takes them away.
 */
export const handler: LongJobHandler<typeof definition> = {
  async before(context, step) {
    const { database } = context;
    const level = context.timeStamper === undefined ? 'B-B' : 'B-T';
    const claimed = await database.transaction((tx) => claimToSeal(tx, step, level));
    if (claimed === 'sealed') return async () => {};
    if (claimed === 'held') throw heldByAnother(step);
    try {
      const sealed = await sealOutside(context, step, claimed);
      return ({ database: inside, now }) => inside.transaction((tx) => write(tx, { step, claimed, sealed, at: now() }));
    } catch (error) {
      // Where even that cannot be written, the claim ends by itself.
      await unclaimAct(database.prisma, { id: claimed.act.id, claim: claimed.claim }).catch(() => 0);
      throw error;
    }
  },
};

const heldByAnother = ({ retries }: SealStep) =>
  new StepFailure(
    { cause: 'seal-failed', params: { fault: 'another worker seals the act' } },
    { again: { retries, afterMs: CLAIMED_MS } },
  );

/** The bytes are there once their digest is; nothing says so yet. */
async function sealOutside(context: WorkerContext, step: SealStep, claimed: ClaimedAct): Promise<Sealed> {
  const { act, signature, content, shown, evidence: known } = claimed;
  const pdf = await context.documents.read(shown);
  await readBack(context, { pdf, data: content });
  const sealed = await sealVerified(context, {
    pdf,
    signedAt: signature.decidedAt,
    signerName: content.ministry,
    reason: `${act.title} (${known.act.number})`,
    location: content.place,
    evidenceDigest: evidenceDigest(known),
  }).catch((error: unknown) => waitForTheSeal(step, error));
  const { sha256, size } = await context.documents.put(sealed);
  const evidence: Evidence = { ...known, act: { ...known.act, sha256 }, audit: [] };
  return { sealedSha256: sha256, sealedSize: size, evidence };
}

/** Signed, its seal waits: nothing was written, nobody is notified, and no try is lost however long authority or key is away. */
function waitForTheSeal({ retries }: SealStep, error: unknown): never {
  if (!(error instanceof TimeStampError || error instanceof SealKeyAway)) throw error;
  const failure = { cause: 'stamp-missing', params: { reason: error.message } } as const;
  throw new StepFailure(failure, { again: { retries, afterMs: AGAIN_MS }, cause: error });
}

async function write(
  tx: Tx,
  { step, claimed, sealed, at }: { step: SealStep; claimed: ClaimedAct; sealed: Sealed; at: Date },
): Promise<void> {
  const { requestId } = step;
  const { decisionId } = step.variables;
  const { claim, request, signature, shown } = claimed;
  const act = await lockAct(tx, { id: claimed.act.id, claim });
  if (act.isSealed) return;
  // Its lease ended, and another took the act: that one writes.
  if (!act.isClaimed) throw heldByAnother(step);
  const { sealedSha256: sha256, sealedSize: size } = sealed;
  const dates = { signedAt: signature.decidedAt, sealedAt: at };
  await sealAct(tx, { actId: act.id, decisionId, previewSha256: shown, ...dates, ...sealed });
  const { category } = await readManifest(tx, request.versionId);
  const filed = { personId: request.agentId, title: act.title, category: category.fr, sha256, size };
  const dossierNumber = await fileInDossier(tx, { ...filed, actId: act.id, requestId, filedAt: at });
  await recordRequestEvent(tx, {
    requestId,
    kind: 'sealed',
    factKey: factKey('sealed', act.id),
    at,
    elementId: step.elementId,
    detail: { template: act.template, dossierNumber },
  });
  const event = { chain: request.agentId, at, actorId: null, subject: `act:${act.id}` };
  const payload = { decisionId, previewSha256: shown, sealedSha256: sha256 };
  await appendAudit(tx, { ...event, verb: 'act.seal', payload });
  await appendAudit(tx, { ...event, verb: 'dossier.file', payload: { number: dossierNumber, sha256 } });
  const afterMs = ARCHIVED_AFTER_MS + (await afterSignatures(tx));
  await enqueue(tx, { command: 'archive-act', payload: { actId: act.id } }, { afterMs });
}

/** Whatever kept them, these bytes bear the mentions of the act, and nothing against them. */
async function readBack({ renderer }: WorkerContext, act: { pdf: Uint8Array; data: ActData }): Promise<void> {
  try {
    await renderer.readBack(act);
  } catch (error) {
    if (!(error instanceof ActTemplateError) || isForNow(error)) throw error;
    const fault = error.faults[0]?.reason?.code ?? 'page';
    throw new StepFailure({ cause: 'act-page-refused', params: { fault } }, { cause: error });
  }
}
