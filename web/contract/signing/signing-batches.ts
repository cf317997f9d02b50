import { z } from 'zod';
import { SHOWN } from '#domain/evidence/shown.ts';
import { SIGNING_BATCH_STATES } from '#domain/signing/batch.ts';
import { DESK_KINDS } from '#domain/signing/desk.ts';
import { BATCH_KINDS } from '#domain/signing/notice.ts';
import { EngineKey, Id, Instant, keyPageOf, keyPageQuery, Refused, Sha256 } from '../common.ts';
import { GivenProof, Outcome } from '../requests/tasks.ts';

/** An act that waits, as it was shown: drawn for whoever asks, in a fold or opened. */
const Leaf = z.object({
  taskKey: EngineKey,
  sha256: Sha256,
  shown: z.enum(SHOWN),
  foldSha256: Sha256.nullable(),
});

/** POST /api/signing/batches: acts that one proof will sign. 422 `signing-batch-size` (params.max). */
export const SigningBatchCreate = z.object({ leaves: z.array(Leaf).max(5_000) });
/** `root`: of the tree of these acts (RFC 9162), which the proof is bound to. */
export const SigningBatchMade = z.object({ id: Id, root: Sha256, count: z.int() });

/** POST /api/signing/batches/:id/step-up: a one-time code, or what the passkey answered; refused as for one act, and 409 `signing-batch-proved`. */
export const BatchStepUp = GivenProof;

/** GET /api/signing/batches/:id: how far it is, and what became of each act, in their order. */
export const SigningBatchView = SigningBatchMade.extend({
  /** made: nothing was proved. proved: a worker is about to sign. written: each act goes on by itself. */
  state: z.enum(SIGNING_BATCH_STATES),
  verifiedAt: Instant.nullable(),
  stopAskedAt: Instant.nullable(),
  /** sealed acts are signed ones, too. */
  counts: z.object({ waiting: z.int(), signed: z.int(), sealed: z.int(), refused: z.int() }),
  acts: z.array(
    Refused.extend({
      taskKey: EngineKey,
      outcome: z.enum(['waiting', 'signed', 'sealed', 'refused']),
      /** Null for an act that was never shown to whoever asks. */
      request: z.object({ id: Id, number: z.string(), firstName: z.string(), lastName: z.string() }).nullable(),
    }),
  ),
});

/** GET /api/signing/batches: one’s own batches, of signatures and of decisions, the newest first. */
export const BatchesQuery = keyPageQuery(Id).omit({ q: true });
const BatchKind = z.enum(BATCH_KINDS);
export const BatchRow = z.object({
  id: Id,
  of: BatchKind,
  what: z.enum(DESK_KINDS),
  /** Null of acts, which are signed. */
  outcome: Outcome.nullable(),
  madeAt: Instant,
  count: z.int(),
  /** Signed, or given. */
  done: z.int(),
  refused: z.int(),
});
export const BatchPage = keyPageOf(BatchRow);
/** PUT /api/signing/batches/:id/seen: its author read how it ended, and is not notified of it. */
export const BatchSeen = z.object({ of: BatchKind });
export type BatchRow = z.infer<typeof BatchRow>;
export type SigningBatchView = z.infer<typeof SigningBatchView>;
