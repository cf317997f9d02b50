import { SYSTEM_CHAIN } from '../../../../domain/audit.ts';
import { parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { eveOf } from '../../../../domain/period.ts';
import { within } from '../../../../domain/permissions/actor.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import type { Prisma, Tx } from '../../../../prisma/client.ts';
import { searchDirectory } from '../../../../prisma/repositories/administration/directory.ts';
import {
  closeStructure,
  codeIsTaken,
  createStructure,
  listStructures,
  lockTree,
  moveStructure,
  renameStructure,
  type StructureFacts,
  usesAfter,
} from '../../../../prisma/repositories/administration/structures.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, done, ok, serve } from '../../http/route.ts';
import { administeredStructure, type Change, listQuery, pageBody } from './change.ts';

const MOST_PEOPLE = 10;

/** The tree of structures, and the directory of the people that rights are given to. */
export function structureRoutes({ database }: Pick<Dependencies, 'database'>) {
  const { prisma } = database;
  const administrator = { right: ['administrateur'], guard: 'administrator' } as const;

  /** One change of the tree, with its trace. */
  const change = (
    asked: Change,
    id: string,
    work: (
      tx: Tx,
      before: StructureFacts,
    ) => Promise<{
      verb: 'structure.change' | 'structure.move' | 'structure.close';
      payload: Prisma.InputJsonObject;
    }>,
  ) =>
    database.transaction(async (tx) => {
      await lockTree(tx);
      const before = await administeredStructure(tx, asked, id);
      const { verb, payload } = await work(tx, before);
      const event = { chain: SYSTEM_CHAIN, at: asked.at, actorId: asked.me.personId, subject: `structure:${id}` };
      await appendAudit(tx, { ...event, verb, payload });
    });

  return [
    serve('GET /api/administration/people', {
      ...administrator,
      handle: async ({ query, at }) => ok({ items: await searchDirectory(prisma, query.q, parisDay(at), MOST_PEOPLE) }),
    }),
    serve('GET /api/administration/structures', {
      ...administrator,
      async handle({ me, query, at }) {
        const open = query.open === 'true';
        return ok(pageBody(await listStructures(prisma, { ...listQuery(me, at, query), open }), query));
      },
    }),
    serve('POST /api/administration/structures', {
      ...administrator,
      async handle({ me, body, at }) {
        const { code, name, city, parentId, reason } = body;
        const id = await database.transaction(async (tx) => {
          await lockTree(tx);
          const parent = await administeredStructure(tx, { me, at }, parentId);
          if (parent.closedOn !== null) throw new DomainError('structure-closed');
          if (await codeIsTaken(tx, code)) throw new DomainError('structure-code-taken');
          const made = await createStructure(tx, { code, name, city, parent, at });
          await appendAudit(tx, {
            chain: SYSTEM_CHAIN,
            at,
            actorId: me.personId,
            verb: 'structure.create',
            subject: `structure:${made}`,
            payload: { after: { code, name, city, parentId }, reason },
          });
          return made;
        });
        return created({ id });
      },
    }),
    serve('PUT /api/administration/structures/:id', {
      ...administrator,
      async handle({ me, params, body, at }) {
        const { name, city, reason } = body;
        await change({ me, at }, params.id, async (tx, before) => {
          await renameStructure(tx, before.id, { name, city });
          return {
            verb: 'structure.change',
            payload: { before: { name: before.name, city: before.city }, after: { name, city }, reason },
          };
        });
        return done;
      },
    }),
    serve('POST /api/administration/structures/:id/move', {
      ...administrator,
      async handle({ me, params, body, at }) {
        const { parentId, reason } = body;
        await change({ me, at }, params.id, async (tx, before) => {
          if (before.parentId === null) throw new DomainError('structure-root');
          // Whoever administers only this branch cannot take it away from those above.
          await administeredStructure(tx, { me, at }, before.parentId);
          const parent = await administeredStructure(tx, { me, at }, parentId);
          if (within(parent.path, before.path)) throw new DomainError('structure-loop');
          if (parent.closedOn !== null) throw new DomainError('structure-closed');
          await moveStructure(tx, before, parent);
          return {
            verb: 'structure.move',
            payload: { before: { parentId: before.parentId }, after: { parentId }, reason },
          };
        });
        return done;
      },
    }),
    serve('POST /api/administration/structures/:id/closure', {
      ...administrator,
      async handle({ me, params, body, at }) {
        const { on, reason } = body;
        if (on < eveOf(parisDay(at))) throw new DomainError('period-in-past');
        await change({ me, at }, params.id, async (tx, before) => {
          if (before.parentId === null) throw new DomainError('structure-root');
          if (before.closedOn !== null && before.closedOn <= on) throw new DomainError('period-over');
          const uses = await usesAfter(tx, before.id, on);
          if (uses.postings + uses.rights + uses.below > 0) throw new DomainError('structure-in-use', uses);
          await closeStructure(tx, before.id, on);
          return {
            verb: 'structure.close',
            payload: { before: { closedOn: before.closedOn }, after: { closedOn: on }, reason },
          };
        });
        return done;
      },
    }),
  ];
}
