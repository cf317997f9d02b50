import { SYSTEM_CHAIN } from '../../../../domain/audit.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import {
  type CircuitDraftRow,
  filesOfDraft,
  lockCircuitDraft,
  namesOf,
  saveDraftFiles,
} from '../../../../prisma/repositories/atelier.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ProblemWith } from '../../http/problem.ts';
import { ok, serve } from '../../http/route.ts';
import { ANALYSTS, LARGEST_DRAFT, mustBeFree, mustDraw } from './drafts.ts';
import { refuseExcess } from './limits.ts';

/** Keeps what an analyst drew; whoever drew on an older revision is told who saved, and nothing of anyone is lost. */
export function circuitFilesRoute({ database }: Pick<Dependencies, 'database'>) {
  return serve('PUT /api/atelier/drafts/:id/files', {
    right: ANALYSTS,
    guard: null,
    maxJson: LARGEST_DRAFT,
    async handle(call) {
      await mustDraw(call);
      const { params, body, me, at } = call;
      const saved = await database.transaction(async (tx) => {
        const draft = mustBeFree(await lockCircuitDraft(tx, params.id));
        if (draft.revision !== body.revision) return draft;
        refuseExcess(await filesOfDraft(tx, draft.id), body.files);
        const revision = await saveDraftFiles(tx, draft, body.files, { authorId: me.personId, at });
        await appendAudit(tx, {
          chain: SYSTEM_CHAIN,
          at,
          actorId: me.personId,
          verb: 'circuit.draft-save',
          subject: `circuit-draft:${draft.id}`,
          payload: { revision, paths: body.files.map(({ path }) => path) },
        });
        return revision;
      });
      if (typeof saved === 'number') return ok({ revision: saved, updatedAt: at.toISOString() });
      throw await changedSince(database.prisma, saved);
    },
  });
}

/** The no that says who saved, and when: from there one reads theirs, or keeps one's own as a copy. */
export async function changedSince(
  tx: Parameters<typeof namesOf>[0],
  { revision, updatedAt, updatedBy }: CircuitDraftRow,
): Promise<ProblemWith> {
  const names = await namesOf(tx, updatedBy === null ? [] : [updatedBy]);
  return new ProblemWith('circuit-draft-changed', {
    revision,
    savedAt: updatedAt.toISOString(),
    savedBy: (updatedBy !== null && names.get(updatedBy)) || null,
  });
}
