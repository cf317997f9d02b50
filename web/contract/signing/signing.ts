import { z } from 'zod';
import { TEMPLATES } from '#domain/decision/decision.ts';
import { APART } from '#domain/signing/decided-together.ts';
import { DESK_KINDS, FOLD_ID, URGENCIES } from '#domain/signing/desk.ts';
import { MARKS } from '#domain/signing/fold.ts';
import { Bilingual, CivilDate, EngineKey, Id, PersonRef, Plain, Sha256 } from '../common.ts';
import { TaskView } from '../requests/tasks.ts';

/** Acts of one step of one version of a circuit: « <version>.<step> », its slashes as tildes. */
export const FoldId = Plain.regex(FOLD_ID);
/** The same in an address, where one that names no fold is not found. */
export const FoldAddress = Plain.max(550);
const Urgency = z.enum(URGENCIES);
const Template = z.enum(TEMPLATES);
/** What is done there: acts are signed; opinions, visas and checks are given. */
const DeskKind = z.enum(DESK_KINDS);

/** What of a fold is shown; `aside`: what was set aside, alone. */
export const FoldQuery = z.object({
  structureId: Id.optional(),
  due: Urgency.optional(),
  aside: z.enum(['true', 'false']).optional(),
});

/** GET /api/signing/desk: folds, the most urgent first; `after`: those that follow this one. */
export const DeskQuery = FoldQuery.extend({
  what: DeskKind.default('signature'),
  kind: Plain.max(100).optional(),
  after: FoldId.optional(),
  pageSize: z.coerce.number().int().min(1).max(100).default(50),
});

export const FoldSummary = z.object({
  id: FoldId,
  title: Bilingual,
  step: Bilingual,
  template: Template,
  count: z.int(),
  /** On how many of them a mark is. */
  marked: z.int(),
  overdue: z.int(),
});

export const DeskView = z.object({
  /** How much of each kind waits, 5,000 in all at most. */
  waiting: z.array(z.object({ what: DeskKind, count: z.int() })),
  folds: z.array(FoldSummary),
  next: FoldId.nullable(),
  /** The acts that the filters show. */
  shown: z.int(),
  setAside: z.int(),
  /** Somebody who has more than 5,000 sees the most urgent ones. */
  more: z.boolean(),
  counts: z.object({
    kinds: z.array(z.object({ id: z.string(), name: Bilingual, count: z.int() })),
    structures: z.array(z.object({ id: Id, name: z.string(), count: z.int() })),
    urgencies: z.array(z.object({ id: Urgency, count: z.int() })),
  }),
});

export const Said = Plain.regex(/^[0-9a-f]{16}$/);
/** An act of a fold: what differs from what all have in common, and why it is to be looked at. */
const FoldAct = z.object({
  taskKey: EngineKey,
  number: z.string(),
  agent: PersonRef,
  structureName: z.string(),
  dueOn: CivilDate.nullable(),
  urgency: Urgency,
  marks: z.array(z.enum(MARKS)),
  /** Keys of what it says otherwise than nearly all others. */
  unusual: z.array(z.string()),
  differs: z.array(z.object({ key: z.string(), value: Bilingual.nullable() })),
  /** Of all that it says: given back with what is decided there. Absent of an act to sign. */
  said: Said.optional(),
});

/** GET /api/signing/folds/:id: outliers first; `sha256`: of the canonical JSON of `id` to `alike`, kept for whoever was shown it. */
export const FoldView = z.object({
  id: FoldId,
  common: z.array(z.object({ key: z.string(), label: Bilingual, value: Bilingual })),
  fields: z.array(z.object({ key: z.string(), label: Bilingual })),
  more: z.boolean(),
  outliers: z.array(FoldAct),
  alike: z.array(FoldAct),
  title: Bilingual,
  step: Bilingual,
  template: Template,
  sha256: Sha256,
  what: DeskKind,
  /** What several of them may be given at once, in order; `apart`: why nothing. Null of acts to sign: they have batches of their own. */
  together: z
    .object({
      outcomes: z.array(z.object({ ...TaskView.shape.outcomes.element.shape, own: z.boolean() })),
      apart: z.enum(APART).nullable(),
      /** The form of the step is left empty for each. */
      leavesForm: z.boolean(),
    })
    .nullable(),
});
/** PUT /api/tasks/:key/aside: put an act aside on one’s own desk, or take it up again. */
export const AsidePut = z.object({ aside: z.boolean() });

/** GET /api/signing/drawings: which acts of a fold are drawn for the caller, as they would be signed today. */
export const DrawingsQuery = FoldQuery.extend({ fold: FoldId });
export const DrawingsView = z.object({
  drawn: z.array(z.object({ taskKey: EngineKey, sha256: Sha256 })),
  /** How many are yet to be drawn, ordered already. */
  waiting: z.int(),
  total: z.int(),
});
export type DrawingsView = z.infer<typeof DrawingsView>;
export type DeskView = z.infer<typeof DeskView>;
export type FoldSummary = z.infer<typeof FoldSummary>;
export type FoldAct = z.infer<typeof FoldAct>;
export type FoldView = z.infer<typeof FoldView>;
