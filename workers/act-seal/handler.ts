import type { ActData } from '../../domain/act/act.ts';
import { type Evidence, evidenceDigest } from '../../domain/evidence/evidence.ts';
import { factKey } from '../../domain/request/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { findPreview, lockAct, requestForAct, sealAct } from '../../prisma/repositories/acts/acts.ts';
import { readManifest } from '../../prisma/repositories/circuits.ts';
import { fileInDossier } from '../../prisma/repositories/dossiers.ts';
import { recordRequestEvent } from '../../prisma/repositories/requests/progress.ts';
import { ActTemplateError, isForNow } from '../act-draft/typst/error.ts';
import type { WorkerContext } from '../context.ts';
import type { JobHandler } from '../job.ts';
import { StepFailure } from '../step-failure.ts';
import type { definition } from './definition.ts';
import { gatherEvidence } from './evidence.ts';
import { sealVerified } from './verified-seal.ts';

/**
 * Seals the bytes that the signer saw, with the time of the signature, and files them. The act's row is held from the
 * check to the filing: of two workers given the same job, the second finds the act sealed and has nothing to do.
 */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId } = step;
  const { decisionId } = step.variables;
  const sealedAt = context.now();
  await context.database.transaction(async (tx) => {
    const request = await requestForAct(tx, requestId);
    const signature = request.decisions.find(({ id }) => id === decisionId);
    const shown = signature?.shownSha256;
    if (signature?.kind !== 'signature' || signature.outcome !== 'signed' || !shown) {
      throw new StepFailure({ cause: 'decision-not-signature', params: {} });
    }
    const preview = await findPreview(tx, { taskKey: signature.taskKey, signerId: signature.authorId, sha256: shown });
    if (preview === null) throw new StepFailure({ cause: 'preview-lost', params: {} });
    const act = await lockAct(tx, preview.actId);
    if (act.sealedAt !== null) return;

    const { content } = preview;
    const known = await gatherEvidence(tx, {
      requestId,
      act,
      request,
      signature,
      preview: { content, sha256: shown, size: preview.size },
      level: context.timeStamper === undefined ? 'B-B' : 'B-T',
    });
    const pdf = await context.documents.read(shown);
    await readBack(context, { pdf, data: content });
    const sealed = await sealVerified(context, {
      pdf,
      signedAt: signature.decidedAt,
      signerName: content.ministry,
      reason: `${act.title} (${known.act.number})`,
      location: content.place,
      evidenceDigest: evidenceDigest(known),
    });
    const { sha256, size } = await context.documents.put(sealed);
    const evidence: Evidence = { ...known, act: { ...known.act, sha256 }, audit: [] };
    await sealAct(tx, {
      actId: act.id,
      decisionId,
      previewSha256: shown,
      sealedSha256: sha256,
      sealedSize: size,
      signedAt: signature.decidedAt,
      sealedAt,
      evidence,
    });
    const { category } = await readManifest(tx, request.versionId);
    const filed = { personId: request.agentId, title: act.title, category: category.fr, sha256, size };
    const dossierNumber = await fileInDossier(tx, { ...filed, actId: act.id, requestId, filedAt: sealedAt });
    await recordRequestEvent(tx, {
      requestId,
      kind: 'sealed',
      factKey: factKey('sealed', act.id),
      at: sealedAt,
      elementId: step.elementId,
      detail: { template: act.template, dossierNumber },
    });
    const event = { chain: request.agentId, at: sealedAt, actorId: null, subject: `act:${act.id}` };
    await appendAudit(tx, {
      ...event,
      verb: 'act.seal',
      payload: { decisionId, previewSha256: shown, sealedSha256: sha256 },
    });
    await appendAudit(tx, { ...event, verb: 'dossier.file', payload: { number: dossierNumber, sha256 } });
  });
};

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
