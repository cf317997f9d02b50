import { draftSubject, openDraft } from '../../../../application/open-draft.ts';
import { validDraft } from '../../../../application/valid-draft.ts';
import type { Versions } from '../../../../application/versions.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import { insertSubmissionProof, lockDraft } from '../../../../prisma/repositories/drafts.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, serve } from '../../http/route.ts';

/** A proof is for one filing, at once. */
const PROOF_MS = 5 * 60_000;

/** Proves that whoever files is there, for what the draft holds now: changed after, it is proven anew. */
export function draftStepUpRoute({
  database,
  secrets,
  stepUp,
  versions,
}: Pick<Dependencies, 'database' | 'secrets' | 'stepUp'> & { versions: Versions }) {
  return serve('POST /api/drafts/:id/step-up', {
    right: 'signed-in',
    guard: 'draft-owner',
    async handle({ me, params, body, at }) {
      const expiresAt = new Date(at.getTime() + PROOF_MS);
      // A wrong code is written down: what counts it must not be undone by the refusal.
      const outcome = await database.transaction(async (tx) => {
        const draft = openDraft(await lockDraft(tx, params.id, me.personId));
        const version = await versions.get(draft.versionId);
        const { sha256 } = await validDraft(tx, version, draft, { secrets, at });
        const verdict =
          body.code === undefined
            ? await stepUp.checkPassword(tx, me.userId, body.password ?? '', at)
            : await stepUp.check(tx, me.userId, body.code, at);
        const event = { chain: draftSubject(draft), at, actorId: me.personId, subject: draft.id };
        if (verdict !== 'right') {
          await appendAudit(tx, { ...event, verb: 'step-up.fail', payload: { code: verdict.code } });
          return verdict;
        }
        const method = body.code === undefined ? 'password' : 'totp';
        const proof = { draftId: draft.id, personId: me.personId, sha256, method, verifiedAt: at, expiresAt };
        const proofId = await insertSubmissionProof(tx, proof);
        await appendAudit(tx, { ...event, verb: 'step-up.prove', payload: { proofId, sha256, method } });
        return proofId;
      });
      if (typeof outcome === 'string') return created({ proofId: outcome, expiresAt: expiresAt.toISOString() });
      const { code, ...told } = outcome;
      throw new DomainError(code, told);
    },
  });
}
