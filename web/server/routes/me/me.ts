import { lacksSecondFactor } from '#domain/account/second-factor.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { spacesOf } from '#domain/permissions/space.ts';
import { endsSoon } from '#domain/power/power-end.ts';
import { draftsHeldBy } from '#prisma/repositories/drafts/drafts.ts';
import { unreadBy } from '#prisma/repositories/messages/notifications.ts';
import { readPerson, setLanguage, superiorsOf } from '#prisma/repositories/people/people.ts';
import { openRequestsOf } from '#prisma/repositories/requests/requests.ts';
import { countEach } from '#prisma/repositories/statements/keyset.ts';
import { tasksHeldBy } from '#prisma/repositories/tasks/task-list.ts';
import type { Me } from '#web/contract/account/me.ts';
import type { SignedIn } from '../../auth/sessions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/** Who is signed in: their own data, their spaces, and what waits for them. */
export function meRoutes({ database, settings }: Pick<Dependencies, 'database' | 'settings'>) {
  const { prisma } = database;

  const view = async (me: SignedIn, at: Date): Promise<Me> => {
    const day = parisDay(at);
    const [known, counts] = await Promise.all([
      readPerson(prisma, me.personId, day),
      countEach(prisma, {
        openRequests: openRequestsOf(me.personId),
        drafts: draftsHeldBy(me.personId),
        tasks: tasksHeldBy(me.personId),
        unreadNotifications: unreadBy(me.personId),
      }),
    ]);
    if (!known) throw new DomainError('signed-out');
    const { person, posting, habilitations, preparesDesksOf, canStepUp, hasPasskey } = known;
    const superiors = posting ? await superiorsOf(prisma, person.id, posting.structure.id, day) : [];
    return {
      id: person.id,
      firstName: person.firstName,
      lastName: person.lastName,
      employeeNumber: person.employeeNumber,
      email: person.workEmail,
      accountEmail: person.accountEmail,
      language: person.language === 'en' ? 'en' : 'fr',
      quality: posting?.quality ?? null,
      grade: posting?.grade ?? null,
      structure: posting && { id: posting.structure.id, name: posting.structure.name, city: posting.structure.city },
      superior: superiors[0] ?? null,
      habilitations: habilitations.map((held) => ({
        ...held,
        endsSoon: endsSoon(held.until, day),
      })) as Me['habilitations'],
      spaces: spacesOf(me.actor, day),
      preparesDesksOf: [...preparesDesksOf],
      canStepUp,
      hasPasskey,
      secondFactor: lacksSecondFactor(me.actor, me.signIn.strength, day) ? wayOf({ canStepUp, hasPasskey }) : null,
      demonstration: settings.demonstration,
      counts: {
        openRequests: counts.openRequests.total,
        drafts: counts.drafts.total,
        tasks: counts.tasks.total,
        unreadNotifications: counts.unreadNotifications.total,
      },
    };
  };

  return [
    serve('GET /api/me', {
      session: 'any',
      right: 'signed-in',
      guard: 'own',
      handle: async ({ me, at }) => ok(await view(me, at)),
    }),
    serve('PATCH /api/me', {
      session: 'any',
      right: 'signed-in',
      guard: 'own',
      async handle({ me, body, at }) {
        await setLanguage(prisma, me.personId, body.language);
        return ok(await view(me, at));
      },
    }),
  ];
}

/** How a session gets its second factor: by the one that its owner has, else by a new one. */
function wayOf({ canStepUp, hasPasskey }: Pick<Me, 'canStepUp' | 'hasPasskey'>): Me['secondFactor'] {
  if (canStepUp) return 'prove';
  return hasPasskey ? 'passkey' : 'enrol';
}
