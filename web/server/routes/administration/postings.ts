import { parisDay } from '../../../../domain/civil-date.ts';
import {
  createPosting,
  findPosting,
  listPostings,
  lockPerson,
  postingsOf,
} from '../../../../prisma/repositories/administration/holdings.ts';
import { AdministrationQuery, PostingCreate, PostingPage } from '../../../contract/administration.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, type Route, route } from '../../http/route.ts';
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

const PATH = '/api/administration/postings';

/** Who is posted where, from when to when: one post at a time. */
export function postingRoutes(dependencies: Pick<Dependencies, 'database'>): Route[] {
  const { database } = dependencies;
  return [
    route({
      method: 'get',
      path: PATH,
      ...administrator,
      summary: 'The posts held in one’s structures',
      query: AdministrationQuery,
      answers: { 200: PostingPage },
      async handle({ me, query, at }) {
        const { items, total } = await listPostings(database.prisma, listQuery(me, at, query));
        return ok(pageBody({ items: items.map((row) => stateful(row, parisDay(at))), total }, query));
      },
    }),
    creationRoute(dependencies, {
      path: PATH,
      summary: 'Post a person to a structure',
      body: PostingCreate,
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
    ...holdingRoutes(dependencies, {
      path: PATH,
      table: 'posting',
      verbs: { end: 'posting.end', remove: 'posting.remove' },
      words: { end: 'Give a post its last day', remove: 'Remove a post that never began' },
      find: findPosting,
      isRight: true,
    }),
  ];
}
