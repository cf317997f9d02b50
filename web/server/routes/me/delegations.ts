import { revokeDelegation, suspendDelegation } from '#application/administration/change-delegation.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { endsSoon } from '#domain/power/power-end.ts';
import { delegationsOf, titlesOf } from '#prisma/repositories/administration/delegations.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, serve } from '../../http/route.ts';
import { delegationView } from '../../views/delegation.ts';
import { changeOf, givingDeps } from '../administration/change.ts';

const OWN = { right: 'signed-in', guard: 'own' } as const;

/** What a person may sign in the name of another, and what others may sign in theirs, until they end it. */
export function ownDelegationRoutes(dependencies: Pick<Dependencies, 'database' | 'settings'>) {
  const { prisma } = dependencies.database;
  const list = serve('GET /api/me/delegations', {
    ...OWN,
    async handle({ me, at }) {
      const day = parisDay(at);
      const kept = await delegationsOf(prisma, me.personId, day);
      const items = kept.map((delegation) => {
        const view = delegationView(delegation, at);
        return {
          ...view,
          given: delegation.delegatorRef.id === me.personId,
          endsSoon: delegation.revokedOn === null && endsSoon(view.officeEndsOn ?? view.until, day),
        };
      });
      const kinds = await titlesOf(prisma, [...new Set(items.flatMap(({ matters }) => matters))]);
      return ok({ items, kinds });
    },
  });
  return [
    list,
    serve('POST /api/me/delegations/:id/revocation', {
      ...OWN,
      async handle(call) {
        await revokeDelegation(givingDeps(dependencies), changeOf(call), { id: call.params.id });
        return done;
      },
    }),
    serve('POST /api/me/delegations/:id/suspension', {
      ...OWN,
      async handle(call) {
        const { from, until } = call.body;
        await suspendDelegation(givingDeps(dependencies), changeOf(call), { id: call.params.id, from, until });
        return done;
      },
    }),
  ];
}
