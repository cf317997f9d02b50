import { correctPerson } from '#application/people/correct-person.ts';
import { createPerson } from '#application/people/create-person.ts';
import { depart } from '#application/people/depart.ts';
import { movePerson } from '#application/people/move-person.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canAdminister } from '#domain/permissions/administration.ts';
import { canCorrectPerson, canSeeAccount, isGuardedByTwo } from '#domain/permissions/people.ts';
import { isOfFormerOffice } from '#domain/power/office.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { findIdentity, listPersons, personPlace, readPersonFile } from '#prisma/repositories/people/persons.ts';
import type { PersonView } from '#web/contract/operations/persons.ts';
import type { Dependencies } from '#web/server/dependencies.ts';
import { created, done, ok, reply, serve } from '#web/server/http/route.ts';
import { administrator, changeOf, givingDeps, listQuery, stateful } from '../change.ts';

/** The people that an administrator keeps: found, made, corrected, moved. */
export function personRoutes(dependencies: Pick<Dependencies, 'database' | 'settings'>) {
  const { prisma } = dependencies.database;
  const deps = givingDeps(dependencies);
  return [
    serve('GET /api/administration/persons', {
      ...administrator,
      async handle({ me, query, at }) {
        const { rows, ...page } = await listPersons(prisma, listQuery(me, at, query));
        return ok({ items: [...rows], ...page, pageSize: query.pageSize });
      },
    }),
    serve('POST /api/administration/persons', {
      ...administrator,
      async handle(call) {
        const { reason: _, language, firstName, lastName, employeeNumber, workEmail, ...post } = call.body;
        const identity = { firstName, lastName, employeeNumber, workEmail };
        return created(await createPerson(deps, changeOf(call), { identity, language, post }));
      },
    }),
    serve('GET /api/administration/persons/:id', {
      ...administrator,
      async handle({ me, params, at }) {
        const day = parisDay(at);
        const place = await personPlace(prisma, params.id, day);
        const identity = await findIdentity(prisma, params.id);
        if (place === null || identity === null || !canSeeAccount(me.actor, place, day))
          throw new DomainError('not-found');
        const file = await readPersonFile(prisma, params.id);
        const may = canCorrectPerson(me.actor, place, day);
        const posts = file.postings
          .map((post) => ({ ...post, structureId: post.structure.id }))
          .toSorted((one, other) => one.from.localeCompare(other.from));
        return ok({
          ...{
            id: params.id,
            ...identity,
            language: file.language === 'en' ? 'en' : 'fr',
            hasAccount: file.hasAccount,
          },
          postings: file.postings.map((post) => stateful(post, day)),
          rights: file.rights.map(({ path, ...right }) => ({
            ...stateful(right, day),
            ofFormerOffice: right.byRight && isOfFormerOffice(right, posts, day),
            administered: canAdminister(me.actor, path, day),
          })),
          changes: file.changes as PersonView['changes'],
          addressByTwo: isGuardedByTwo(await actorFacts(prisma, params.id), day),
          may: { correct: may, move: may },
        });
      },
    }),
    serve('PATCH /api/administration/persons/:id', {
      ...administrator,
      async handle(call) {
        const { reason: _, ...asked } = call.body;
        const { id: personId } = call.params;
        const { proposalId } = await correctPerson(deps, changeOf(call), { personId, asked, source: 'screen' });
        return proposalId === null ? done : reply(202, { proposalId });
      },
    }),
    serve('POST /api/administration/persons/:id/departure', {
      ...administrator,
      async handle(call) {
        await depart(deps, changeOf(call), { personId: call.params.id });
        return done;
      },
    }),
    serve('POST /api/administration/persons/:id/move', {
      ...administrator,
      async handle(call) {
        const { reason: _, ...move } = call.body;
        const given = await movePerson(deps, changeOf(call), { ...move, personId: call.params.id });
        return 'id' in given ? done : reply(202, given);
      },
    }),
  ];
}
