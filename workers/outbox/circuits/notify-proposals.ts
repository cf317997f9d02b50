import { notifySeveral } from '#application/administration/powers/notify-several.ts';
import { type CommandHandler, NotYet } from '../command.ts';

/** The command is written before the first of them is proposed, or confirmed: by then the last one is. */
const GESTURE_MS = 60_000;

/** Tells those concerned by what somebody proposed, or confirmed, by one gesture. */
export const notifyProposals: CommandHandler<'notify-proposals'> = async ({ database, now, baseUrl }, asked) => {
  const gesture = { ...asked, at: new Date(asked.at) };
  const waitMs = gesture.at.getTime() + GESTURE_MS - now().getTime();
  if (waitMs > 0)
    throw new NotYet('other proposals of the same gesture may be on their way', Math.min(waitMs, GESTURE_MS));
  const deps = { database, mailDomain: new URL(baseUrl).hostname };
  return { notified: await notifySeveral(deps, gesture, now()) };
};
