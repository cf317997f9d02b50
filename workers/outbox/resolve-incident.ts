import type { CommandHandler } from './command.ts';

/** The job gets this many tries again. */
const RETRIES = 5;

/**
 * Sends a stopped step on its way again; what stops it still makes a new incident. Who asked and why was written with
 * the command, in its transaction.
 */
export const resolveIncident: CommandHandler<'resolve-incident'> = async (context, { incidentKey }) => {
  const resolved = await context.engine.resolveIncident(incidentKey, { retries: RETRIES });
  return resolved ? { incidentKey } : { refused: 'incident-gone' };
};
