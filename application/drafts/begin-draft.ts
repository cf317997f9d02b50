import { DomainError } from '../../domain/errors.ts';
import type { Actor } from '../../domain/permissions/actor.ts';
import { createDraft, type DraftRow, draftsHeldBy } from '../../prisma/repositories/drafts.ts';
import { countUpTo } from '../../prisma/repositories/keyset.ts';
import { kindsOpenTo } from '../checks/openings.ts';
import { mustStartFor } from '../checks/starting.ts';
import type { Deps } from '../dependencies.ts';

export const MAX_DRAFTS = 50;

/**
 * Begins a request of a kind, for oneself or for an agent of one's own.
 * @throws {DomainError} kind-unknown, not-startable, kind-closed, too-many-requests
 */
export async function beginDraft(
  { database: { prisma }, versions }: Pick<Deps, 'database' | 'versions'>,
  asked: { readonly actor: Actor; readonly kind: string; readonly agentId: string; readonly at: Date },
): Promise<DraftRow> {
  const { actor, agentId, at } = asked;
  const ownerId = actor.personId;
  const version = await versions.current(asked.kind);
  await mustStartFor(prisma, actor, version.manifest, agentId, at);
  const open = await kindsOpenTo(prisma, agentId, [version.kind], at);
  if (open.size === 0) throw new DomainError('kind-closed');
  if ((await countUpTo(prisma, draftsHeldBy(ownerId))).total >= MAX_DRAFTS)
    throw new DomainError('too-many-requests', { drafts: MAX_DRAFTS });
  return createDraft(prisma, { ownerId, agentId: agentId === ownerId ? null : agentId, versionId: version.id, at });
}
