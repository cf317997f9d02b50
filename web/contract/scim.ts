import { z } from 'zod';
import { Reason } from './administration.ts';
import { Id, Instant, PersonRef, Plain } from './common.ts';

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

export type ScimTokenRow = z.infer<typeof ScimTokenRow>;
