import { parisDay } from '../../../../domain/civil-date.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import {
  createPosting,
  findPosting,
  listPostings,
  lockPerson,
  postingsOf,
} from '../../../../prisma/repositories/administration/holdings.ts';
import { AdministrationQuery, Created, PostingCreate, PostingPage } from '../../../contract/administration.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, ok, type Route, route } from '../../http/route.ts';
import { administeredStructure, listQuery, mayChangeRightsOf, mustFit, pageBody, stateful } from './change.ts';
import { holdingRoutes } from './holdings.ts';

const PATH = '/api/administration/postings';

/** Who is posted where, from when to when: one post at a time. */
export function postingRoutes(dependencies: Pick<Dependencies, 'database'>): Route[] {
  const { database } = dependencies;
  return [
    route({
      method: 'get',
      path: PATH,
      right: ['administrateur'],
      guard: 'administrator',
      summary: 'The posts held in one’s structures',
      query: AdministrationQuery,
      answers: { 200: PostingPage },
      async handle({ me, query, at }) {
        const { items, total } = await listPostings(database.prisma, listQuery(me, at, query));
        return ok(pageBody({ items: items.map((row) => stateful(row, parisDay(at))), total }, query));
      },
    }),
    route({
      method: 'post',
      path: PATH,
      right: ['administrateur'],
      guard: 'administrator',
      summary: 'Post a person to a structure',
      body: PostingCreate,
      answers: { 201: Created },
      async handle({ me, body, at }) {
        const { reason, ...posting } = body;
        const id = await database.transaction(async (tx) => {
          const structure = await administeredStructure(tx, { me, at }, posting.structureId);
          await mayChangeRightsOf(tx, { me, at }, posting.personId);
          await lockPerson(tx, posting.personId);
          mustFit(posting, await postingsOf(tx, posting.personId), structure);
          const made = await createPosting(tx, posting);
          const { personId, ...after } = posting;
          await appendAudit(tx, {
            chain: personId,
            at,
            actorId: me.personId,
            verb: 'posting.create',
            subject: `posting:${made}`,
            payload: { after, reason },
          });
          return made;
        });
        return created({ id });
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
