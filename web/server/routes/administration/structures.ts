import {
  closeStructure,
  createStructure,
  moveStructure,
  renameStructure,
} from '../../../../application/administration/change-structure.ts';
import { parisDay } from '../../../../domain/calendar/civil-date.ts';
import { searchDirectory } from '../../../../prisma/repositories/administration/directory.ts';
import { listStructures } from '../../../../prisma/repositories/administration/structures.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, serve } from '../../http/route.ts';
import { administrator, changeOf, listQuery, pageBody } from './change.ts';
import { creationRoute } from './creation.ts';

const MAX_PEOPLE = 10;

/** The tree of structures, and the directory of the people that rights are given to. */
export function structureRoutes({ database }: Pick<Dependencies, 'database'>) {
  const { prisma } = database;
  return [
    serve('GET /api/administration/people', {
      ...administrator,
      handle: async ({ query, at }) => ok({ items: await searchDirectory(prisma, query.q, parisDay(at), MAX_PEOPLE) }),
    }),
    serve('GET /api/administration/structures', {
      ...administrator,
      async handle({ me, query, at }) {
        const open = query.open === 'true';
        return ok(pageBody(await listStructures(prisma, { ...listQuery(me, at, query), open }), query));
      },
    }),
    creationRoute('POST /api/administration/structures', (change, structure) =>
      createStructure({ database }, change, structure),
    ),
    serve('PUT /api/administration/structures/:id', {
      ...administrator,
      async handle(call) {
        const { name, city } = call.body;
        await renameStructure({ database }, await changeOf(call), { id: call.params.id, name, city });
        return done;
      },
    }),
    serve('POST /api/administration/structures/:id/move', {
      ...administrator,
      async handle(call) {
        await moveStructure({ database }, await changeOf(call), { id: call.params.id, parentId: call.body.parentId });
        return done;
      },
    }),
    serve('POST /api/administration/structures/:id/closure', {
      ...administrator,
      async handle(call) {
        await closeStructure({ database }, await changeOf(call), { id: call.params.id, on: call.body.on });
        return done;
      },
    }),
  ];
}
