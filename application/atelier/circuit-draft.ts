import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canDrawCircuits } from '#domain/permissions/atelier.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import { type CircuitDraftRow, countCircuitDrafts, createCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';

const MAX_DRAFTS = 200;

/** The analyst who acts, and when. */
export interface Drawing {
  readonly actor: Actor;
  readonly at: Date;
}

/** A file of a draft to write, or to remove (null). */
export interface FileChange {
  readonly path: string;
  readonly text: string | null;
}

/**
 * Checks that a person may draw circuits.
 * @throws {DomainError} forbidden
 */
export function mustDraw({ actor, at }: Drawing): void {
  if (!canDrawCircuits(actor, parisDay(at))) throw new DomainError('forbidden');
}

/**
 * Returns a draft that can still be changed.
 * @throws {DomainError} not-found, circuit-publishing
 */
export function unpublishedDraft(draft: CircuitDraftRow | null): CircuitDraftRow {
  if (draft === null) throw new DomainError('not-found');
  if (draft.publicationId !== null) throw new DomainError('circuit-publishing');
  return draft;
}

/**
 * Stores a new draft, with its audit entry.
 * @param trace what the audit entry says besides
 * @throws {DomainError} too-many-requests
 */
export async function keepDraft(
  tx: Tx,
  { actor, at }: Drawing,
  draft: Omit<Parameters<typeof createCircuitDraft>[1], 'at' | 'authorId'>,
  trace: Prisma.InputJsonObject = {},
): Promise<CircuitDraftRow> {
  if ((await countCircuitDrafts(tx)) >= MAX_DRAFTS) throw new DomainError('too-many-requests', { drafts: MAX_DRAFTS });
  const kept = await createCircuitDraft(tx, { ...draft, authorId: actor.personId, at });
  await appendAudit(tx, {
    chain: SYSTEM_CHAIN,
    at,
    actorId: actor.personId,
    verb: 'circuit.draft-begin',
    subject: `circuit-draft:${kept.id}`,
    payload: {
      of: kept.of,
      kind: kept.kind,
      origin: kept.origin,
      baseVersionId: kept.baseVersion?.id ?? null,
      ...trace,
    },
  });
  return kept;
}
