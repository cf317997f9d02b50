import { parisDay } from '../../../../domain/civil-date.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import {
  createHabilitation,
  findHabilitation,
  habilitationsOf,
  listHabilitations,
  lockPerson,
} from '../../../../prisma/repositories/administration/holdings.ts';
import { Created, HabilitationCreate, HabilitationPage, HabilitationQuery } from '../../../contract/administration.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, ok, type Route, route } from '../../http/route.ts';
import {
  administeredStructure,
  listQuery,
  mayChangeRightsOf,
  mustFit,
  notInPast,
  pageBody,
  stateful,
} from './change.ts';
import { holdingRoutes } from './holdings.ts';

const PATH = '/api/administration/habilitations';

/** Named rights, on a structure and what is below it, for a while. Nobody gives one to themselves. */
export function habilitationRoutes(dependencies: Pick<Dependencies, 'database'>): Route[] {
  const { database } = dependencies;
  return [
    route({
      method: 'get',
      path: PATH,
      right: ['administrateur'],
      guard: 'administrator',
      summary: 'The rights given on one’s structures',
      query: HabilitationQuery,
      answers: { 200: HabilitationPage },
      async handle({ me, query, at }) {
        const { items, total } = await listHabilitations(database.prisma, listQuery(me, at, query));
        return ok(pageBody({ items: items.map((row) => stateful(row, parisDay(at))), total }, query));
      },
    }),
    route({
      method: 'post',
      path: PATH,
      right: ['administrateur'],
      guard: 'administrator',
      summary: 'Give a person a right on a structure',
      body: HabilitationCreate,
      answers: { 201: Created },
      async handle({ me, body, at }) {
        const { reason, ...right } = body;
        notInPast(right.from, at);
        const id = await database.transaction(async (tx) => {
          const structure = await administeredStructure(tx, { me, at }, right.structureId);
          await mayChangeRightsOf(tx, { me, at }, right.personId);
          await lockPerson(tx, right.personId);
          mustFit(right, await habilitationsOf(tx, right.personId, right.role, right.structureId), structure);
          const made = await createHabilitation(tx, right);
          const { personId, ...after } = right;
          await appendAudit(tx, {
            chain: personId,
            at,
            actorId: me.personId,
            verb: 'habilitation.create',
            subject: `habilitation:${made}`,
            payload: { after, reason },
          });
          return made;
        });
        return created({ id });
      },
    }),
    ...holdingRoutes(dependencies, {
      path: PATH,
      table: 'habilitation',
      verbs: { end: 'habilitation.end', remove: 'habilitation.remove' },
      words: { end: 'Give a right its last day', remove: 'Remove a right that never began' },
      find: findHabilitation,
      isRight: true,
    }),
  ];
}
