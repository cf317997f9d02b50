import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { longDay } from '#domain/calendar/french-day.ts';
import { aboutDraft, IDLE_DRAFT_DAYS, IDLE_DRAFT_MESSAGE } from '#domain/request/idle-draft.ts';
import { appendAudits } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { deleteDraft } from '#prisma/repositories/drafts/drafts.ts';
import { type IdleDraft, lockDraftsToRemove, takeDraftsToTell } from '#prisma/repositories/drafts/idle-drafts.ts';
import { type Notice, notifyMissing } from '#prisma/repositories/messages/notifications.ts';
import type { NotifyingDeps } from '../dependencies.ts';

/** Number of drafts in one transaction. */
const BATCH = 200;

/**
 * Notifies owners of the drafts that they left untouched of the day until which each is kept; once,
 * and again if they change it and leave it again.
 * @returns the number of drafts
 */
export async function tellIdleDrafts({ database, mailDomain }: NotifyingDeps, at: Date): Promise<number> {
  const before = new Date(at);
  before.setUTCDate(before.getUTCDate() - IDLE_DRAFT_DAYS.untilTold);
  let total = 0;
  for (;;) {
    const told = await database.transaction(async (tx: Tx) => {
      const drafts = await takeDraftsToTell(tx, { before, at, max: BATCH });
      await notifyMissing(
        tx,
        drafts.map((draft) => noticeOf(draft, at, mailDomain)),
      );
      return drafts.length;
    });
    total += told;
    if (told < BATCH) return total;
  }
}

function noticeOf({ id, ownerId, title, updatedAt }: IdleDraft, at: Date, mailDomain: string): Notice {
  const until = dayAfter(parisDay(at), { days: IDLE_DRAFT_DAYS.untilRemoved });
  return {
    ...{ subject: aboutDraft(id), message: IDLE_DRAFT_MESSAGE, occasion: updatedAt.toISOString() },
    ...{ recipients: [ownerId], mailDomain },
    detail: { titleFr: title.fr, titleEn: title.en, untilFr: longDay(until), untilEn: until },
  };
}

/**
 * Deletes the drafts untouched since their owner was notified, with their documents.
 * @returns the number deleted
 */
export async function removeIdleDrafts(tx: Tx, max: number, at: Date): Promise<number> {
  const toldBy = dayAfter(parisDay(at), { days: -IDLE_DRAFT_DAYS.untilRemoved - 1 });
  const drafts = await lockDraftsToRemove(tx, { toldBy, max });
  for (const { id } of drafts) await deleteDraft(tx, id);
  await appendAudits(
    tx,
    drafts.map(({ id, ownerId, kind, updatedAt }) => ({
      ...{ chain: ownerId, at, actorId: null, verb: 'draft.expire', subject: `draft:${id}` },
      payload: { kind, updatedAt: updatedAt.toISOString() },
    })),
  );
  return drafts.length;
}
