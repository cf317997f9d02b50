import { instanceOf } from '#prisma/repositories/requests/played.ts';
import type { CommandHandler } from '../command.ts';

/**
 * Ends the instance of a request that was cancelled, with whatever it calls; the listeners take its tasks off. One that is over,
 * or was never started, is left as it is: its start came before this command, or is refused after it.
 */
export const cancelInstance: CommandHandler<'cancel-instance'> = async ({ database, engine }, { requestId }) => {
  const instanceKey = await instanceOf(database.prisma, requestId);
  if (instanceKey !== null) await engine.cancelInstance(instanceKey);
  return { instanceKey };
};
