import { factKey } from '../../domain/request/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { recordChange } from '../../prisma/repositories/people/situation.ts';
import { recordRequestEvent } from '../../prisma/repositories/requests/progress.ts';
import { lockRequest } from '../../prisma/repositories/requests/requests.ts';
import { withdrawalStands } from '../../prisma/repositories/withdrawals.ts';
import type { JobHandler } from '../job.ts';
import { StepFailure } from '../step-failure.ts';
import type { definition } from './definition.ts';
import { APPLY } from './effects/effects.ts';

/** How long a withdrawal that is on its way may hold the effect back before it is asked again. */
const HELD_BACK_MS = 2_000;

/**
 * Applies what was granted, once for a request and an effect. The row of the request is held: a withdrawal asked before
 * holds the effect back until the circuit answers it, and none can be asked after.
 */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId } = step;
  const { what } = step.headers;
  const at = context.now();
  await context.database.transaction(async (tx) => {
    await lockRequest(tx, requestId);
    const request = await tx.request.findUniqueOrThrow({
      where: { id: requestId },
      select: { id: true, agentId: true, data: true, stopUntil: true },
    });
    const { agentId } = request;
    if ((await tx.situationChange.count({ where: { requestId, what } })) > 0) return;
    if (await withdrawalStands(tx, requestId)) {
      const again = { retries: step.retries, afterMs: HELD_BACK_MS };
      throw new StepFailure({ cause: 'withdrawal-underway', params: {} }, { again });
    }
    const data = request.data as Record<string, unknown>;
    const { before, after, facts } = await APPLY[what](tx, { ...request, data }, { secrets: context.secrets, at });
    const changeId = await recordChange(tx, { requestId, personId: agentId, what, before, after, at });
    await recordRequestEvent(tx, {
      requestId,
      kind: 'applied',
      factKey: factKey('applied', what),
      at,
      elementId: step.elementId,
    });
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId: null,
      verb: 'situation.apply',
      subject: `request:${requestId}`,
      payload: { what, changeId, fields: Object.keys(after).sort(), ...facts },
    });
  });
};
