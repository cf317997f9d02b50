import { parisDay } from '../../domain/calendar/civil-date.ts';
import { effectsOf } from '../../domain/circuit/manifest.ts';
import type { Actor } from '../../domain/permissions/actor.ts';
import { askedByAgent } from '../../domain/request/on-paper.ts';
import { answered, daysAsked } from '../../domain/situation/theme.ts';
import { findDraftAndPieces } from '../../prisma/repositories/drafts.ts';
import { personName } from '../../prisma/repositories/people/people.ts';
import { startFor } from '../checks/starting.ts';
import type { Deps } from '../dependencies.ts';
import { protect, unprotect } from '../forms/sensitive.ts';
import { changesAsked, type PendingChange } from '../situation/pending-changes.ts';
import { draftSubject, filingOf, openDraft } from './open-draft.ts';

/**
 * What a draft, as it is kept, would change of its agent's situation, and the rules that it breaks: said while it is typed. Of a
 * theme that it does not answer rightly yet, nothing; whoever lost the right to start it reads nothing of the agent.
 * @throws {DomainError} not-found, form-endless, too-many-requests
 */
export async function draftChanges(
  { database: { prisma }, versions, secrets, forms }: Deps,
  { actor, draftId, at }: { readonly actor: Actor; readonly draftId: string; readonly at: Date },
): Promise<PendingChange[]> {
  const found = await findDraftAndPieces(prisma, draftId, actor.personId);
  // Filed meanwhile, it changes nothing any more: the page that shows it is about to leave.
  if (found.draft?.requestId) return [];
  const draft = openDraft(found.draft);
  const { id: versionId, form, manifest } = await versions.get(draft.versionId);
  const themes = effectsOf(manifest);
  if (themes.length === 0) return [];
  const agentId = draftSubject(draft);
  if (draft.agentId !== null && !(await startFor(prisma, actor, agentId, at))(manifest)) return [];
  const sealing = { secrets, owner: agentId };
  const around = { today: parisDay(at), pieces: found.pieces, subject: await personName(prisma, agentId) };
  const typed = unprotect(form, draft.data, sealing);
  const { data, faults } = await forms.judge({ personId: actor.personId, versionId }, form, typed, around);
  const asked = {
    ...{ id: null, agentId, byAgent: askedByAgent(filingOf(draft, manifest)), filedAt: at },
    data: protect(form, data, draft.data, sealing),
  };
  const wrong = new Set(faults.map(({ field }) => field));
  const right = themes.filter((theme) =>
    [...daysAsked(theme), ...answered(theme).map(({ key }) => key)].every((key) => !wrong.has(key)),
  );
  return changesAsked(prisma, right, asked, at);
}
