import { parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import type { Tx } from '../../../../prisma/client.ts';
import {
  absencesOf,
  createAbsence,
  findAbsence,
  listAbsences,
  lockPerson,
} from '../../../../prisma/repositories/administration/holdings.ts';
import { postingOn } from '../../../../prisma/repositories/people.ts';
import { AbsenceCreate, AbsencePage, AdministrationQuery, Created } from '../../../contract/administration.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, ok, type Route, route } from '../../http/route.ts';
import { type Change, listQuery, mustAdminister, mustFit, pageBody, stateful } from './change.ts';
import { holdingRoutes } from './holdings.ts';

const PATH = '/api/administration/absences';

/** Who is away, from when to when: their opinions go to whoever is above meanwhile. It gives nobody the power to sign. */
export function absenceRoutes(dependencies: Pick<Dependencies, 'database'>): Route[] {
  const { database } = dependencies;
  const postedAt = async (tx: Tx, personId: string, { at }: Pick<Change, 'at'>) =>
    (await postingOn(tx, personId, parisDay(at)))?.structure.path ?? null;
  return [
    route({
      method: 'get',
      path: PATH,
      right: ['administrateur'],
      guard: 'administrator',
      summary: 'Who is away among the people of one’s structures',
      query: AdministrationQuery,
      answers: { 200: AbsencePage },
      async handle({ me, query, at }) {
        const { items, total } = await listAbsences(database.prisma, listQuery(me, at, query));
        return ok(pageBody({ items: items.map((row) => stateful(row, parisDay(at))), total }, query));
      },
    }),
    route({
      method: 'post',
      path: PATH,
      right: ['administrateur'],
      guard: 'administrator',
      summary: 'Record that a person is away',
      body: AbsenceCreate,
      answers: { 201: Created },
      async handle({ me, body, at }) {
        const { reason, ...absence } = body;
        const id = await database.transaction(async (tx) => {
          const structurePath = await postedAt(tx, absence.personId, { at });
          if (structurePath === null) throw new DomainError('not-found');
          await mustAdminister({ me, at }, structurePath);
          await lockPerson(tx, absence.personId);
          mustFit(absence, await absencesOf(tx, absence.personId));
          const made = await createAbsence(tx, absence);
          await appendAudit(tx, {
            chain: absence.personId,
            at,
            actorId: me.personId,
            verb: 'absence.create',
            subject: `absence:${made}`,
            payload: { after: { from: absence.from, until: absence.until }, reason },
          });
          return made;
        });
        return created({ id });
      },
    }),
    ...holdingRoutes(dependencies, {
      path: PATH,
      table: 'absence',
      verbs: { end: 'absence.end', remove: 'absence.remove' },
      words: { end: 'Bring an absence’s last day forward', remove: 'Remove an absence that never began' },
      find: (tx, id, change) => findAbsence(tx, id, (personId) => postedAt(tx, personId, change)),
      isRight: false,
    }),
  ];
}
