import { SYSTEM_CHAIN } from '../../domain/audit.ts';
import { appendAudit } from '../../prisma/audit.ts';
import type { CommandHandler } from './command.ts';

/** The job gets this many tries again. */
const RETRIES = 5;

/** Sends a stopped step on its way again; what stops it still makes a new incident. */
export const resolveIncident: CommandHandler<'resolve-incident'> = async (context, payload) => {
  const { incidentKey, reason, actorId } = payload;
  const resolved = await context.engine.resolveIncident(incidentKey, { retries: RETRIES });
  if (!resolved) return { refused: 'incident-gone' };
  await context.database.transaction((tx) =>
    appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at: context.now(),
      actorId,
      verb: 'incident.resolve',
      subject: `incident:${incidentKey}`,
      payload: { reason },
    }),
  );
  return { incidentKey };
};
