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
      const { q = '', page, pageSize } = query;
      const { items, total } = await managedPeople(database.prisma, {
        managerId: me.personId,
        day: parisDay(at),
        words: q
          .split(/\s+/)
          .filter((word) => word !== '')
          .slice(0, 5),
        limit: pageSize,
        offset: (page - 1) * pageSize,
      });
      return ok({ items, total, page, pageSize });
    },
  });
}
