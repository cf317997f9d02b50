import { eliminateActs } from '#application/archive/eliminate-acts.ts';
import { type CommandHandler, NotYet } from '../command.ts';

/** A contest of today may last for months; it is looked at now and then. */
const PAUSE_MS = 6 * 3_600_000;

/** Removes what acts say whose elimination two people agreed to; what is needed again meanwhile waits until it is not. */
export const eliminateApproved: CommandHandler<'eliminate-acts'> = async ({ database, now }, { eliminationId }) => {
  const left = await eliminateActs({ database }, { eliminationId, now });
  if (left > 0) throw new NotYet(`${left} request(s) are needed still`, PAUSE_MS);
  return { eliminationId };
};
