import {
  publishDelegation,
  removeDelegation,
  revokeDelegation,
  suspendDelegation,
} from '#application/administration/change-delegation.ts';
import { giveDelegation } from '#application/administration/give-delegation.ts';
import { listDelegations } from '#prisma/repositories/administration/delegations.ts';
import type { Dependencies } from '#web/server/dependencies.ts';
import { done, ok, serve } from '#web/server/http/route.ts';
import { delegationView } from '#web/server/views/delegation.ts';
import { administrator, changeOf, givingDeps, listQuery, pageBody } from '../change.ts';
import { creationRoute } from '../creation.ts';

/** Délégations de signature: named, limited in matter, structure and dates, published, revoked; never rewritten. */
export function delegationRoutes(dependencies: Pick<Dependencies, 'database' | 'settings'>) {
  const { database } = dependencies;
  return [
    serve('GET /api/administration/delegations', {
      ...administrator,
      async handle({ me, query, at }) {
        const { items, total } = await listDelegations(database.prisma, listQuery(me, at, query));
        return ok(pageBody({ items: items.map((item) => delegationView(item, at)), total }, query));
      },
    }),
    creationRoute('POST /api/administration/delegations', (change, delegation) =>
      giveDelegation(givingDeps(dependencies), change, delegation),
    ),
    serve('POST /api/administration/delegations/:id/publication', {
      ...administrator,
      async handle(call) {
        const { publishedOn, publication } = call.body;
        await publishDelegation({ database }, changeOf(call), { id: call.params.id, publishedOn, publication });
        return done;
      },
    }),
    serve('POST /api/administration/delegations/:id/revocation', {
      ...administrator,
      async handle(call) {
        await revokeDelegation(givingDeps(dependencies), changeOf(call), { id: call.params.id });
        return done;
      },
    }),
    serve('POST /api/administration/delegations/:id/suspension', {
      ...administrator,
      async handle(call) {
        const { from, until } = call.body;
        await suspendDelegation(givingDeps(dependencies), changeOf(call), { id: call.params.id, from, until });
        return done;
      },
    }),
    serve('POST /api/administration/delegations/:id/removal', {
      ...administrator,
      async handle(call) {
        await removeDelegation({ database }, changeOf(call), { id: call.params.id });
        return done;
      },
    }),
  ];
}
