import { latePlaces, rootStanding } from '#domain/evidence/root-standing.ts';
import { lastRoot, rootsStand } from '#prisma/repositories/administration/daily-roots.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/** Whether the daily roots of the evidence are made, and written outside: the workers do both. */
export function dailyRootsRoute({ database: { prisma } }: Pick<Dependencies, 'database'>) {
  return serve('GET /api/operations/daily-roots', {
    right: ['administrateur'],
    guard: null,
    async handle({ at }) {
      const [last, stand] = await Promise.all([lastRoot(prisma), rootsStand(prisma)]);
      return ok({
        standing: rootStanding(stand, at),
        late: latePlaces(stand.places, at).map(({ name }) => name),
        last: last && { day: last.day, chains: last.statement.chains, isStamped: last.stamp !== null },
      });
    },
  });
}
