import { updateTask } from '#prisma/repositories/tasks/tasks.ts';
import { type ListenerHandler, listenedTask } from '../listener.ts';

/** Shows the new due date and priority. */
export const handler: ListenerHandler = async (context, job) => {
  const { dueAt, priority } = listenedTask(job);
  await updateTask(context.database.prisma, job.userTaskKey, { dueAt, ...(priority !== undefined && { priority }) });
};
