import {
  changeStructure,
  createStructure,
  mergeStructure,
  moveStructure,
} from '#application/administration/change-structure.ts';
import { closeStructure, keepStructure } from '#application/administration/close-structure.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { searchDirectory } from '#prisma/repositories/administration/directory.ts';
import { listStructures } from '#prisma/repositories/administration/structures.ts';
import type { Dependencies } from '#web/server/dependencies.ts';
import { done, ok, reply, serve } from '#web/server/http/route.ts';
import { administrator, changeOf, givingDeps, listQuery, pageBody } from '../change.ts';
import { creationRoute } from '../creation.ts';

const MAX_PEOPLE = 10;

/** The tree of structures, and the directory of the people that rights are given to. */
export function structureRoutes(dependencies: Pick<Dependencies, 'database' | 'settings'>) {
  const { database } = dependencies;
  const { prisma } = database;
  const deps = givingDeps(dependencies);
  return [
    serve('GET /api/administration/people', {
      ...administrator,
      handle: async ({ query, at }) => ok({ items: await searchDirectory(prisma, query.q, parisDay(at), MAX_PEOPLE) }),
    }),
    serve('GET /api/administration/structures', {
      ...administrator,
      async handle({ me, query, at }) {
        const open = query.open === 'true';
        const everywhere = query.everywhere === 'true';
        return ok(pageBody(await listStructures(prisma, { ...listQuery(me, at, query), open, everywhere }), query));
      },
    }),
    creationRoute('POST /api/administration/structures', (change, structure) =>
      createStructure({ database }, change, structure),
    ),
    serve('PATCH /api/administration/structures/:id', {
      ...administrator,
      async handle(call) {
        const { reason: _, ...asked } = call.body;
        await changeStructure({ database }, changeOf(call), { id: call.params.id, asked });
        return done;
      },
    }),
    serve('POST /api/administration/structures/:id/move', {
      ...administrator,
      async handle(call) {
        const { id } = call.params;
        const given = await moveStructure(deps, changeOf(call), { id, parentId: call.body.parentId });
        return 'id' in given ? done : reply(202, given);
      },
    }),
    serve('POST /api/administration/structures/:id/merger', {
      ...administrator,
      async handle(call) {
        const { id } = call.params;
        const given = await mergeStructure(deps, changeOf(call), { id, intoId: call.body.intoId });
        return 'id' in given ? done : reply(202, given);
      },
    }),
    serve('POST /api/administration/structures/:id/closure', {
      ...administrator,
      async handle(call) {
        const { id } = call.params;
        const { on } = call.body;
        if (on === null) await keepStructure({ database }, changeOf(call), { id });
        else await closeStructure({ database }, changeOf(call), { id, on });
        return done;
      },
    }),
  ];
}
