import { confirmProposal } from '#application/administration/powers/confirm-proposal.ts';
import { announceSeveral } from '#application/administration/powers/notify-several.ts';
import { setAsideRight, takeUpRight } from '#application/people/provisioned/take-up-right.ts';
import { DomainError } from '#domain/errors.ts';
import { listProvisioned } from '#prisma/repositories/people/provisioned.ts';
import type { Dependencies } from '#web/server/dependencies.ts';
import { ok, serve } from '#web/server/http/route.ts';
import { provisionedView } from '#web/server/views/provisioned.ts';
import { administrator, changeOf, givingDeps, listQuery, pageBody } from '../change.ts';

/** Does something to each of several, one after the other: what is refused of one says why, and the others go on. */
async function each(ids: readonly string[], work: (id: string) => Promise<unknown>) {
  const items: { id: string; code: string | null }[] = [];
  for (const id of new Set(ids)) {
    const code = await work(id).then(
      () => null,
      (error: unknown) => {
        if (error instanceof DomainError) return error.code;
        throw error;
      },
    );
    items.push({ id, code });
  }
  return { items };
}

/** Rights that came by a file or by SCIM and that two administrators give. */
export function provisionedRoutes(dependencies: Pick<Dependencies, 'database' | 'settings'>) {
  const deps = givingDeps(dependencies);
  return [
    serve('GET /api/administration/provisioned-rights', {
      ...administrator,
      async handle({ me, query, at }) {
        const { items, total } = await listProvisioned(dependencies.database.prisma, listQuery(me, at, query));
        return ok(pageBody({ items: items.map(provisionedView), total }, query));
      },
    }),
    serve('POST /api/administration/provisioned-rights/proposals', {
      ...administrator,
      async handle(call) {
        const change = changeOf(call);
        await announceSeveral(deps, 'proposed', change);
        return ok(await each(call.body.ids, (id) => takeUpRight(deps, change, { id })));
      },
    }),
    serve('POST /api/administration/provisioned-rights/dismissals', {
      ...administrator,
      handle: async (call) => ok(await each(call.body.ids, (id) => setAsideRight(deps, changeOf(call), { id }))),
    }),
    serve('POST /api/administration/proposals/confirmations', {
      ...administrator,
      async handle({ me, body, at }) {
        const change = { actor: me.actor, at };
        await announceSeveral(deps, 'confirmed', change);
        return ok(await each(body.ids, (id) => confirmProposal(deps, change, { id, together: true })));
      },
    }),
  ];
}
