import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { managedChoices, managedPeople } from '#prisma/repositories/people/people.ts';
import { absencesOf } from '#prisma/repositories/people/team.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/** When those whom one is the superior of are away: today's team, whatever the month. Reads nothing of why. */
export function teamRoutes({ database: { prisma } }: Pick<Dependencies, 'database'>) {
  const superior = { right: ['superieur'], guard: 'structure-superior' } as const;
  return [
    serve('GET /api/team/absences', {
      ...superior,
      async handle({ me, query, at }) {
        const today = parisDay(at);
        const { month = today.slice(0, 7), ...list } = query;
        const asked = { ...list, managerId: me.personId, as: 'superieur' as const, day: today };
        const { rows, ...page } = await managedPeople(prisma, asked);
        const from = `${month}-01`;
        const absences = await absencesOf(
          prisma,
          rows.map(({ id }) => id),
          { from, until: dayAfter(from, { months: 1, days: -1 }) },
        );
        const items = rows.map(({ id, firstName, lastName }) => ({
          ...{ id, firstName, lastName },
          absences: absences.flatMap(({ personId, ...days }) => (personId === id ? [days] : [])),
        }));
        return ok({ items, ...page, pageSize: query.pageSize });
      },
    }),
    serve('GET /api/team/filters', {
      ...superior,
      async handle({ me, at }) {
        const asked = { managerId: me.personId, as: 'superieur' as const, day: parisDay(at) };
        const { structures } = await managedChoices(prisma, asked);
        return ok({ structures: [...structures] });
      },
    }),
  ];
}
