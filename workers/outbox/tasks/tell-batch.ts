import { tellBatch } from '#application/signing/tell-batch.ts';
import { type CommandHandler, NotYet } from '../command.ts';

const EVERY_MS = 5_000;
const LONGEST_MS = 60_000;

/** Notifies a person who closed a batch that some of it was refused, once it has ended. */
export const tellBatchEnd: CommandHandler<'tell-batch'> = async (
  { database, baseUrl, now },
  { batchId },
  { attempts },
) => {
  const deps = { database, mailDomain: new URL(baseUrl).hostname };
  if (await tellBatch(deps, { id: batchId, at: now() })) return { batchId };
  throw new NotYet('the batch goes on', Math.min(EVERY_MS * attempts, LONGEST_MS));
};
