import { parisDay } from '../../../../domain/civil-date.ts';
import {
  createPosting,
  findPosting,
  listPostings,
  lockPerson,
  postingsOf,
} from '../../../../prisma/repositories/administration/holdings.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import {
  administeredStructure,
  administrator,
  listQuery,
  mayChangeRightsOf,
  mustFit,
  pageBody,
  stateful,
} from './change.ts';
import { creationRoute } from './creation.ts';
import { holdingRoutes } from './holdings.ts';

/** Who is posted where, from when to when: one post at a time. */
export function postingRoutes(dependencies: Pick<Dependencies, 'database'>) {
  const { database } = dependencies;
  return [
    serve('GET /api/administration/postings', {
      ...administrator,
      async handle({ me, query, at }) {
        const { items, total } = await listPostings(database.prisma, listQuery(me, at, query));
        return ok(pageBody({ items: items.map((row) => stateful(row, parisDay(at))), total }, query));
      },
    }),
    creationRoute(dependencies, 'POST /api/administration/postings', {
      subject: 'posting',
      verb: 'posting.create',
      async make(tx, change, posting) {
        const structure = await administeredStructure(tx, change, posting.structureId);
        await mayChangeRightsOf(tx, change, posting.personId);
        await lockPerson(tx, posting.personId);
        mustFit(posting, await postingsOf(tx, posting.personId), structure);
        const { personId: chain, ...after } = posting;
        return { id: await createPosting(tx, posting), chain, after };
      },
    }),
    ...holdingRoutes(dependencies, 'postings', {
      table: 'posting',
      verbs: { end: 'posting.end', remove: 'posting.remove' },
      find: findPosting,
      isRight: true,
    }),
  ];
}
