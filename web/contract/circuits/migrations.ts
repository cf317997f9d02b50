import { z } from 'zod';
import {
  BATCH_STATES,
  MIGRATED_STATES,
  MIGRATION_CAUSES,
  MIGRATION_STATES,
} from '#domain/circuit/interventions/migration.ts';
import { Bilingual, Id, Instant, keyPageOf, keyPageQuery, NamedPlace, PersonRef, Place } from '../common.ts';
import { Reason } from '../operations/administration.ts';

const MAX_MAPPED = 300;

/**
 * POST /api/operations/circuits/:versionId/migrations: of all of them, or of the one with this number; which element each is there,
 * where it bears another id; whether it is only tried; and why.
 */
export const MigrationAsk = z.object({
  number: z
    .string()
    .trim()
    .regex(/^\d{4}-\d{6,}$/)
    .nullable(),
  mapping: z
    .record(Place, Place)
    .refine((mapping) => Object.keys(mapping).length <= MAX_MAPPED)
    .default({}),
  dry: z.boolean().default(false),
  reason: Reason,
});
/** How many requests were asked for at once; with `more`, the workers ask for the others. */
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
  /** Only tried: nothing moved. */
  dry: z.boolean(),
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

/**
 * GET /api/operations/circuits/:versionId/migration-plan: the elements that the version in force has not under their id, and the calls
 * of blocks that it has not where they are.
 */
export const MigrationPlan = z.object({
  to: z.int(),
  elements: z.array(
    NamedPlace.extend({
      /** What it may have become, of its type, in its scope; and the one that bears its name, where one alone does. */
      candidates: z.array(NamedPlace),
      proposal: z.string().nullable(),
    }),
  ),
  calls: z.array(NamedPlace),
});
export type MigrationPlan = z.infer<typeof MigrationPlan>;

/** GET /api/operations/circuits/:versionId/migration-batches: the last ones, one's own; anybody's, for whoever administers the whole. */
export const BatchView = z.object({
  id: Id,
  to: z.int(),
  number: z.string().nullable(),
  mapped: z.int(),
  dry: z.boolean(),
  askedBy: PersonRef,
  askedAt: Instant,
  reason: z.string(),
  state: z.enum(BATCH_STATES),
  endedAt: Instant.nullable(),
  /** How many of its requests are where. */
  counts: z.partialRecord(z.enum(MIGRATION_STATES), z.int()),
});
export type BatchView = z.infer<typeof BatchView>;
export const BatchList = z.object({ items: z.array(BatchView) });
/** POST /api/operations/migration-batches/:id/state: stops it, or has it go on. */
export const BatchState = z.object({ state: z.enum(['running', 'paused']) });
