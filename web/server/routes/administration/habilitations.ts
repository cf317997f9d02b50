import { parisDay } from '../../../../domain/civil-date.ts';
import {
  createHabilitation,
  findHabilitation,
  habilitationsOf,
  listHabilitations,
  lockPerson,
} from '../../../../prisma/repositories/administration/holdings.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import {
  administeredStructure,
  administrator,
  listQuery,
  mayChangeRightsOf,
  mustFit,
  notInPast,
  pageBody,
  stateful,
} from './change.ts';
import { creationRoute } from './creation.ts';
import { holdingRoutes } from './holdings.ts';

/** Named rights, on a structure and what is below it, for a while. Nobody gives one to themselves. */
export function habilitationRoutes(dependencies: Pick<Dependencies, 'database'>) {
  const { database } = dependencies;
  return [
    serve('GET /api/administration/habilitations', {
      ...administrator,
      async handle({ me, query, at }) {
        const { items, total } = await listHabilitations(database.prisma, listQuery(me, at, query));
        return ok(pageBody({ items: items.map((row) => stateful(row, parisDay(at))), total }, query));
      },
    }),
    creationRoute(dependencies, 'POST /api/administration/habilitations', {
      subject: 'habilitation',
      verb: 'habilitation.create',
      async make(tx, change, right) {
        notInPast(right.from, change.at);
        const structure = await administeredStructure(tx, change, right.structureId);
        await mayChangeRightsOf(tx, change, right.personId);
        await lockPerson(tx, right.personId);
        mustFit(right, await habilitationsOf(tx, right.personId, right.role, right.structureId), structure);
        const { personId: chain, ...after } = right;
        return { id: await createHabilitation(tx, right), chain, after };
      },
    }),
    ...holdingRoutes(dependencies, 'habilitations', {
      table: 'habilitation',
      verbs: { end: 'habilitation.end', remove: 'habilitation.remove' },
      find: findHabilitation,
      isRight: true,
    }),
  ];
}
