import { beginCircuitDraft } from '#application/atelier/begin/begin-circuit-draft.ts';
import { copyCircuitDraft } from '#application/atelier/begin/copy-circuit-draft.ts';
import type { Drawing } from '#application/atelier/circuit-draft.ts';
import { dropCircuitDraft } from '#application/atelier/drop-circuit-draft.ts';
import { CIRCUIT_LIMITS } from '#domain/circuit/drafts/draft.ts';
import { DomainError } from '#domain/errors.ts';
import { circuitDrafts, findCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';
import type { Dependencies } from '../../dependencies.ts';
import { type Call, created, done, ok, serve } from '../../http/route.ts';
import { draftSummaries, draftView } from './views.ts';

export const ANALYSTS = ['analyste'] as const;
/** A diagram, as JSON writes it. */
export const LARGEST_DRAFT = 4 * CIRCUIT_LIMITS.fileBytes;

/** Who draws, and when. */
export const drawing = ({ me, at }: Pick<Call, 'me' | 'at'>): Drawing => ({ actor: me.actor, at });

/** Circuits being drawn: begun from a version, a diagram or nothing, read, copied, dropped. */
export function circuitDraftRoutes({
  database,
  drawings,
  settings: { baseUrl },
}: Pick<Dependencies, 'database' | 'drawings' | 'settings'>) {
  const { prisma } = database;

  return [
    serve('GET /api/atelier/drafts', {
      right: ANALYSTS,
      guard: null,
      handle: async () => ok({ items: await draftSummaries(prisma, await circuitDrafts(prisma)) }),
    }),
    serve('POST /api/atelier/drafts', {
      right: ANALYSTS,
      guard: null,
      maxJson: LARGEST_DRAFT,
      async handle(call) {
        const draft = await beginCircuitDraft({ database, drawings }, { ...drawing(call), asked: call.body });
        return created(await draftView(prisma, draft));
      },
    }),
    serve('GET /api/atelier/drafts/:id', {
      right: ANALYSTS,
      guard: null,
      async handle({ params }) {
        const draft = await findCircuitDraft(prisma, params.id);
        if (draft === null) throw new DomainError('not-found');
        return ok(await draftView(prisma, draft));
      },
    }),
    serve('POST /api/atelier/drafts/:id/copy', {
      right: ANALYSTS,
      guard: null,
      maxJson: LARGEST_DRAFT,
      async handle(call) {
        const asked = { ...drawing(call), draftId: call.params.id, files: call.body.files };
        const copy = await copyCircuitDraft({ database }, asked);
        return created(await draftView(prisma, copy));
      },
    }),
    serve('DELETE /api/atelier/drafts/:id', {
      right: ANALYSTS,
      guard: null,
      async handle(call) {
        await dropCircuitDraft({ database, baseUrl }, { ...drawing(call), draftId: call.params.id });
        return done;
      },
    }),
  ];
}
