import { saveCircuitFiles } from '#application/atelier/save-circuit-files.ts';
import type { CircuitDraftRow } from '#prisma/repositories/circuits/atelier.ts';
import { namesOf } from '#prisma/repositories/people/people.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ProblemWith } from '../../http/problem.ts';
import { ok, serve } from '../../http/route.ts';
import { ANALYSTS, drawing, LARGEST_DRAFT } from './drafts.ts';

/** Keeps what an analyst drew; whoever drew on an older revision is told who saved, and nothing of anyone is lost. */
export function circuitFilesRoute({ database, settings: { baseUrl } }: Pick<Dependencies, 'database' | 'settings'>) {
  return serve('PUT /api/atelier/drafts/:id/files', {
    right: ANALYSTS,
    guard: null,
    maxJson: LARGEST_DRAFT,
    async handle(call) {
      const asked = { ...drawing(call), ...call.body, draftId: call.params.id };
      const saved = await saveCircuitFiles({ database, baseUrl }, asked);
      if ('revision' in saved) return ok({ revision: saved.revision, updatedAt: call.at.toISOString() });
      throw await changedSince(database.prisma, saved.stale);
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
