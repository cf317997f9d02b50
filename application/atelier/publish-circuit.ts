import type { CircuitFault } from '../../domain/circuit/fault.ts';
import { SYSTEM_CHAIN } from '../../domain/evidence/audit.ts';
import type { OutboxId } from '../../domain/operations/outbox-command.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { type CircuitDraftRow, lockCircuitDraft, markPublishing } from '../../prisma/repositories/atelier.ts';
import { enqueue } from '../../prisma/repositories/outbox.ts';
import type { Deps } from '../dependencies.ts';
import { type Drawing, mustDraw, unpublishedDraft } from './circuit-draft.ts';
import { formFaults } from './form-faults.ts';

/**
 * Asks for the publication of a draft. From here on it cannot be changed: what the workers publish is what was checked
 * and what the analyst saw. They may be away, or the engine: the publication is kept and goes by itself.
 * @throws {DomainError} forbidden, not-found, circuit-publishing
 */
export async function publishCircuit(
  { database }: Pick<Deps, 'database'>,
  asked: Drawing & {
    readonly draftId: string;
    readonly revision: number;
    readonly reason: string;
    /** The version it may replace though it was not drawn from it. */
    readonly over: string | null;
  },
): Promise<
  | { readonly commandId: OutboxId<'publish-circuit'> }
  | { readonly stale: CircuitDraftRow }
  | { readonly faults: readonly CircuitFault[] }
> {
  mustDraw(asked);
  return database.transaction(async (tx) => {
    const { actor, at, reason, over } = asked;
    const { personId: actorId } = actor;
    const draft = unpublishedDraft(await lockCircuitDraft(tx, asked.draftId));
    if (draft.revision !== asked.revision) return { stale: draft };
    const faults = (await formFaults(tx, draft.id)).filter(({ severity }) => severity === 'error');
    if (faults.length > 0) return { faults };
    const { id: draftId, kind, revision } = draft;
    const commandId = await enqueue(tx, {
      command: 'publish-circuit',
      payload: { kind, draftId, actorId, reason, over },
    });
    await markPublishing(tx, draftId, commandId);
    await appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at,
      actorId,
      verb: 'circuit.publication-ask',
      subject: `circuit-draft:${draftId}`,
      payload: { kind, revision, reason, over },
    });
    return { commandId };
  });
}
