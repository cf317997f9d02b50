import { parisDay } from '../../../../domain/calendar/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { showPhone } from '../../../../domain/formats/phone.ts';
import { spacesOf } from '../../../../domain/permissions/space.ts';
import { countDrafts } from '../../../../prisma/repositories/drafts.ts';
import { countUnread } from '../../../../prisma/repositories/notifications.ts';
import { echelonOn } from '../../../../prisma/repositories/people/career.ts';
import { readPerson, setLanguage, superiorsOf } from '../../../../prisma/repositories/people/people.ts';
import { currentAccount } from '../../../../prisma/repositories/people/situation.ts';
import { countOpenRequests } from '../../../../prisma/repositories/requests/requests.ts';
import { countTasks } from '../../../../prisma/repositories/tasks/task-list.ts';
import type { Me } from '../../../contract/me.ts';
import type { SignedIn } from '../../auth/sessions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/** Who is signed in: their own data, their spaces, and what waits for them. */
export function meRoutes({ database, stepUp, settings }: Pick<Dependencies, 'database' | 'stepUp' | 'settings'>) {
  const { prisma } = database;

  const view = async (me: SignedIn, at: Date): Promise<Me> => {
    const day = parisDay(at);
    const [sheet, account, echelon, actor, canStepUp, openRequests, drafts, tasks, unreadNotifications] =
      await Promise.all([
        readPerson(prisma, me.personId, day),
        currentAccount(prisma, me.personId),
        echelonOn(prisma, me.personId, day),
        me.actor,
        stepUp.available(me.userId),
        countOpenRequests(prisma, me.personId),
        countDrafts(prisma, me.personId),
        countTasks(prisma, me.personId),
        countUnread(prisma, me.personId),
      ]);
    if (!sheet) throw new DomainError('signed-out');
    const { person, posting, workTime, habilitations } = sheet;
    const superiors = posting ? await superiorsOf(prisma, person.id, posting.structureId, day) : [];
    return {
      id: person.id,
      firstName: person.firstName,
      lastName: person.lastName,
      employeeNumber: person.employeeNumber,
      email: person.workEmail,
      personalEmail: person.personalEmail,
      phone: person.phone === null ? null : showPhone(person.phone),
      bankAccount: account?.shown ?? null,
      address: person.address,
      language: person.language === 'en' ? 'en' : 'fr',
      quality: posting?.quality ?? null,
      grade: posting?.grade ?? null,
      echelon,
      structure: posting && { id: posting.structure.id, name: posting.structure.name, city: posting.structure.city },
      superior: superiors[0] ?? null,
      workTime,
      habilitations: habilitations as Me['habilitations'],
      spaces: spacesOf(actor, day),
      canStepUp,
      demonstration: settings.demonstration,
      counts: { openRequests, drafts, tasks: tasks.total, unreadNotifications },
    };
  };

  return [
    serve('GET /api/me', {
      right: 'signed-in',
      guard: 'own',
      handle: async ({ me, at }) => ok(await view(me, at)),
    }),
    serve('PATCH /api/me', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me, body, at }) {
        await setLanguage(prisma, me.personId, body.language);
        return ok(await view(me, at));
      },
    }),
  ];
}
