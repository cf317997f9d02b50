import { confirmProposal } from '#application/administration/powers/confirm-proposal.ts';
import { proposalFault } from '#application/administration/powers/proposal-fault.ts';
import { refuseProposal } from '#application/administration/powers/refuse-proposal.ts';
import { withdrawProposal } from '#application/administration/powers/withdraw-proposal.ts';
import { listProposals } from '#prisma/repositories/administration/proposals.ts';
import type { ProposalRow } from '#web/contract/operations/administration.ts';
import type { Dependencies } from '#web/server/dependencies.ts';
import { done, ok, serve } from '#web/server/http/route.ts';
import { proposalView } from '#web/server/views/proposal.ts';
import { administrator, changeOf, givingDeps, listQuery, pageBody } from '../change.ts';

/** What two administrators give: what waits, and the answers. */
export function proposalRoutes(dependencies: Pick<Dependencies, 'database' | 'settings'>) {
  const { prisma } = dependencies.database;
  const deps = givingDeps(dependencies);
  return [
    serve('GET /api/administration/proposals', {
      ...administrator,
      async handle({ me, query, at }) {
        const answered = query.answered === 'true';
        const { items, total } = await listProposals(prisma, { ...listQuery(me, at, query), answered });
        const actor = me.actor;
        const rows: ProposalRow[] = [];
        for (const item of items) {
          const refusal = answered ? null : await proposalFault(prisma, { actor, at }, item.id);
          rows.push(proposalView(item, me.personId, refusal));
        }
        return ok(pageBody({ items: rows, total }, query));
      },
    }),
    serve('POST /api/administration/proposals/:id/confirmation', {
      ...administrator,
      async handle({ me, params, at }) {
        await confirmProposal(deps, { actor: me.actor, at }, { id: params.id });
        return done;
      },
    }),
    serve('POST /api/administration/proposals/:id/refusal', {
      ...administrator,
      async handle(call) {
        await refuseProposal(deps, changeOf(call), { id: call.params.id });
        return done;
      },
    }),
    serve('POST /api/administration/proposals/:id/withdrawal', {
      ...administrator,
      async handle({ me, params, at }) {
        await withdrawProposal(deps, { actor: me.actor, at }, { id: params.id });
        return done;
      },
    }),
  ];
}
