import { z } from 'zod';
import { MAX_ASIDE_REASON, MAX_NOTE } from '#domain/signing/preparation.ts';
import { EngineKey, Id, PersonRef, Plain } from '../common.ts';
import { FoldAddress, FoldSummary, FoldView } from './signing.ts';

/** A desk that one prepares; `id`: of its signatory. */
export const PreparedDeskParams = { id: Id };
export const PreparedFoldParams = { ...PreparedDeskParams, foldId: FoldAddress };
export const PreparedActParams = { ...PreparedDeskParams, key: EngineKey };

/** `aside`: what was put aside, alone. */
export const PreparedQuery = z.object({ aside: z.enum(['true', 'false']).optional() });

/** GET /api/signing/desks/:id: what waits for a signatory, read by whoever prepares their desk; `more`: others, less urgent. */
export const PreparedDesk = z.object({
  signatory: PersonRef,
  folds: z.array(FoldSummary),
  shown: z.int(),
  setAside: z.int(),
  more: z.boolean(),
});
export type PreparedDesk = z.infer<typeof PreparedDesk>;

/** GET /api/signing/desks/:id/folds/:foldId: as the signatory is served it, but what is sensitive. Nothing is signed upon it. */
export const PreparedFold = FoldView.omit({ sha256: true, together: true });
export type PreparedFold = z.infer<typeof PreparedFold>;

/** GET /api/signing/desks/:id/prepared/:foldId: order, acts put aside and why, notes: one's own, all of them for the signatory. */
export const PreparationView = z.object({
  placed: z.array(EngineKey),
  placedBy: PersonRef.nullable(),
  asides: z.array(z.object({ taskKey: EngineKey, reason: z.string(), by: PersonRef })),
  notes: z.array(z.object({ taskKey: EngineKey, text: z.string(), by: PersonRef })),
});
export type PreparationView = z.infer<typeof PreparationView>;

/** PUT /api/signing/desks/:id/order/:foldId: the acts that come first, in their order; none: all by what is due. */
export const OrderPut = z.object({ taskKeys: z.array(EngineKey).max(1_000) });
/** PUT /api/signing/desks/:id/asides/:key: with a reason that the signatory reads; empty to take up again. */
export const AssistantAsidePut = z.object({ aside: z.boolean(), reason: Plain.trim().max(MAX_ASIDE_REASON) });
/** PUT /api/signing/desks/:id/notes/:key: empty, it is taken away. */
export const NotePut = z.object({ text: Plain.trim().max(MAX_NOTE) });
