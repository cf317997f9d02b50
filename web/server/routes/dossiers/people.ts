import { parisDay } from '../../../../domain/calendar/civil-date.ts';
import { managedPeople } from '../../../../prisma/repositories/people/people.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/** The agents whose files a gestionnaire keeps. */
export function peopleRoute({ database }: Pick<Dependencies, 'database'>) {
  return serve('GET /api/people', {
    right: ['gestionnaire'],
    guard: 'structure-manager',
    async handle({ me, query, at }) {
      const { rows, ...page } = await managedPeople(database.prisma, {
        ...query,
        managerId: me.personId,
        day: parisDay(at),
      });
      return ok({ items: [...rows], ...page, pageSize: query.pageSize });
    },
  });
}
