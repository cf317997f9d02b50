import { z } from 'zod';
import { EngineKey, Id, Instant, Plain, Refused, Sha256 } from '../common.ts';
import { DecisionKind, Outcome } from '../requests/tasks.ts';
import { FoldId, Said } from './signing.ts';

const reason = Plain.trim().max(5000).optional();

/**
 * POST /api/decision-batches: one opinion, visa or check for tasks of a fold that one read. 422 `decisions-size` (params.max),
 * `decision-invalid` with faults: « outcome », « reason », or « tasks.<place>.reason » of what is against the agent; 409
 * `signing-fold-unserved`.
 */
export const DecisionBatchCreate = z.object({
  foldId: FoldId,
  foldSha256: Sha256,
  outcome: Outcome,
  /** Of all; what is against the agent takes its own for each. */
  reason,
  tasks: z
    .array(z.object({ taskKey: EngineKey, said: Said, reason, reasonLaw: reason, reasonFact: reason }))
    .max(5_000),
});
export const DecisionBatchMade = z.object({ id: Id, count: z.int() });

/** GET /api/decision-batches/:id: how far it is, and what became of each task, in their order. */
export const DecisionBatchView = DecisionBatchMade.extend({
  what: DecisionKind,
  outcome: Outcome,
  madeAt: Instant,
  stopAskedAt: Instant.nullable(),
  counts: z.object({ waiting: z.int(), given: z.int(), refused: z.int() }),
  tasks: z.array(
    Refused.extend({
      taskKey: EngineKey,
      outcome: z.enum(['waiting', 'given', 'refused']),
      request: z.object({ id: Id, number: z.string(), firstName: z.string(), lastName: z.string() }),
    }),
  ),
});
export type DecisionBatchCreate = z.infer<typeof DecisionBatchCreate>;
export type DecisionBatchView = z.infer<typeof DecisionBatchView>;
