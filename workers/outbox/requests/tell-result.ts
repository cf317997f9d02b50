import { CAMPAIGN_MESSAGES } from '#domain/circuit/words/message.ts';
import { markDelivered, resultToTell } from '#prisma/repositories/campaigns/results.ts';
import { meetPlayed } from '../../steps/played-request.ts';
import { type CommandHandler, NotYet } from '../command.ts';

const RETRY_MS = 500;
/** A circuit that waits for it is there in a moment; later, something else is in its way, which somebody sees to. */
const SOON = 60;
const LATER_MS = 60_000;

/**
 * Says to the circuit of a request what its campaign gave it: the outcome alone. Said again after a lost answer, nobody waits for it
 * any more: it is over once the circuit went on.
 */
export const tellResult: CommandHandler<'tell-result'> = async (context, { requestId }, { attempts }) => {
  const { prisma } = context.database;
  const result = await resultToTell(prisma, requestId);
  if (result === null) return { refused: 'not-found' };
  if (result.isTold) return { requestId };
  const taker =
    result.instanceKey === null
      ? null
      : await context.engine.correlateMessage({
          name: CAMPAIGN_MESSAGES[result.isPlaced ? 'placed' : 'unplaced'],
          correlationKey: requestId,
          variables: {},
        });
  if (taker === null)
    throw new NotYet('the circuit does not wait for its result', attempts < SOON ? RETRY_MS : LATER_MS);
  // A stranger's circuit can wait by the same key; the request's own one is told again.
  if ((await meetPlayed(context, taker))?.requestId !== requestId)
    throw new NotYet('a result was taken by an instance that does not play its request', RETRY_MS);
  await markDelivered(prisma, requestId, context.now());
  return { requestId };
};
