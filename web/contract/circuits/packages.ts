import { z } from 'zod';
import { PACKAGE_LIMITS, PART_STANDINGS } from '#domain/circuit/drafts/package.ts';
import { Bilingual, Id } from '../common.ts';
import { CircuitComparison, CircuitKind } from './atelier.ts';
import { PartName, PartType } from './parts.ts';

// A circuit as one file (domain/circuit/drafts/package.ts): it leaves a portal, and another one takes it.

/**
 * POST /api/atelier/packages, its body the .zip → 200: what it is and what it meets here; nothing is written.
 * 422 `circuit-package-refused` (params.reason, one of PACKAGE_REFUSALS; params.path) · 422 as a diagram drawn elsewhere.
 */
export const CircuitPackageLook = z.object({
  kind: z.string(),
  title: Bilingual,
  /** The number of the version where it comes from; null: a draft there. */
  version: z.int().nullable(),
  /** The release of the portal that it comes from, and of this one. */
  portal: z.string(),
  ownPortal: z.string(),
  /** The version in force here of its kind. */
  inForce: z.object({ id: Id, number: z.int(), title: Bilingual }).nullable(),
  /** What its steps ask for and no worker here does. */
  unknownJobTypes: z.array(z.string()),
  /** Blocks that it calls and that nobody has. */
  missingBlocks: z.array(z.string()),
  /** The blocks and the themes that it takes, each beside the one here. */
  parts: z.array(
    z.object({
      of: PartType,
      name: PartName,
      title: Bilingual,
      /** `former`: it is an older version of the one here; `other`: this portal never had it. */
      standing: z.enum(PART_STANDINGS),
      /** Its number where it comes from, and the number of the version here that it is. */
      number: z.int().nullable(),
      same: z.int().nullable(),
      /** The number of the newest version here. */
      ours: z.int().nullable(),
      /** From ours to theirs; null where there is nothing to compare. */
      comparison: CircuitComparison.nullable(),
    }),
  ),
});

/**
 * POST /api/atelier/packages/drafts?as=…&drafting=…, its body the same .zip → 201: drafts as any other.
 * 409 `circuit-kind-taken`: a copy under the name of a kind that exists.
 */
export const CircuitPackageWanted = z.object({
  /** Its own kind, or the name of a copy. */
  as: CircuitKind,
  /** The parts whose version there becomes a draft here: « block.cloture,theme.adresse ». Without it, those here are taken. */
  drafting: z
    .string()
    .regex(/^(?:block|theme)\.[a-z0-9-]{2,60}(?:,(?:block|theme)\.[a-z0-9-]{2,60})*$/)
    .max(PACKAGE_LIMITS.files * 70)
    .optional(),
});
export const CircuitPackageImported = z.object({
  id: Id,
  parts: z.array(z.object({ of: PartType, name: PartName, id: Id })),
});

export type CircuitPackageLook = z.infer<typeof CircuitPackageLook>;
