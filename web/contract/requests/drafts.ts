import { z } from 'zod';
import { Bilingual, CivilDate, Id, Instant, PersonRef, Plain } from '../common.ts';
import { KindDetail } from './catalogue.ts';
import { PendingChange, ShownTheme } from './situation.ts';

/** Values of a form, by component key. Files are { id, name } of pieces of this draft. */
export const FormData = z.record(z.string().max(100), z.unknown());

export const PieceView = z.object({
  id: Id,
  pieceType: z.string(),
  fileName: z.string(),
  size: z.int(),
  /** Opened by its agent and by whoever keeps their file alone. */
  closed: z.boolean(),
  /** Whether the caller may open it; where not, neither its name nor its size is said. */
  readable: z.boolean(),
  mediaType: z.string(),
  uploadedAt: Instant,
});

/** POST /api/drafts. `agentId` for a kind that a role starts for an agent, or for what an agent signed on paper; `item`: of one of their lists, which it is about; `renews`: the theme of which it renews what ends; `after`: one’s own request that brings this kind, whose answers are taken over. */
export const DraftCreate = z.object({
  kind: Plain.max(100),
  agentId: Id.optional(),
  item: Id.optional(),
  renews: Plain.max(60).optional(),
  after: Id.optional(),
});
/** PUT /api/drafts/:id. A stale revision → 409 `draft-changed-elsewhere`, with the kept copy as `draft`. */
export const DraftSave = z.object({ data: FormData, revision: z.int().min(0).max(1_000_000_000) });
export const DraftSaved = z.object({ revision: z.int(), updatedAt: Instant });

export const DraftSummary = z.object({
  id: Id,
  kind: z.string(),
  title: Bilingual,
  /** Whom it is about, when that is not its owner. */
  agent: PersonRef.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
/** GET /api/drafts/:id */
export const DraftView = DraftSummary.extend({
  /** It is entered from a paper that its agent signed, to be added as a piece of the type `signed-paper`. */
  onPaper: z.boolean(),
  data: FormData,
  revision: z.int(),
  pieces: z.array(PieceView),
  kindDetail: KindDetail,
  /** Its circuit was withdrawn and it cannot be filed as it is: a code of errors, and the reason given. Null: it can be filed. */
  withdrawn: z.object({ code: z.string(), reason: z.string() }).nullable(),
  /** Answers that stand as the situation says them, with the theme that they come from and since when it stands. */
  origins: z.array(z.object({ key: z.string(), theme: Bilingual, from: CivilDate })),
  /** Whether it changes something of their situation: see GET /api/drafts/:id/changes. */
  changes: z.boolean(),
  /** Where that agent stands today, to fill the form in; null for one’s own. */
  agentSituation: z
    .object({
      employeeNumber: z.string(),
      structureName: z.string().nullable(),
      grade: z.string().nullable(),
      /** What stands of the themes that it changes. */
      situation: z.array(ShownTheme),
    })
    .nullable(),
});
/** GET /api/drafts/:id/changes: nothing of a theme that is not answered rightly yet. */
export const DraftChanges = z.object({ items: z.array(PendingChange) });
/** GET /api/drafts → the caller's, newest first (at most 50). */
export const DraftList = z.object({ items: z.array(DraftSummary) });

/**
 * POST /api/drafts/:id/step-up, for kinds that ask for it (`kindDetail.stepUp`): a one-time code, or the password of an account
 * without a second factor. 422 with `faults` when the form is not right yet; 401 `code-wrong`, `password-wrong` (params.left),
 * `code-replayed`; 422 `code-expected`; 429 `code-locked`. The proof holds five minutes, once, for what the draft holds now.
 */
export const SubmissionStepUp = z
  .object({
    code: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
    password: Plain.min(1).max(128).optional(),
  })
  .refine(({ code, password }) => (code === undefined) !== (password === undefined));
/** POST /api/drafts/:id/submission; `step-up-required` without a proof where the kind asks for one. */
export const SubmissionCreate = z.object({
  stepUpProofId: Id.optional(),
  /** When what the agent signed on paper was received, from which delays run; today unless said. */
  receivedOn: CivilDate.optional(),
});

export type DraftView = z.infer<typeof DraftView>;
export type DraftSummary = z.infer<typeof DraftSummary>;
export type PieceView = z.infer<typeof PieceView>;
