import { signBatch } from '#application/signing/sign-batch.ts';
import type { CommandHandler } from '../command.ts';

/** Signs what a signer proved for together; what is begun and lost is begun again. */
export const signProvedBatch: CommandHandler<'sign-batch'> = async ({ database, now }, { batchId }) => {
  await signBatch({ database }, { batchId, at: now() });
  return { batchId };
};
