import { SYSTEM_CHAIN } from '../../../../domain/audit.ts';
import { accepted, isRefusal } from '../../../../domain/outbox-command.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import { lockCircuitDraft, markPublishing } from '../../../../prisma/repositories/atelier.ts';
import { enqueue } from '../../../../prisma/repositories/outbox.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, reply, serve } from '../../http/route.ts';
import { invalidCircuit, TIMEOUT_FACTOR } from './check.ts';
import { ANALYSTS, mustBeFree, mustDraw } from './drafts.ts';
import { changedSince } from './files.ts';
import { formFaults } from './form-faults.ts';

/**
 * Publishes a draft. From here on it cannot be changed: what the workers publish is what was checked and what the
 * analyst saw. They may be away, or the engine: the publication is kept and goes by itself.
 */
export function circuitPublicationRoute({
  database,
  channels,
  settings,
}: Pick<Dependencies, 'database' | 'channels' | 'settings'>) {
  return serve('POST /api/atelier/drafts/:id/publication', {
    right: ANALYSTS,
    guard: null,
    async handle(call) {
      await mustDraw(call);
      const { params, body, me, at } = call;
      const asked = await database.transaction(async (tx) => {
        const draft = mustBeFree(await lockCircuitDraft(tx, params.id));
        if (draft.revision !== body.revision) return { stale: draft };
        const faults = (await formFaults(tx, draft.id)).filter(({ severity }) => severity === 'error');
        if (faults.length > 0) throw invalidCircuit(faults);
        const outboxId = await enqueue(tx, {
          command: 'publish-circuit',
          payload: {
            kind: draft.kind,
            draftId: draft.id,
            actorId: me.personId,
            reason: body.reason,
            over: body.over ?? null,
          },
        });
        await markPublishing(tx, draft.id, outboxId);
        await appendAudit(tx, {
          chain: SYSTEM_CHAIN,
          at,
          actorId: me.personId,
          verb: 'circuit.publication-ask',
          subject: `circuit-draft:${draft.id}`,
          payload: { kind: draft.kind, revision: draft.revision, reason: body.reason, over: body.over ?? null },
        });
        return { outboxId };
      });
      if ('stale' in asked) throw await changedSince(database.prisma, asked.stale);
      const result = await channels.waitForOutbox(asked.outboxId, settings.engineTimeoutMs * TIMEOUT_FACTOR);
      if (result === null) return reply(202, { pending: true as const });
      if (isRefusal(result) && result.faults) throw invalidCircuit(result.faults);
      const { versionId, kind, number } = accepted(result);
      return created({ versionId, kind, number });
    },
  });
}
