import { notifySeveral } from '../../application/administration/powers/notify-several.ts';
import { type CommandHandler, NotYet } from './command.ts';

/** The command is written before the first of the proposals: by then the last one is. */
const GESTURE_MS = 60_000;

/** Tells those concerned by what somebody proposed by one gesture. */
export const notifyProposals: CommandHandler<'notify-proposals'> = async ({ database, now, baseUrl }, { byId, at }) => {
  const gesture = { byId, at: new Date(at) };
  const waitMs = gesture.at.getTime() + GESTURE_MS - now().getTime();
  if (waitMs > 0)
    throw new NotYet('other proposals of the same gesture may be on their way', Math.min(waitMs, GESTURE_MS));
  const deps = { database, mailDomain: new URL(baseUrl).hostname };
  return { notified: await notifySeveral(deps, gesture, now()) };
};
