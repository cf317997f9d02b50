import { withoutResult } from '#domain/campaign/answers.ts';
import { effectsOf } from '#domain/circuit/manifest.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { answered, daysAsked, keysOf } from '#domain/situation/themes/theme.ts';
import { findDraftAndPieces } from '#prisma/repositories/drafts/drafts.ts';
import { startFor } from '../checks/starting.ts';
import type { Deps } from '../dependencies.ts';
import { changesAsked, type PendingChange } from '../situation/pending-changes.ts';
import { judgeDraft } from './judge-draft.ts';
import { openDraft } from './open-draft.ts';

/**
 * Lists what a saved draft would change of its agent's situation, and the rules that it breaks,
 * while it is being typed. Themes whose fields are not rightly answered yet, or await the result of
 * a campaign, are left out. A person who lost the right to start it gets nothing about the agent.
 * @throws {DomainError} not-found, form-endless, too-many-requests
 */
export async function draftChanges(
  deps: Deps,
  { actor, draftId, at }: { readonly actor: Actor; readonly draftId: string; readonly at: Date },
): Promise<PendingChange[]> {
  const { prisma } = deps.database;
  const found = await findDraftAndPieces(prisma, draftId, actor.personId);
  // Filed meanwhile, it changes nothing any more: the page that shows it is about to close.
  if (found.draft?.requestId) return [];
  const draft = openDraft(found.draft);
  const { manifest, form } = await deps.versions.get(draft.versionId);
  const themes = effectsOf(manifest);
  if (themes.length === 0) return [];
  if (draft.agentId !== null && !(await startFor(prisma, actor, draft.agentId, at))(manifest)) return [];
  const { sealed, faults, asked } = await judgeDraft(deps, draft, found.pieces, at);
  const known = withoutResult(form.components, sealed);
  const unknown = Object.keys(sealed).filter((key) => !(key in known));
  const wrong = new Set([...faults.map(({ field }) => field), ...unknown]);
  const right = themes.filter((theme) =>
    [...daysAsked(theme), ...answered(theme).flatMap((field) => [field.key, ...keysOf(field)])].every(
      (key) => !wrong.has(key),
    ),
  );
  return changesAsked(prisma, right, { ...asked, data: sealed }, at);
}
