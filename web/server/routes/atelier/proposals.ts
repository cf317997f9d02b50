import { approveProposal } from '#application/atelier/proposals/approve-proposal.ts';
import { proposeDraft } from '#application/atelier/proposals/propose-draft.ts';
import { returnProposal } from '#application/atelier/proposals/return-proposal.ts';
import { takeProposalBack } from '#application/atelier/proposals/take-proposal-back.ts';
import { DomainError } from '#domain/errors.ts';
import { accepted, isRefusal } from '#domain/outbox/outbox-command.ts';
import { findProposal } from '#prisma/repositories/circuits/proposals.ts';
import type { Dependencies } from '../../dependencies.ts';
import { type Call, created, done, ok, reply, serve } from '../../http/route.ts';
import { invalidCircuit, TIMEOUT_FACTOR } from './check.ts';
import { ANALYSTS, drawing } from './drafts.ts';
import { changedSince } from './files.ts';
import { proposalView, proposalViews } from './proposal-views.ts';

type Sources = Pick<Dependencies, 'database' | 'channels' | 'settings'>;

/** Two people publish: one proposes a draft, another one approves it or sends it back. */
export function circuitProposalRoutes({ database, channels, settings }: Sources) {
  const { prisma } = database;
  const { baseUrl } = settings;
  const answering = (call: Pick<Call<{ id: string }>, 'me' | 'at' | 'params'>) => ({
    ...drawing(call),
    proposalId: call.params.id,
  });

  return [
    serve('POST /api/atelier/drafts/:id/proposal', {
      right: ANALYSTS,
      guard: null,
      async handle(call) {
        const { revision, reason, over = null } = call.body;
        const drawn = { ...drawing(call), draftId: call.params.id, revision };
        const asked = await proposeDraft({ database, baseUrl }, { ...drawn, reason, over });
        if ('stale' in asked) throw await changedSince(prisma, asked.stale);
        if ('faults' in asked) throw invalidCircuit(asked.faults);
        const [view] = await proposalViews(prisma, [asked.proposal]);
        if (view === undefined) throw new Error('a proposal has a view');
        return created(view);
      },
    }),
    serve('GET /api/atelier/proposals/:id', {
      right: ANALYSTS,
      guard: null,
      async handle(call) {
        const proposal = await findProposal(prisma, call.params.id);
        if (proposal === null) throw new DomainError('not-found');
        return ok(await proposalView(prisma, proposal, drawing(call)));
      },
    }),
    serve('DELETE /api/atelier/proposals/:id', {
      right: ANALYSTS,
      guard: null,
      async handle(call) {
        await takeProposalBack({ database }, answering(call));
        return done;
      },
    }),
    serve('POST /api/atelier/proposals/:id/return', {
      right: ANALYSTS,
      guard: null,
      async handle(call) {
        await returnProposal({ database, baseUrl }, { ...answering(call), remark: call.body.remark });
        return done;
      },
    }),
    serve('POST /api/atelier/proposals/:id/approval', {
      right: ANALYSTS,
      guard: null,
      async handle(call) {
        const { commandId } = await approveProposal({ database }, answering(call));
        const result = await channels.waitForOutbox(commandId, settings.engineTimeoutMs * TIMEOUT_FACTOR);
        if (result === null) return reply(202, { pending: true as const });
        if (isRefusal(result) && result.faults) throw invalidCircuit(result.faults);
        const { versionId, kind, number } = accepted(result);
        return created({ versionId, kind, number });
      },
    }),
  ];
}
