import { holdTask } from '../../../../application/held-task.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { canPreview } from '../../../../domain/permissions/task.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import { findPreview } from '../../../../prisma/repositories/acts.ts';
import { insertProof } from '../../../../prisma/repositories/tasks.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, serve } from '../../http/route.ts';

/** A proof is for one signing, at once. */
const PROOF_MS = 5 * 60_000;

/** Proves that the signer is there, for this task and the very bytes they were shown. */
export function stepUpRoute({ database, stepUp }: Pick<Dependencies, 'database' | 'stepUp'>) {
  return serve('POST /api/tasks/:key/step-up', {
    right: 'signed-in',
    guard: 'task-holder',
    async handle({ me, params, body, at }) {
      const actor = await me.actor();
      const { row, facts } = await holdTask(database.prisma, actor, params.key, at);
      if (!canPreview(actor, facts)) throw new DomainError('forbidden');
      const { sha256 } = body;
      const preview = await findPreview(database.prisma, { taskKey: row.key, signerId: me.personId, sha256 });
      if (!preview) throw new DomainError('preview-outdated');
      const expiresAt = new Date(at.getTime() + PROOF_MS);
      // A wrong code is written down: what counts it must not be undone by the refusal.
      const outcome = await database.transaction(async (tx) => {
        const verdict = await stepUp.check(tx, me.userId, body.code, at);
        const event = { chain: row.agentId, at, actorId: me.personId, subject: row.key };
        if (verdict !== 'right') {
          await appendAudit(tx, { ...event, verb: 'step-up.fail', payload: { code: verdict.code } });
          return verdict;
        }
        const proof = { taskKey: row.key, personId: me.personId, sha256, method: 'totp', verifiedAt: at, expiresAt };
        const proofId = await insertProof(tx, proof);
        await appendAudit(tx, { ...event, verb: 'step-up.prove', payload: { proofId, sha256 } });
        return proofId;
      });
      if (typeof outcome === 'string') return created({ proofId: outcome, expiresAt: expiresAt.toISOString() });
      const { code, ...told } = outcome;
      throw new DomainError(code, told);
    },
  });
}
