import { openFormJudge } from '#application/forms/form-judge.ts';
import { giveDecisions } from '#application/signing/give-decisions.ts';
import { createVersions } from '#application/versions.ts';
import { logFault } from '../../steps/fault.ts';
import { type CommandHandler, NotYet } from '../command.ts';

/** Gives opinions, visas or checks that somebody asked for together, some at a time; what is begun and lost is begun again. */
export const decideAsked: CommandHandler<'decide-batch'> = async ({ database, now, log }, { batchId }) => {
  const deps = { database, now, versions: createVersions(database), forms: openFormJudge() };
  const onFault = (error: unknown, taskKey: string) =>
    logFault(log, error, { command: 'decide-batch', batchId, taskKey }, 'a task of a batch met a fault of ours');
  if (await giveDecisions({ ...deps, onFault }, batchId)) throw new NotYet('others of the batch are left', 1);
  return { batchId };
};
