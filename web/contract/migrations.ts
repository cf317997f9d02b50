import { z } from 'zod';
import { MIGRATED_STATES, MIGRATION_CAUSES, MIGRATION_STATES } from '../../domain/circuit/migration.ts';
import { Bilingual, Id, Instant, keyPageOf, keyPageQuery, PersonRef, Plain } from './common.ts';

/** POST /api/operations/circuits/:versionId/migrations: of all of them, or of the one with this number; and why. */
export const MigrationAsk = z.object({
  number: z
    .string()
    .trim()
    .regex(/^\d{4}-\d{6,}$/)
    .nullable(),
  reason: Plain.trim().min(3).max(1000),
});
/** How many requests were asked for; with `more`, there are others. */
export const MigrationAsked = z.object({ asked: z.int(), more: z.boolean() });

/** Why it cannot be: at which step, and in the engine's own words, where they say so. */
const Bar = z.object({
  cause: z.enum(MIGRATION_CAUSES),
  step: Bilingual.nullable(),
  reason: z.string().nullable(),
});

/** GET /api/operations/circuits/:versionId/migrations: what moved from a version, or to it. */
export const MigrationView = z.object({
  id: Id,
  requestId: Id,
  number: z.string(),
  from: z.int(),
  to: z.int(),
  askedBy: PersonRef,
  askedAt: Instant,
  reason: z.string(),
  state: z.enum(MIGRATION_STATES),
  bar: Bar.nullable(),
  endedAt: Instant.nullable(),
  /** The request's own instance, without a name, and those of the blocks that it calls. */
  instances: z.array(
    z.object({ key: z.string(), name: Bilingual.nullable(), state: z.enum(MIGRATED_STATES), bar: Bar.nullable() }),
  ),
});
export type MigrationView = z.infer<typeof MigrationView>;
export const MigrationQuery = keyPageQuery(Id).omit({ q: true });
export const MigrationPage = keyPageOf(MigrationView);
