import { draftChanges } from '#application/drafts/draft-changes.ts';
import type { Versions } from '#application/versions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { changeView } from '../../views/change.ts';

/** What a draft would change, said beside its form while it is typed. */
export function draftChangesRoute({
  database,
  secrets,
  versions,
  forms,
}: Pick<Dependencies, 'database' | 'secrets' | 'forms'> & { versions: Versions }) {
  return serve('GET /api/drafts/:id/changes', {
    right: 'signed-in',
    guard: 'draft-owner',
    async handle({ params, me, at }) {
      const asked = { actor: me.actor, draftId: params.id, at };
      return ok({ items: (await draftChanges({ database, versions, secrets, forms }, asked)).map(changeView) });
    },
  });
}
