import { parisDay } from '#domain/calendar/civil-date.ts';
import { STARTING_ROLES } from '#domain/permissions/role.ts';
import { managedChoices, managedPeople } from '#prisma/repositories/people/people.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/** The agents whose files a gestionnaire keeps, or whose superior one is: those for whom one may start something. */
export function peopleRoutes({ database: { prisma } }: Pick<Dependencies, 'database'>) {
  const manager = { right: STARTING_ROLES, guard: 'structure-manager' } as const;
  return [
    serve('GET /api/people', {
      ...manager,
      async handle({ me, query, at }) {
        const asked = { ...query, managerId: me.personId, day: parisDay(at) };
        const { rows, ...page } = await managedPeople(prisma, asked);
        return ok({ items: [...rows], ...page, pageSize: query.pageSize });
      },
    }),
    serve('GET /api/people/filters', {
      ...manager,
      async handle({ me, query, at }) {
        const asked = { as: query.as, managerId: me.personId, day: parisDay(at) };
        const { structures, grades } = await managedChoices(prisma, asked);
        return ok({ structures: [...structures], grades: [...grades] });
      },
    }),
  ];
}
