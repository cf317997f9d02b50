import { z } from 'zod';
import { DRAFTED } from '#domain/circuit/blocks/part.ts';
import { CIRCUIT_DRAFT_ORIGINS, CIRCUIT_KIND, CIRCUIT_LIMITS, CIRCUIT_PATH } from '#domain/circuit/drafts/draft.ts';
import { PROPOSAL_STATES } from '#domain/circuit/drafts/proposal.ts';
import { APPROVAL_BARS } from '#domain/permissions/atelier.ts';
import { Bilingual, Id, Instant, PersonRef, Plain, Sha256 } from '../common.ts';
import { PartName, PartType } from './parts.ts';

// The atelier of circuits: role « analyste ». A draft is a copy of a version's files that analysts change together,
// check, and publish as a new version. Drafts belong to the office, not to one person: any analyst may go on with one.

/** What a draft is of: a kind of request, or a part that kinds share (parts.ts). */
export const Drafted = z.enum(DRAFTED);
export const CircuitKind = z.string().regex(CIRCUIT_KIND);
export const CircuitPath = z.string().regex(CIRCUIT_PATH);

/** `text` is null for what is not text (a font), which a draft keeps as it is. */
export const CircuitDraftFile = z.object({ path: z.string(), text: z.string().nullable(), sha256: Sha256 });
export const BaseVersion = z.object({ id: Id, number: z.int(), current: z.boolean() });

/** Where a draft comes from: a version, a diagram, nothing, another draft, or a release of the portal that proposes it. */
export const CircuitDraftOrigin = z.enum(CIRCUIT_DRAFT_ORIGINS);

/**
 * A draft as one analyst proposed it to the others, and what became of it (G6: two people publish). Its files are those of the
 * draft at that revision: any change ends it.
 */
export const CircuitProposal = z.object({
  id: Id,
  draftId: Id,
  of: Drafted,
  kind: z.string(),
  revision: z.int(),
  reason: z.string(),
  proposedBy: PersonRef.nullable(),
  proposedAt: Instant,
  /** Whoever drew, imported or copied in the draft: they do not approve it. */
  touchedBy: z.array(PersonRef),
  state: z.enum(PROPOSAL_STATES),
  /** Who approved it, sent it back, took it back, or changed the draft. */
  decidedBy: PersonRef.nullable(),
  decidedAt: Instant.nullable(),
  /** Why it was sent back. */
  remark: z.string().nullable(),
  /** Why its publication was refused: a code of errors. */
  failure: z.string().nullable(),
});

/** GET /api/atelier/proposals/:id: for whoever answers it. */
export const CircuitProposalView = CircuitProposal.extend({
  title: Bilingual,
  /** The version it would replace: what the draft is compared with. Null for a new kind. */
  replaces: z.object({ id: Id, number: z.int() }).nullable(),
  mine: z.object({
    /** Null: this person approves; else why not. */
    approvalBar: z.enum(APPROVAL_BARS).nullable(),
    canReturn: z.boolean(),
    canTakeBack: z.boolean(),
  }),
});

/** GET /api/atelier/drafts → CircuitDraftList, the last touched first. */
export const CircuitDraftSummary = z.object({
  id: Id,
  of: Drafted,
  /** The name of what it is a draft of. */
  kind: z.string(),
  title: Bilingual,
  origin: CircuitDraftOrigin,
  revision: z.int(),
  /** Null for a kind that has no version yet. `current` false: another version was published since. */
  baseVersion: BaseVersion.nullable(),
  createdAt: Instant,
  createdBy: PersonRef.nullable(),
  updatedAt: Instant,
  /** Null: a release of the portal. */
  updatedBy: PersonRef.nullable(),
  /** A publication was asked and is on its way: the draft can no longer be changed. */
  publishing: z.boolean(),
  /** Its last proposal; null when it never was proposed. */
  proposal: CircuitProposal.nullable(),
});
export const CircuitDraftList = z.object({ items: z.array(CircuitDraftSummary) });

/** GET /api/atelier/drafts/:id ; DELETE → 204 */
export const CircuitDraftView = CircuitDraftSummary.extend({
  files: z.array(CircuitDraftFile),
  /** What all circuits print with (« _shared/letterhead.typ »): read only. */
  shared: z.array(CircuitDraftFile),
});

/**
 * POST /api/atelier/drafts → 201 CircuitDraftView. One of:
 * - { kind, versionId? }: from that version, or from the current one;
 * - { import: { fileName, xml, files? } }: a diagram drawn elsewhere, with forms and tables (.form, .dmn); its process id names
 *   the kind. A known kind: its current version with these in place of its own. An unknown one: these, an empty form where its
 *   start's is not among them, texts begun from its names;
 * - { new: { kind?, title, english?, category?, after? } }: a kind that does not exist yet, after a model (with the theme that it
 *   changes, null for none) or after a kind in force; else the smallest circuit that can be drawn on. Without `kind`, its name is made of its title;
 * - { of, kind, versionId? }, { of, new: { kind, title } }: the same of a block or of a theme.
 * 422 `circuit-diagram-hostile`, `circuit-diagram-unreadable` (params.reason), `circuit-not-one-process` (params.count),
 * `circuit-process-name` (params.id) · 409 `circuit-kind-taken`, `circuit-part-taken` (new only) ·
 * 422 `circuit-theme-beyond-model` · 404 `kind-unknown`, `not-found`.
 */
const Title = Plain.trim().min(1).max(200);
const After = z.union([
  z.strictObject({ model: z.string().max(60), theme: PartName.nullable().optional() }),
  z.strictObject({ kind: CircuitKind }),
]);
const NewKind = z.strictObject({
  kind: CircuitKind.optional(),
  title: Title,
  english: Title.optional(),
  category: z.strictObject({ fr: Title, en: Title }).optional(),
  after: After.optional(),
});
export const CircuitDraftCreate = z.union([
  z.strictObject({ kind: CircuitKind, versionId: Id.optional() }),
  z.strictObject({
    import: z.strictObject({
      fileName: Plain.max(200),
      xml: Plain.min(1).max(CIRCUIT_LIMITS.fileBytes),
      files: z
        .array(z.strictObject({ fileName: Plain.max(200), text: Plain.max(CIRCUIT_LIMITS.fileBytes) }))
        .max(CIRCUIT_LIMITS.files)
        .default([]),
    }),
  }),
  z.strictObject({ new: NewKind }),
  z.strictObject({ of: PartType, kind: PartName, versionId: Id.optional() }),
  z.strictObject({ of: PartType, new: z.strictObject({ kind: PartName, title: Title }) }),
]);

/**
 * PUT /api/atelier/drafts/:id/files → 200 CircuitDraftSaved. `text: null` removes a file.
 * 409 `circuit-draft-changed` with CircuitDraftConflict when another analyst saved in between: nothing is written.
 * 409 `circuit-publishing` · 422 `circuit-file-refused` (params.path, params.reason: size | total | count | twice | place).
 */
export const CircuitDraftSave = z.object({
  revision: z.int().min(0).max(1_000_000_000),
  files: z
    .array(z.object({ path: CircuitPath, text: Plain.max(CIRCUIT_LIMITS.fileBytes).nullable() }))
    .min(1)
    .max(CIRCUIT_LIMITS.files),
});
export const CircuitDraftSaved = z.object({ revision: z.int(), updatedAt: Instant });
export const CircuitDraftConflict = z.object({
  revision: z.int(),
  savedAt: Instant,
  savedBy: PersonRef.nullable(),
});

/**
 * POST /api/atelier/drafts/:id/copy → 201 CircuitDraftView: a new draft with the files as kept, changed by `files`:
 * the way to keep one's own work after a conflict.
 */
export const CircuitDraftCopy = z.object({
  files: z.array(CircuitDraftSave.shape.files.element).max(CIRCUIT_LIMITS.files).default([]),
});

/** One thing wrong, where an analyst finds it. `elementId` is the id in that file: an element, a component, a rule. */
export const CircuitFault = z.object({
  file: z.string(),
  elementId: z.string(),
  /** A property of the element, when one is at fault: « conditionExpression », « headers.template ». */
  path: z.string().optional(),
  /** In a template: counted from 1. */
  line: z.int().optional(),
  column: z.int().optional(),
  /** Stable: domain/circuit/faults/fault.ts. */
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  message: Bilingual,
  /** An error forbids publication; a warning does not. */
  severity: z.enum(['error', 'warning']),
});

/** A name that expressions of the diagram may use, and all that it can be: domain/circuit/known-name.ts. */
export const KnownName = z.object({
  name: z.string(),
  label: Bilingual.optional(),
  kind: z.enum(['text', 'number', 'boolean', 'list']).optional(),
  values: z.array(z.object({ value: z.string(), label: Bilingual.optional() })).optional(),
  /** Ids of the steps that give it; absent where it is there from the beginning. */
  givenBy: z.array(z.string()).optional(),
});

/**
 * POST /api/atelier/drafts/:id/check → 200; `?inKind=` of the draft of a part: what would be wrong in a kind in force that took it.
 * `revision` is the one that was read. 503 `workers-late` when nobody answers.
 */
export const CircuitCheck = z.object({
  revision: z.int(),
  faults: z.array(CircuitFault),
  names: z.array(KnownName),
  /** Who receives each message, as the circuit names them: domain/circuit/words/recipient.ts. */
  told: z.array(z.object({ message: z.string(), recipients: z.array(z.string()) })),
});

/**
 * POST /api/atelier/drafts/:id/act-preview → 200 application/pdf, made of sample data.
 * `template` is the name of a .typ of the draft without its ending. 422 `circuit-invalid` with `circuitFaults`.
 */
export const ActPreviewAsk = z.object({ template: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,60}$/) });

/**
 * POST /api/atelier/drafts/:id/proposal → 201 CircuitProposal: the other analysts are asked.
 * 409 `circuit-draft-changed` · 409 `circuit-proposed` · 409 `circuit-unchanged` · 409 `circuit-was-withdrawn` ·
 * 422 `circuit-invalid` with `circuitFaults` · 409 `circuit-outdated` (params.number): another version was published since the
 * draft began; compare, then ask again with `over`: the id of the current version that this one replaces.
 */
export const CircuitProposalAsk = z.object({
  revision: z.int().min(0),
  reason: Plain.trim().min(3).max(1000),
  over: Id.optional(),
});
/** POST /api/atelier/proposals/:id/return → 204, with what should change. 409 `circuit-proposal-ended`. */
export const CircuitProposalReturn = z.object({ remark: Plain.trim().min(3).max(1000) });
/**
 * POST /api/atelier/proposals/:id/approval → 201 CircuitPublished, and the draft is gone; 202 { pending: true } when the engine
 * or the workers are away: kept, it goes by itself (the draft says `publishing`).
 * 403 `circuit-own-proposal`, `circuit-touched` · 409 `circuit-proposer-left`, `circuit-proposal-ended` · 422 `circuit-invalid` with `circuitFaults`.
 */
export const CircuitPublished = z.object({ versionId: Id, kind: z.string(), number: z.int() });
export const CircuitPublicationPending = z.object({ pending: z.literal(true) });

/**
 * POST /api/circuits/:versionId/withdrawal → 200: nothing new starts on this version. `inForce` is what its kind follows since;
 * null: it is closed, with this reason. 409 `circuit-already-withdrawn`.
 */
export const CircuitWithdrawalAsk = z.object({ reason: Plain.trim().min(3).max(1000) });
export const CircuitWithdrawn = z.object({
  kind: z.string(),
  inForce: z.object({ id: Id, number: z.int() }).nullable(),
});

/** GET /api/circuits/:kind/versions → the versions of a kind, newest first. */
export const CircuitVersionRow = z.object({
  versionId: Id,
  number: z.int(),
  title: Bilingual,
  current: z.boolean(),
  publishedAt: Instant,
  /** Who approved it. Null: shipped with the portal. */
  publishedBy: PersonRef.nullable(),
  /** Who proposed it. Null: shipped with the portal, or published before two people did. */
  proposedBy: PersonRef.nullable(),
  reason: z.string().nullable(),
  /** Since when nothing new starts on it; who withdrew it, and why. */
  withdrawnAt: Instant.nullable(),
  withdrawnBy: PersonRef.nullable(),
  withdrawalReason: z.string().nullable(),
  /** Number of the version that would be in force if this one were withdrawn; null: its kind would be closed. */
  inForceWithout: z.int().nullable(),
  openRequests: z.int(),
});
export const CircuitVersions = z.object({ kind: z.string(), items: z.array(CircuitVersionRow) });
/** GET /api/circuits/:versionId/sources → every file with its text, shared ones included; of a version of a part too. */
export const CircuitSources = z.object({
  versionId: Id,
  of: Drafted,
  kind: z.string(),
  number: z.int(),
  title: Bilingual,
  current: z.boolean(),
  files: z.array(CircuitDraftFile),
});

export const ChangeKind = z.enum(['added', 'removed', 'changed']);
const ComparedLine = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });
const AttributeChange = z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() });

/**
 * GET /api/circuits/:versionId/comparison/:otherId, and GET /api/atelier/drafts/:id/comparison (the draft against its
 * base, or `?with=<versionId>`): what changed from the first to the second.
 */
export const CircuitComparison = z.object({
  from: z.object({ versionId: Id.nullable(), number: z.int().nullable() }),
  to: z.object({ versionId: Id.nullable(), number: z.int().nullable() }),
  /** `moved`: only its place in the drawing changed. */
  elements: z.array(
    z.object({
      elementId: z.string(),
      type: z.string(),
      name: z.string(),
      change: z.enum(['added', 'removed', 'changed', 'moved']),
      attributes: z.array(AttributeChange),
    }),
  ),
  forms: z.array(
    z.object({
      path: z.string(),
      change: ChangeKind,
      components: z.array(z.object({ key: z.string(), change: ChangeKind, attributes: z.array(AttributeChange) })),
    }),
  ),
  tables: z.array(
    z.object({
      path: z.string(),
      decisionId: z.string(),
      change: ChangeKind,
      /** Hit policy, columns. */
      attributes: z.array(AttributeChange),
      /** Cells in the order of the columns, inputs first. */
      rules: z.array(
        z.object({
          ruleId: z.string(),
          change: ChangeKind,
          before: z.array(z.string()).nullable(),
          after: z.array(z.string()).nullable(),
        }),
      ),
    }),
  ),
  /** Acts that are written as text: each block a line, in words. */
  acts: z.array(z.object({ path: z.string(), change: ChangeKind, lines: z.array(ComparedLine) })),
  texts: z.array(
    z.object({
      language: z.enum(['fr', 'en']),
      key: z.string(),
      change: ChangeKind,
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  /** Every file that differs. `hunks` is null for what is not text. */
  files: z.array(
    z.object({
      path: z.string(),
      change: ChangeKind,
      hunks: z
        .array(
          z.object({
            fromLine: z.int(),
            toLine: z.int(),
            lines: z.array(ComparedLine),
          }),
        )
        .nullable(),
    }),
  ),
});

/** GET /api/atelier/models → what a new kind can be begun from, and what it can change. */
export const KindModels = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      title: Bilingual,
      summary: Bilingual,
      /** Its drawing, as BPMN. */
      diagram: z.string(),
      /** The themes that its steps can apply. */
      themes: z.array(z.object({ name: PartName, title: Bilingual })),
      /** Whether a kind begun after it may change nothing. */
      canChangeNothing: z.boolean(),
    }),
  ),
  /** Those of the kinds in force. */
  categories: z.array(Bilingual),
});

export type KindModel = z.infer<typeof KindModels>['items'][number];
export type CircuitDraftSummary = z.infer<typeof CircuitDraftSummary>;
export type CircuitProposal = z.infer<typeof CircuitProposal>;
export type CircuitProposalView = z.infer<typeof CircuitProposalView>;
export type CircuitDraftView = z.infer<typeof CircuitDraftView>;
export type CircuitDraftFile = z.infer<typeof CircuitDraftFile>;
export type CircuitDraftSave = z.infer<typeof CircuitDraftSave>;
export type CircuitDraftSaved = z.infer<typeof CircuitDraftSaved>;
export type CircuitDraftConflict = z.infer<typeof CircuitDraftConflict>;
export type CircuitFault = z.infer<typeof CircuitFault>;
export type CircuitCheck = z.infer<typeof CircuitCheck>;
export type KnownName = z.infer<typeof KnownName>;
export type CircuitPublished = z.infer<typeof CircuitPublished>;
export type CircuitVersions = z.infer<typeof CircuitVersions>;
export type CircuitSources = z.infer<typeof CircuitSources>;
export type CircuitComparison = z.infer<typeof CircuitComparison>;
