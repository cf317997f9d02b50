import { z } from 'zod';
import { STEP_TYPES } from '#domain/circuit/manifest.ts';
import { STATUSES } from '#domain/situation/status.ts';
import { Role } from '../account/me.ts';
import { Bilingual, CivilDate, Id, PersonRef } from '../common.ts';

export const PieceRule = z.object({
  pieceType: z.string(),
  label: Bilingual,
  mandatory: z.boolean(),
  /** Other answers make it due, or ask for it. */
  depends: z.boolean(),
});

/** One kind of request, as read off its circuit's files: what a list of many says of each. */
export const KindSummary = z.object({
  kind: z.string(),
  title: Bilingual,
  summary: Bilingual,
  category: Bilingual,
  pieces: z.array(PieceRule),
  /** The role that starts it for an agent; null when agents file it. */
  startedBy: Role.nullable(),
});

/** A kind of request that one may not file oneself, and why. */
export const BarredKind = KindSummary.pick({ kind: true, title: true, summary: true, category: true }).extend({
  /** Not to one's status, not to one's structure today, or not to agents: somebody starts it for them. */
  why: z.enum(['not-offered', 'kind-closed', 'no-campaign', 'not-startable']),
  startedBy: KindSummary.shape.startedBy,
  /** The statuses that it is offered to; none: all. */
  offeredTo: z.array(z.enum(STATUSES)),
});

/** GET /api/requests/:id/next-kinds: what a request brings, for its agent to begin. */
export const NextKinds = z.object({ items: z.array(KindSummary.pick({ kind: true, title: true, summary: true })) });

/** GET /api/catalogue: what one can file; with `agentId`, what one can start for that agent, or enter from their paper; `first`: so many of them alone, those that are asked most first. */
export const CatalogueQuery = z.object({
  agentId: Id.optional(),
  first: z.coerce.number().int().min(1).max(20).optional(),
});
/** GET /api/catalogue → { items, barred, mostAsked } */
export const Catalogue = z.object({
  items: z.array(KindSummary),
  /** The kinds in force that are not among them; none of them where an agent is asked about, or the first alone. */
  barred: z.array(BarredKind),
  /** Those of `items` that most agents ask for, the first first, and the day from which it is counted. */
  mostAsked: z.object({ kinds: z.array(z.string()), from: CivilDate }),
  /** The agent asked about, for whoever may start something for them. */
  agent: PersonRef.extend({ employeeNumber: z.string(), structureName: z.string().nullable() }).nullable(),
});

/** The steps of a circuit in drawn order, for the list beside the diagram. */
export const CircuitStep = z.object({
  elementId: z.string(),
  name: Bilingual,
  role: z.string().nullable(),
  /** `block`: what stands in it follows it, each `elementId` beginning with its own and « / ». */
  type: z.enum(STEP_TYPES),
});

/** GET /api/catalogue/:kind : what a draft of that kind will be filled with. */
export const KindDetail = KindSummary.extend({
  versionId: Id,
  versionNumber: z.int(),
  legalReference: z.string().nullable(),
  /** How long before what happens, in words. */
  delay: Bilingual.nullable(),
  /** Whether filing asks for a fresh proof of identity. */
  stepUp: z.boolean(),
  /** Whether whoever files it is surely written to at once. */
  confirmsFiling: z.boolean(),
  /** The form-js schema, as the analyst drew it. */
  form: z.record(z.string(), z.unknown()),
  /** Labels, descriptions and options by language and component key, for the languages the .form is not written in. */
  formTexts: z.record(z.string(), z.record(z.string(), z.string())),
  steps: z.array(
    CircuitStep.extend({
      /** Whether a request that is granted goes through it when all goes well; null: it does not, or the version does not say. */
      normal: z.enum(['always', 'sometimes']).nullable(),
    }),
  ),
});
export type Catalogue = z.infer<typeof Catalogue>;
export type BarredKind = z.infer<typeof BarredKind>;
export type KindSummary = z.infer<typeof KindSummary>;
export type KindDetail = z.infer<typeof KindDetail>;
export type CircuitStep = z.infer<typeof CircuitStep>;
