import { DomainError } from '#domain/errors.ts';
import type { OutboxId } from '#domain/outbox/outbox-command.ts';
import { findCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import type { Deps } from '../dependencies.ts';
import { type Drawing, mustDraw } from './circuit-draft.ts';

/** The draft to try, and until when somebody waits for the answer. */
type Trial = Drawing & { readonly draftId: string; readonly until: Date };

/**
 * Queues a check of all the faults of a draft; of a part, within a kind in force that would take
 * it.
 * @throws {DomainError} forbidden, not-found
 */
export async function orderCheck(
  deps: Pick<Deps, 'database'>,
  { inKind, ...trial }: Trial & { readonly inKind?: string | undefined },
): Promise<OutboxId<'check-circuit'>> {
  const payload = { ...(await payloadOf(deps, trial)), ...(inKind !== undefined && { inKind }) };
  return deps.database.transaction((tx) => enqueue(tx, { command: 'check-circuit', payload }));
}

/**
 * Queues a preview of a template with sample data.
 * @throws {DomainError} forbidden, not-found
 */
export async function orderActPreview(
  deps: Pick<Deps, 'database'>,
  { template, ...trial }: Trial & { readonly template: string },
): Promise<OutboxId<'preview-circuit-act'>> {
  const payload = { ...(await payloadOf(deps, trial)), template };
  return deps.database.transaction((tx) => enqueue(tx, { command: 'preview-circuit-act', payload }));
}

async function payloadOf({ database }: Pick<Deps, 'database'>, trial: Trial) {
  mustDraw(trial);
  const draft = await findCircuitDraft(database.prisma, trial.draftId);
  if (draft === null) throw new DomainError('not-found');
  return { draftId: draft.id, until: trial.until.toISOString() };
}
