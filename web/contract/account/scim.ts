import { z } from 'zod';
import { ROLES } from '#domain/permissions/role.ts';
import { Id, Instant, PersonRef, Plain } from '../common.ts';
import { Reason, StructureRef } from '../operations/administration.ts';

export const ScimTokenRow = z.object({
  id: Id,
  label: z.string(),
  madeBy: PersonRef,
  madeAt: Instant,
  expiresAt: Instant,
  lastUsedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
});
export const ScimTokens = z.object({ items: z.array(ScimTokenRow), address: z.string() });
export const ScimTokenCreate = z.object({
  label: Plain.trim().min(1).max(100),
  days: z.int().min(1).max(400),
  reason: Reason,
});
/** `token` is shown this once. */
export const ScimTokenCreated = z.object({ id: Id, token: z.string() });

/** A group of a directory, and the right that it gives; null: none, whatever its name. */
export const ScimGroupRow = z.object({
  id: Id,
  displayName: z.string(),
  role: z.enum(ROLES).nullable(),
  structure: StructureRef.nullable(),
  members: z.int(),
  /** Of its members: who has the right by it, or waits for two administrators; and why others do not. */
  given: z.int(),
  waiting: z.int(),
  faults: z.array(z.object({ code: z.string(), count: z.int() })),
});
export const ScimGroups = z.object({ items: z.array(ScimGroupRow) });
export const ScimGroupMapping = z.object({ role: z.enum(ROLES), structureId: Id, reason: Reason });

export type ScimGroupRow = z.infer<typeof ScimGroupRow>;
export type ScimTokenRow = z.infer<typeof ScimTokenRow>;
