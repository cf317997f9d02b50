import { isRefusal } from '#domain/outbox/outbox-command.ts';
import { notifyDrawn } from '#prisma/repositories/signing/drawings.ts';
import type { WorkerContext } from '../../context.ts';
import { logFault } from '../../steps/fault.ts';
import type { CommandHandler } from '../command.ts';
import { renderPreview } from './render-preview.ts';

/** An act that fails so often is left: opening it orders it again, by itself. */
const MAX_ATTEMPTS = 3;
/** Some are typeset while others are written. */
const AT_ONCE = 4;

/** Typesets some acts of a fold for their signer; one that fails keeps none of the others. */
export const drawActs: CommandHandler<'draw-acts'> = async (context, { signerId, taskKeys }, { attempts }) => {
  const failed: unknown[] = [];
  let refused = 0;
  const draw = async (taskKey: string): Promise<void> => {
    try {
      if (isRefusal(await renderPreview(context, { taskKey, signerId }))) refused += 1;
    } catch (error) {
      failed.push(error);
    }
  };
  const left = taskKeys.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const taskKey of left) await draw(taskKey);
    }),
  );
  await notifyDrawn(context.database.prisma, signerId);
  if (failed.length > 0 && attempts < MAX_ATTEMPTS) throw failed[0];
  for (const error of failed) giveUp(context, error);
  return { drawn: taskKeys.length - refused - failed.length, refused: refused + failed.length };
};

const giveUp = ({ log }: WorkerContext, error: unknown): void =>
  logFault(log, error, { command: 'draw-acts' }, 'an act of a fold was not drawn');
