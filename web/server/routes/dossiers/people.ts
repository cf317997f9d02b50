import { parisDay } from '../../../../domain/civil-date.ts';
import { managedPeople } from '../../../../prisma/repositories/people.ts';
import { PeoplePage, PeopleQuery } from '../../../contract/dossier.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, type Route, route } from '../../http/route.ts';

/** The agents whose files a gestionnaire keeps. */
export function peopleRoute({ database }: Pick<Dependencies, 'database'>): Route {
  return route({
    method: 'get',
    path: '/api/people',
    right: ['gestionnaire'],
    guard: 'structure-manager',
    summary: 'The agents of the structures one manages',
    query: PeopleQuery,
    answers: { 200: PeoplePage },
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
