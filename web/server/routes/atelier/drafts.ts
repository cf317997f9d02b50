import { SYSTEM_CHAIN } from '../../../../domain/audit.ts';
import { parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { canDrawCircuits } from '../../../../domain/permissions/atelier.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import type { Tx } from '../../../../prisma/client.ts';
import {
  type CircuitDraftRow,
  circuitDrafts,
  countCircuitDrafts,
  createCircuitDraft,
  deleteCircuitDraft,
  filesOfDraft,
  findCircuitDraft,
  lockCircuitDraft,
  saveDraftFiles,
} from '../../../../prisma/repositories/atelier.ts';
import { MAX_CIRCUIT_FILE } from '../../../contract/atelier.ts';
import type { Dependencies } from '../../dependencies.ts';
import { type Call, created, done, ok, serve } from '../../http/route.ts';
import { begin } from './begin.ts';
import { refuseExcess } from './limits.ts';
import { draftSummaries, draftView } from './views.ts';

export const ANALYSTS = ['analyste'] as const;
/** A diagram, as JSON writes it. */
export const LARGEST_DRAFT = 4 * MAX_CIRCUIT_FILE;
const MOST_DRAFTS = 200;

/** @throws {DomainError} forbidden */
export async function mustDraw({ me, at }: Pick<Call, 'me' | 'at'>): Promise<void> {
  if (!canDrawCircuits(await me.actor(), parisDay(at))) throw new DomainError('forbidden');
}

/** A draft that can still be changed. @throws {DomainError} not-found, circuit-publishing */
export function mustBeFree(draft: CircuitDraftRow | null): CircuitDraftRow {
  if (draft === null) throw new DomainError('not-found');
  if (draft.publicationId !== null) throw new DomainError('circuit-publishing');
  return draft;
}

/** Circuits being drawn: begun from a version, a diagram or nothing, read, copied, dropped. */
export function circuitDraftRoutes({ database }: Pick<Dependencies, 'database'>) {
  const { prisma } = database;

  const keep = async (tx: Tx, draft: Omit<Parameters<typeof createCircuitDraft>[1], 'at' | 'authorId'>, call: Call) => {
    if ((await countCircuitDrafts(tx)) >= MOST_DRAFTS)
      throw new DomainError('too-many-requests', { drafts: MOST_DRAFTS });
    const kept = await createCircuitDraft(tx, { ...draft, authorId: call.me.personId, at: call.at });
    await appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at: call.at,
      actorId: call.me.personId,
      verb: 'circuit.draft-begin',
      subject: `circuit-draft:${kept.id}`,
      payload: { kind: kept.kind, origin: kept.origin, baseVersionId: kept.baseVersion?.id ?? null },
    });
    return kept;
  };

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
        await mustDraw(call);
        const draft = await database.transaction(async (tx) => keep(tx, await begin(tx, call.body), call));
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
        await mustDraw(call);
        const { params, body, me, at } = call;
        const copy = await database.transaction(async (tx) => {
          const original = await findCircuitDraft(tx, params.id);
          if (original === null) throw new DomainError('not-found');
          const files = await filesOfDraft(tx, original.id);
          refuseExcess(files, body.files);
          const { kind, baseVersion } = original;
          const kept = await keep(tx, { kind, origin: 'copy', baseVersionId: baseVersion?.id ?? null, files }, call);
          if (body.files.length > 0) await saveDraftFiles(tx, kept, body.files, { authorId: me.personId, at });
          return findCircuitDraft(tx, kept.id);
        });
        if (copy === null) throw new DomainError('not-found');
        return created(await draftView(prisma, copy));
      },
    }),
    serve('DELETE /api/atelier/drafts/:id', {
      right: ANALYSTS,
      guard: null,
      async handle(call) {
        await mustDraw(call);
        const { params, me, at } = call;
        await database.transaction(async (tx) => {
          const draft = mustBeFree(await lockCircuitDraft(tx, params.id));
          await deleteCircuitDraft(tx, draft.id);
          await appendAudit(tx, {
            chain: SYSTEM_CHAIN,
            at,
            actorId: me.personId,
            verb: 'circuit.draft-drop',
            subject: `circuit-draft:${draft.id}`,
            payload: { kind: draft.kind, revision: draft.revision },
          });
        });
        return done;
      },
    }),
  ];
}
