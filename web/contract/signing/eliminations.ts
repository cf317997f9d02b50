import { z } from 'zod';
import { ELIMINATION_BARS } from '#domain/permissions/elimination.ts';
import { Bilingual, CivilDate, Id, Instant, Plain } from '../common.ts';
import { REGISTRY_FILTERS } from './registry.ts';

/** As people write why, or why not. */
const Words = Plain.trim().min(3).max(2_000);

/** GET /api/registry/eliminations/due: how many signed acts among these are to be eliminated. */
export const EliminationsDue = z.object({ acts: z.int() });
/** POST /api/registry/eliminations: of those acts; 404 `elimination-empty`, 422 `elimination-too-many`. */
export const EliminationProposed = z.object({
  ...REGISTRY_FILTERS,
  year: z.int().min(1970).max(9999).optional(),
  reason: Words,
});
export const EliminationMade = z.object({ id: Id, acts: z.int() });

const Proposal = z.object({
  id: Id,
  state: z.enum(['proposed', 'approved', 'refused', 'withdrawn']),
  proposedBy: z.string(),
  proposedAt: Instant,
  reason: z.string(),
  /** The version of the grid of retention by which the time of its acts is over. */
  gridNumber: z.int(),
  decidedBy: z.string().nullable(),
  decidedAt: Instant.nullable(),
  /** Why it was refused. */
  remark: z.string().nullable(),
  acts: z.int(),
  eliminated: z.int(),
  /** Left to stay, once they were approved. */
  kept: z.int(),
});
/** GET /api/registry/eliminations: the last hundred, those to be decided first, then the newest. */
export const Eliminations = z.object({ items: z.array(Proposal) });
export type EliminationLine = z.infer<typeof Proposal>;

/** GET /api/registry/eliminations/:id */
export const EliminationView = Proposal.extend({
  lines: z.array(
    z.object({
      number: z.string(),
      sha256: z.string(),
      kind: Bilingual,
      signedOn: CivilDate,
      keptUntil: CivilDate,
      /** Of the rule. */
      years: z.int(),
      eliminatedOn: CivilDate.nullable(),
      keptOn: CivilDate.nullable(),
    }),
  ),
  /** Why whoever asks does not decide; null: they may, while it is proposed. */
  bar: z.enum(ELIMINATION_BARS).nullable(),
  /** Whether whoever asks proposed it, and takes it back while it is proposed. */
  own: z.boolean(),
  /** How many of its approved acts the rule of today, or something under way, keeps. */
  held: z.int(),
});
export type EliminationView = z.infer<typeof EliminationView>;

/** POST /api/registry/eliminations/:id/refusal */
export const EliminationRefusal = z.object({ remark: Words });
