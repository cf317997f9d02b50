import { findOperated, openTasksOf } from '#prisma/repositories/operations/interventions.ts';
import type { CommandHandler } from '../command.ts';
import { judgedMove } from './judged-move.ts';

/** Says what moving a token would do, or why it may not be moved there. Nothing changes. */
export const previewMove: CommandHandler<'preview-move'> = async (context, { requestId, tokenKey, to }) => {
  const { prisma } = context.database;
  const request = await findOperated(prisma, requestId);
  if (request === null) return { refused: 'not-found' };
  const { token, bar } = await judgedMove(context, request, { tokenKey, to });
  const isLeft = (place: string) => token !== null && (place === token.place || place.startsWith(`${token.place}/`));
  const tasks = (await openTasksOf(prisma, requestId)).map(({ elementId }) => elementId).filter(isLeft);
  return { bar, tasks };
};
