import { parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import type { Tx } from '../../../../prisma/client.ts';
import {
  absencesOf,
  createAbsence,
  findAbsence,
  listAbsences,
  lockPerson,
} from '../../../../prisma/repositories/administration/holdings.ts';
import { postingOn } from '../../../../prisma/repositories/people.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { administrator, type Change, listQuery, mustAdminister, mustFit, pageBody, stateful } from './change.ts';
import { creationRoute } from './creation.ts';
import { holdingRoutes } from './holdings.ts';

/** Who is away, from when to when: their opinions go to whoever is above meanwhile. It gives nobody the power to sign. */
export function absenceRoutes(dependencies: Pick<Dependencies, 'database'>) {
  const { database } = dependencies;
  const postedAt = async (tx: Tx, personId: string, { at }: Pick<Change, 'at'>) =>
    (await postingOn(tx, personId, parisDay(at)))?.structure.path ?? null;
  return [
    serve('GET /api/administration/absences', {
      ...administrator,
      async handle({ me, query, at }) {
        const { items, total } = await listAbsences(database.prisma, listQuery(me, at, query));
        return ok(pageBody({ items: items.map((row) => stateful(row, parisDay(at))), total }, query));
      },
    }),
    creationRoute(dependencies, 'POST /api/administration/absences', {
      subject: 'absence',
      verb: 'absence.create',
      async make(tx, change, absence) {
        const structurePath = await postedAt(tx, absence.personId, change);
        if (structurePath === null) throw new DomainError('not-found');
        await mustAdminister(change, structurePath);
        await lockPerson(tx, absence.personId);
        mustFit(absence, await absencesOf(tx, absence.personId));
        const { personId: chain, from, until } = absence;
        return { id: await createAbsence(tx, absence), chain, after: { from, until } };
      },
    }),
    ...holdingRoutes(dependencies, 'absences', {
      table: 'absence',
      verbs: { end: 'absence.end', remove: 'absence.remove' },
      find: (tx, id, change) => findAbsence(tx, id, (personId) => postedAt(tx, personId, change)),
      isRight: false,
    }),
  ];
}
