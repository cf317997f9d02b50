import { REORGANISED_MESSAGE } from '#domain/notice/notice.ts';
import type { Reorganisation } from '#domain/people/reorganisation.ts';
import { factKey } from '#domain/request/request-event.ts';
import { structureNames } from '#prisma/repositories/administration/structures.ts';
import { notifyMissing } from '#prisma/repositories/messages/notifications.ts';
import { recordEvents } from '#prisma/repositories/requests/progress.ts';
import { liveBelow } from '#prisma/repositories/requests/reorganised.ts';
import type { CommandHandler } from '../command.ts';

/** Requests told of in one transaction. */
const PAGE = 200;

/**
 * Tells everyone whose request is under way in a structure that moved, merged or closed, or below it: it goes on as it is.
 * Page by page; begun again, nobody is told twice.
 */
export const tellReorganisation: CommandHandler<'tell-reorganisation'> = async (context, { structureId, ...told }) => {
  const { database, now, baseUrl } = context;
  const { name, parent } = await structureNames(database.prisma, structureId, told.intoId);
  const words = wordsOf(told.change, name, parent);
  const mailDomain = new URL(baseUrl).hostname;
  let after: string | null = null;
  for (let count = 0; ; ) {
    const page = await liveBelow(database.prisma, { structureId, after, limit: PAGE });
    if (page.length === 0) return { told: count };
    const fact = { kind: 'reorganised', factKey: factKey('reorganised', told.changeId), at: now() } as const;
    await database.transaction(async (tx) => {
      await recordEvents(
        tx,
        page.map(({ id }) => id),
        { ...fact, detail: { change: told.change, structure: name, into: parent } },
      );
      await notifyMissing(
        tx,
        page.map(({ id, number, agentId }) => ({
          ...{ requestId: id, message: REORGANISED_MESSAGE, occasion: `reorganisation:${told.changeId}`, mailDomain },
          recipients: [agentId],
          detail: {
            number,
            ...{ 'what.fr': words.fr, 'what.en': words.en },
            ...{ 'title.fr': `Demande ${number} : ${words.fr}`, 'title.en': `Request ${number}: ${words.en}` },
          },
        })),
      );
    });
    count += page.length;
    after = page.at(-1)?.id ?? null;
  }
};

/** What happened to the structure, as mails and notifications say it. */
function wordsOf(change: Reorganisation, name: string, parent: string): { readonly fr: string; readonly en: string } {
  switch (change) {
    case 'move':
      return { fr: `${name} est désormais rattaché à ${parent}`, en: `${name} now belongs to ${parent}` };
    case 'merge':
      return { fr: `${name} a fusionné avec ${parent}`, en: `${name} has merged into ${parent}` };
    case 'close':
      return { fr: `${name} ferme`, en: `${name} closes` };
    case 'keep':
      return { fr: `${name} ne ferme plus`, en: `${name} no longer closes` };
  }
}
