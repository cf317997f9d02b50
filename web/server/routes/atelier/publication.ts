import { publishCircuit } from '../../../../application/atelier/publish-circuit.ts';
import { accepted, isRefusal } from '../../../../domain/operations/outbox-command.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, reply, serve } from '../../http/route.ts';
import { invalidCircuit, TIMEOUT_FACTOR } from './check.ts';
import { ANALYSTS, drawing } from './drafts.ts';
import { changedSince } from './files.ts';

/** Publishes a draft, or says that its publication is on its way. */
export function circuitPublicationRoute({
  database,
  channels,
  settings,
}: Pick<Dependencies, 'database' | 'channels' | 'settings'>) {
  return serve('POST /api/atelier/drafts/:id/publication', {
    right: ANALYSTS,
    guard: null,
    async handle(call) {
      const { revision, reason, over = null } = call.body;
      const drawn = { ...(await drawing(call)), draftId: call.params.id, revision };
      const asked = await publishCircuit({ database }, { ...drawn, reason, over });
      if ('stale' in asked) throw await changedSince(database.prisma, asked.stale);
      if ('faults' in asked) throw invalidCircuit(asked.faults);
      const result = await channels.waitForOutbox(asked.commandId, settings.engineTimeoutMs * TIMEOUT_FACTOR);
      if (result === null) return reply(202, { pending: true as const });
      if (isRefusal(result) && result.faults) throw invalidCircuit(result.faults);
      const { versionId, kind, number } = accepted(result);
      return created({ versionId, kind, number });
    },
  });
}
