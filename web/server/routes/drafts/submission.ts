import { pieceIdsIn } from '../../../../application/forms/piece-ids.ts';
import { mustBeOpenTo } from '../../../../application/openings.ts';
import { mustStartFor } from '../../../../application/starting.ts';
import { validDraft } from '../../../../application/valid-draft.ts';
import type { Versions } from '../../../../application/versions.ts';
import { parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { factKey } from '../../../../domain/request-event.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import type { Prisma } from '../../../../prisma/client.ts';
import { findDraft, lockDraft, spendSubmissionProof } from '../../../../prisma/repositories/drafts.ts';
import { enqueue } from '../../../../prisma/repositories/outbox.ts';
import { postingOn } from '../../../../prisma/repositories/people.ts';
import { filePieces, piecesOfRequest } from '../../../../prisma/repositories/pieces.ts';
import { recordRequestEvent } from '../../../../prisma/repositories/progress.ts';
import { findRequest, insertRequest } from '../../../../prisma/repositories/requests.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, ok, serve } from '../../http/route.ts';
import { requestSummaries } from '../../views/standing.ts';

/**
 * Files a draft. The request exists from this very transaction, with its filing instant, whether the engine is there or
 * not; filed twice (a double click, a lost answer), it is one request.
 */
export function submissionRoute({
  database,
  bells,
  settings,
  secrets,
  versions,
}: Pick<Dependencies, 'database' | 'bells' | 'settings' | 'secrets'> & { versions: Versions }) {
  const summaryOf = async (requestId: string, readerId: string) => {
    const row = await findRequest(database.prisma, requestId);
    if (!row) throw new DomainError('not-found');
    const [summary] = await requestSummaries(database.prisma, versions, [row], readerId);
    if (!summary) throw new DomainError('not-found');
    return summary;
  };

  return serve('POST /api/drafts/:id/submission', {
    right: 'signed-in',
    guard: 'draft-owner',
    async handle({ params, body, me, at }) {
      const seen = await findDraft(database.prisma, params.id, me.personId);
      if (!seen) throw new DomainError('not-found');
      const version = await versions.get(seen.versionId);
      const day = parisDay(at);
      const actor = await me.actor();
      const filed = await database.transaction(async (tx) => {
        const draft = await lockDraft(tx, params.id, me.personId);
        if (!draft) throw new DomainError('not-found');
        if (draft.requestId !== null) return { requestId: draft.requestId, outboxId: null };
        const { data, sha256 } = await validDraft(tx, version, draft, { secrets, at });
        const agentId = draft.agentId ?? me.personId;
        const posting = await postingOn(tx, agentId, day);
        if (!posting) throw new DomainError('no-posting');
        await mustStartFor(tx, actor, version.sheet, agentId, at);
        await mustBeOpenTo(tx, version.kind, posting.structureId, at);
        const bound = { draftId: draft.id, personId: me.personId, sha256, at };
        const proof = version.sheet.stepUp ? await spendSubmissionProof(tx, body.stepUpProofId, bound) : null;
        if (version.sheet.stepUp && proof === null) throw new DomainError('step-up-required');
        const { id, number } = await insertRequest(tx, {
          kind: version.kind,
          versionId: version.id,
          draftId: draft.id,
          agentId,
          filedById: agentId === me.personId ? null : me.personId,
          structureId: posting.structureId,
          data,
          filedAt: at,
        });
        await filePieces(tx, draft.id, id, pieceIdsIn(version.form, data));
        const kept = await piecesOfRequest(tx, id);
        await recordRequestEvent(tx, {
          requestId: id,
          kind: 'filed',
          factKey: factKey('filed'),
          at,
          actorId: me.personId,
        });
        await appendAudit(tx, {
          chain: agentId,
          at,
          actorId: me.personId,
          verb: 'request.file',
          subject: id,
          payload: {
            number,
            kind: version.kind,
            versionId: version.id,
            data: data as Prisma.InputJsonObject,
            ...(proof !== null && { proofId: proof.id, proofMethod: proof.method }),
            pieces: kept.map(({ id: pieceId, sha256 }) => ({ id: pieceId, sha256 })),
          },
        });
        const outboxId = await enqueue(tx, { command: 'start-instance', payload: { requestId: id } });
        return { requestId: id, outboxId };
      });
      if (filed.outboxId === null) return ok(await summaryOf(filed.requestId, me.personId));
      // Started at once in ordinary times, so that the next screen shows the first step; kept otherwise.
      await bells.waitForOutbox(filed.outboxId, settings.patienceMs);
      return created(await summaryOf(filed.requestId, me.personId));
    },
  });
}
