import { dismissClaim, relinkIdentity } from '#application/people/answer-claim.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { accountFault, canSeeAccount } from '#domain/permissions/people.ts';
import { identityOf } from '#prisma/repositories/account/identities.ts';
import { personPlace } from '#prisma/repositories/people/persons.ts';
import type { Dependencies } from '#web/server/dependencies.ts';
import { done, ok, reply, serve } from '#web/server/http/route.ts';
import { administrator, changeOf, givingDeps } from '../change.ts';

/** By which identities of the identity provider people sign in. What the provider calls them is shown to nobody. */
export function identityRoutes(dependencies: Pick<Dependencies, 'database' | 'settings'>) {
  const { database, settings } = dependencies;
  const deps = givingDeps(dependencies);
  return [
    serve('GET /api/administration/persons/:id/identity', {
      ...administrator,
      async handle({ me, params, at }) {
        const day = parisDay(at);
        const place = await personPlace(database.prisma, params.id, day);
        if (place === null || !canSeeAccount(me.actor, place, day)) throw new DomainError('not-found');
        const { link, claim } = await identityOf(database.prisma, params.id);
        return ok({
          provider: settings.providerLabel,
          linkedAt: link?.linkedAt.toISOString() ?? null,
          claim: claim && { id: claim.id, cameAt: claim.cameAt.toISOString() },
          may: accountFault(me.actor, place, day) === null,
        });
      },
    }),
    serve('POST /api/administration/persons/:id/identity', {
      ...administrator,
      async handle(call) {
        const asked = { personId: call.params.id, claimId: call.body.claimId };
        const given = await relinkIdentity(deps, changeOf(call), asked);
        return 'id' in given ? done : reply(202, given);
      },
    }),
    serve('POST /api/administration/persons/:id/identity/dismissal', {
      ...administrator,
      async handle(call) {
        await dismissClaim(deps, changeOf(call), { personId: call.params.id, claimId: call.body.claimId });
        return done;
      },
    }),
  ];
}
