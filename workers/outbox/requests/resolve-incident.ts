import { lookAtRequests } from '../../loops/incidents/stops.ts';
import { logFault } from '../../steps/fault.ts';
import type { CommandHandler } from '../command.ts';

/** The job gets this many tries again. */
export const RETRIES = 5;

/**
 * Sends a stopped step on its way again; what stops it still makes a new incident. Who asked and why was written with
 * the command, in its transaction.
 */
export const resolveIncident: CommandHandler<'resolve-incident'> = async (context, { incidentKey, requestId }) => {
  const resolved = await context.engine.resolveIncident(incidentKey, { retries: RETRIES });
  if (!resolved) return { refused: 'incident-gone' };
  // Pages say at once that the request goes on; should this look fail, the next one of the watch notifies them.
  await lookAtRequests(context, requestId ? [requestId] : []).catch((error) =>
    logFault(context.log, error, {}, 'incidents could not be looked at'),
  );
  return { incidentKey };
};
