import { errorCode } from '#domain/errors.ts';
import type { CommandHandler } from '../command.ts';
import { NotYet } from '../command.ts';

/** Gives the task to a person, or back to all its holders; the `assigning` listener checks and shows it. */
export const assignTask: CommandHandler<'assign-task'> = async ({ engine }, { taskKey, personId }) => {
  const answer = await engine.assign(taskKey, personId);
  if (answer === 'completed') return { assigneeId: personId };
  if (answer === 'pending') throw new NotYet('a listener of the task has not answered', 300);
  if (typeof answer === 'object') return { refused: errorCode(answer.reason, 'forbidden') };
  return { refused: 'task-ended' };
};
