import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { choicesIn, withoutResult } from '#domain/campaign/answers.ts';
import { DomainError } from '#domain/errors.ts';
import type { OutboxId } from '#domain/outbox/outbox-command.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { askedByAgent } from '#domain/permissions/filing.ts';
import { contestField } from '#domain/request/contest.ts';
import { receptionOf, SIGNED_PAPER } from '#domain/request/on-paper.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma } from '#prisma/client.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { postingOn } from '#prisma/repositories/people/people.ts';
import { filePieces } from '#prisma/repositories/pieces/pieces.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { insertRequest } from '#prisma/repositories/requests/requests.ts';
import { spendSubmissionProof } from '#prisma/repositories/signing/proofs.ts';
import { attested } from '#prisma/secret-values.ts';
import { joinCampaign, mustBeFreeToApply } from '../checks/in-campaign.ts';
import { mustBeTouchable } from '../checks/later-act.ts';
import { mustBeOfferedTo } from '../checks/offering.ts';
import { mustBeOpenTo } from '../checks/openings.ts';
import { mustKeepRules } from '../checks/rules.ts';
import { mustStartFor } from '../checks/starting.ts';
import type { Deps } from '../dependencies.ts';
import { draftSubject, filingOf } from '../drafts/open-draft.ts';
import { withValidDraft } from '../drafts/valid-draft.ts';
import { pieceIdsIn } from '../forms/piece-ids.ts';
import type { FormSchema } from '../forms/schema.ts';

/** The request that a draft became. */
export interface FiledRequest {
  readonly requestId: string;
  /**
   * The command that starts its circuit; null when the draft was filed before, since it was queued
   * then.
   */
  readonly commandId: OutboxId<'start-instance'> | null;
}

/**
 * Files a draft. The request exists from this very transaction, with its filing instant, even
 * without an engine; filed twice (a double click, a lost answer), it is one request.
 * @throws {DomainError} not-found, form-invalid, no-posting, not-startable, kind-closed,
 * not-offered, campaign-closed, campaign-applied, step-up-required, paper-missing,
 * paper-day-impossible, act-not-standing, act-too-old, act-repealed-before, act-underway,
 * act-built-upon, act-undoes-another, act-undone-by-request, bad-request
 */
export async function fileRequest(
  deps: Deps,
  filing: {
    readonly actor: Actor;
    readonly draftId: string;
    /** From `proveFiling`, for kinds that ask for a proof of identity. */
    readonly proofId?: string | undefined;
    /** The day on which the signed paper was received; today by default. */
    readonly receivedOn?: CivilDate | undefined;
    readonly at: Date;
  },
): Promise<FiledRequest> {
  const { actor, draftId, receivedOn, at } = filing;
  const { personId } = actor;
  const filedAt = receivedOn === undefined ? at : receptionOf(receivedOn, at);
  if (filedAt === null) throw new DomainError('paper-day-impossible');
  const asked = { draftId, ownerId: personId, at: filedAt };
  return withValidDraft(
    deps,
    asked,
    async (tx, { draft, data: judged, pieces: held, sha256 }): Promise<FiledRequest> => {
      const version = await deps.versions.get(draft.versionId);
      const data = version.manifest.campaign ? withoutResult(version.form.components, judged) : judged;
      const agentId = draftSubject(draft);
      const day = parisDay(at);
      const posting = await postingOn(tx, agentId, day);
      // When filing for somebody else who no longer holds a post, it is not the filer's own post
      // that is missing.
      if (!posting) throw new DomainError(agentId === personId ? 'no-posting' : 'not-startable');
      mustStartFor(actor, version.manifest, { agentId, posting }, day);
      await mustBeOpenTo(tx, version.kind, posting.structureId, at);
      await mustBeOfferedTo(tx, version.manifest, agentId, at);
      const campaign = await mustBeFreeToApply(tx, version.manifest, { agentId, ...posting }, at);
      const by = filingOf(draft, version.manifest);
      const { onPaper } = by;
      // Only a request on paper can be dated back.
      if (receivedOn !== undefined && !onPaper) throw new DomainError('bad-request');
      await mustKeepRules(tx, version.manifest, { id: null, agentId, byAgent: askedByAgent(by), filedAt, data });
      const papers = onPaper ? held.filter(({ pieceType }) => pieceType === SIGNED_PAPER).map((piece) => piece.id) : [];
      if (onPaper && papers.length === 0) throw new DomainError('paper-missing');
      const bound = { draftId, personId, sha256, at };
      const proof = version.manifest.stepUp ? await spendSubmissionProof(tx, filing.proofId, bound) : null;
      if (version.manifest.stepUp && proof === null) throw new DomainError('step-up-required');
      const contestsId = contestedIn(version.form, data);
      await mustBeTouchable(tx, version.manifest, {
        requestId: contestsId,
        agentId,
        askedByAgent: askedByAgent(by),
        data,
        day,
      });
      const { id, number } = await insertRequest(tx, {
        kind: version.kind,
        versionId: version.id,
        draftId,
        agentId,
        ...by,
        structureId: posting.structureId,
        data,
        filedAt,
        contestsId,
      });
      if (campaign !== null) {
        const choices = choicesIn(version.form.components, data);
        await joinCampaign(tx, { requestId: id, agentId, campaignId: campaign.id, choices });
      }
      const pieces = await filePieces(tx, draftId, id, [...papers, ...pieceIdsIn(version.form, data)]);
      await recordRequestEvent(tx, { requestId: id, kind: 'filed', factKey: factKey('filed'), at, actorId: personId });
      await appendAudit(tx, {
        chain: agentId,
        at,
        actorId: personId,
        verb: 'request.file',
        subject: id,
        payload: {
          number,
          kind: version.kind,
          versionId: version.id,
          ...(campaign !== null && { campaignId: campaign.id }),
          ...(contestsId !== null && { contestsId }),
          ...(onPaper && { onPaper, receivedOn: parisDay(filedAt) }),
          data: attested(data) as Prisma.InputJsonObject,
          ...(proof !== null && { proofId: proof.id, proofMethod: proof.method }),
          pieces: [...pieces],
        },
      });
      return { requestId: id, commandId: await enqueue(tx, { command: 'start-instance', payload: { requestId: id } }) };
    },
  ).catch(filedBefore);
}

/**
 * Returns the id of the request whose decision a form contests; null: none. A valid form offered
 * it.
 */
function contestedIn({ components }: FormSchema, data: Readonly<Record<string, unknown>>): string | null {
  const key = contestField(components);
  const chosen = key === null ? null : data[key];
  return typeof chosen === 'string' && chosen !== '' ? chosen : null;
}

/**
 * Returns the request of a draft that was filed before: two filings (a double click, a lost answer)
 * make one request.
 * @throws any other error
 */
function filedBefore(error: unknown): FiledRequest {
  if (!(error instanceof DomainError) || error.code !== 'draft-already-filed') throw error;
  return { requestId: String(error.params.requestId), commandId: null };
}
