import { parisDay } from '#domain/calendar/civil-date.ts';
import { isOfFormerOffice } from '#domain/power/office.ts';
import { rightsSincePosted } from '#prisma/repositories/administration/holdings.ts';
import { nearestBut } from '#prisma/repositories/administration/power.ts';
import { type Notice, notifyMissing } from '#prisma/repositories/messages/notifications.ts';
import type { NotifyingDeps } from '../dependencies.ts';

/**
 * Notifies the nearest administrators when a person who changed office still signs by right under a
 * right given for the former one. The right continues, and only a person knows whether it should.
 * One notice a right, even when called again.
 */
export async function notifyFormerOffices({ database, mailDomain }: NotifyingDeps, at: Date): Promise<void> {
  const { prisma } = database;
  const day = parisDay(at);
  const notices: Notice[] = [];
  for (const { id, person, structure, posts, from } of await rightsSincePosted(prisma, day)) {
    if (!isOfFormerOffice({ from }, posts, day)) continue;
    const who = `${person.firstName} ${person.lastName}`;
    notices.push({
      ...{ requestId: null, message: 'right-of-former-office', occasion: `habilitation:${id}`, mailDomain },
      recipients: await nearestBut(prisma, {
        ...{ role: 'administrateur', structureId: structure.id, but: [person.id], day },
      }),
      detail: {
        'title.fr': `${who}, signataire, ${structure.name}`,
        'title.en': `${who}, signatory, ${structure.name}`,
      },
    });
  }
  await notifyMissing(prisma, notices);
}
