import { z } from 'zod';
import { PAY_STATES } from '#domain/pay/pay-piece.ts';
import { PAY_MOVEMENTS } from '#domain/situation/themes/pay-movement.ts';
import { Bilingual, CivilDate, Id, Instant, keyPageOf, keyPageQuery, PersonRef, Plain } from '../common.ts';

/** A month of pay, « 2026-12 ». */
export const PayMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const PayMovement = z.enum(PAY_MOVEMENTS);
export const PayState = z.enum(PAY_STATES);

/** One movement of one agent, one month. Account numbers are masked. */
export const PayPieceView = z.object({
  id: Id,
  /** Number of the request or act it comes from. */
  reference: z.string(),
  title: Bilingual,
  month: PayMonth,
  movement: PayMovement,
  agent: PersonRef.extend({ employeeNumber: z.string() }),
  structureName: z.string(),
  effectDate: CivilDate,
  effectUntil: CivilDate.nullable(),
  /** `before`: what stood before the change; null where nothing says it. */
  facts: z.array(z.object({ key: z.string(), label: Bilingual, value: Bilingual, before: Bilingual.nullable() })),
  /** The piece that it takes back, and the number of its request: nothing new is paid by it. */
  takesBack: z.object({ id: Id, reference: z.string() }).nullable(),
  /** Whether a sealed act is behind it: GET /api/pay/pieces/:id/act. */
  hasAct: z.boolean(),
  state: PayState,
  createdAt: Instant,
  checkedAt: Instant.nullable(),
  checkedBy: z.string().nullable(),
  sentAt: Instant.nullable(),
  batchNumber: z.string().nullable(),
  may: z.object({ check: z.boolean() }),
});

/** GET /api/pay/pieces: the finance office sees those of its structures, the comptable those sent to them. */
export const PayQuery = keyPageQuery(Id).extend({
  month: PayMonth.optional(),
  movement: PayMovement.optional(),
  state: PayState.optional(),
  sort: z
    .enum(['-month', 'month', 'agent', '-agent', 'effectDate', '-effectDate', 'reference', '-reference'])
    .default('-month'),
});
export const PayPage = keyPageOf(PayPieceView);

/** GET /api/pay/months: the months that have something to show, the latest first. */
export const PayMonths = z.object({
  items: z.array(z.object({ month: PayMonth })),
});

/** PUT /api/pay/pieces/:id/check */
export const PayCheck = z.object({ checked: z.boolean() });

/** GET /api/pay/agents/:personId: the accounting file of one agent, from the pieces the reader may see. */
export const PayAgentView = z.object({
  agent: PersonRef.extend({ employeeNumber: z.string() }),
  structureName: z.string(),
  /** Of each movement, the piece in force today. */
  inForce: z.array(PayPieceView),
  /** What takes effect later, the nearest first. */
  toCome: z.array(PayPieceView),
  months: z.array(z.object({ month: PayMonth, pieces: z.array(PayPieceView) })),
});

/** GET /api/pay/ready?month: what a finance officer may send, structure by structure. */
export const PayReady = z.object({
  items: z.array(z.object({ structureId: Id, structureName: z.string(), count: z.int() })),
});
export const PayReadyQuery = z.object({ month: PayMonth });

/** POST /api/pay/batches: sends the checked pieces of the month at the structure and below. 409 `nothing-to-send`. */
export const PayBatchCreate = z.object({ month: PayMonth, structureId: Id });
export const PayBatchView = z.object({
  id: Id,
  number: z.string(),
  month: PayMonth,
  structureName: z.string(),
  count: z.int(),
  sentAt: Instant,
  sentBy: z.string(),
  recalledAt: Instant.nullable(),
  recallReason: z.string().nullable(),
  may: z.object({ recall: z.boolean() }),
});
export const PayBatchQuery = keyPageQuery(Id).omit({ q: true }).extend({ month: PayMonth.optional() });
export const PayBatchPage = keyPageOf(PayBatchView);
/** POST /api/pay/batches/:id/recall. 409 `batch-recalled`. */
export const PayRecall = z.object({ reason: Plain.trim().min(1).max(1000) });

/** GET /api/pay/months/:month/list.csv?lang= → UTF-8 with a mark, « ; » between columns. */

export type PayPieceView = z.infer<typeof PayPieceView>;
export type PayAgentView = z.infer<typeof PayAgentView>;
export type PayBatchView = z.infer<typeof PayBatchView>;
export type PayMovement = z.infer<typeof PayMovement>;
export type PayState = z.infer<typeof PayState>;
