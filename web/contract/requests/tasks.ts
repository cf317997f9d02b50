import { z } from 'zod';
import { ACT_GAPS } from '#domain/act/gaps.ts';
import { DECISION_KINDS, OUTCOMES, REQUIREMENTS } from '#domain/decision/decision.ts';
import {
  Bilingual,
  CivilDate,
  EngineKey,
  Id,
  Instant,
  keyPageOf,
  keyPageQuery,
  PersonRef,
  Plain,
  Sha256,
} from '../common.ts';
import { PieceRule } from './catalogue.ts';
import { FormData } from './drafts.ts';
import { RequestState, RequestView } from './requests.ts';
import { PendingChange } from './situation.ts';

export const DecisionKind = z.enum(DECISION_KINDS);
/** opinion: favorable, reserved, unfavorable · visa: approved, complement, proposed, refused · check: confirmed, unconfirmed · signature: signed, refused, reconsidered · answer: answered, acknowledged, accepted, declined, contested · complement: completed · correction: corrected */
export const Outcome = z.enum(OUTCOMES);

export const TaskSummary = z.object({
  key: EngineKey,
  step: Bilingual,
  decision: DecisionKind,
  role: z.string(),
  createdAt: Instant,
  /** By the clock of the place where it was filed. */
  dueOn: CivilDate.nullable(),
  overdue: z.boolean(),
  assignee: PersonRef.nullable(),
  request: z.object({
    id: Id,
    number: z.string(),
    kind: z.string(),
    title: Bilingual,
    agent: PersonRef,
    structureName: z.string(),
    filedAt: Instant,
  }),
});

/** GET /api/tasks : the open tasks the caller holds (the same predicate decides). */
export const TaskQuery = keyPageQuery(EngineKey).extend({
  kind: Plain.max(100).optional(),
  decision: DecisionKind.optional(),
  due: z.enum(['overdue', 'week']).optional(),
  mine: z.enum(['true', 'false']).optional(),
  sort: z.enum(['dueAt', '-dueAt', 'createdAt', '-createdAt', 'agent', '-agent']).default('dueAt'),
});
/** `moving`: rights of many people changed, and rows of this list are yet to follow. */
export const TaskPage = keyPageOf(TaskSummary).extend({ moving: z.boolean() });

/** What an act lacks (domain/act/gaps.ts), with who can mend it; `posting` is what the manager may mend in the task. */
export const CorrectionView = z.object({
  gaps: z.array(z.object({ gap: z.enum(ACT_GAPS), mendedBy: z.string(), mended: z.boolean() })),
  posting: z.object({ grade: z.string(), quality: z.string(), structureName: z.string() }).nullable(),
});

/** PUT /api/tasks/:key/correction → CorrectionView. 404 for a task that is no correction. */
export const CorrectionPut = z.object({
  grade: Plain.trim().min(1).max(200),
  quality: Plain.trim().min(1).max(200),
  reason: Plain.trim().min(3).max(1000),
});

/** GET /api/tasks/:key. 404 for whoever does not hold it; 410 `task-ended` when someone decided already. */
export const TaskView = TaskSummary.extend({
  requestView: RequestView,
  /** What the request would change of its agent’s situation; nothing of what it changed already. */
  changes: z.array(PendingChange),
  /**
   * The agent’s other requests of that kind, the latest first; `more`: there are others. `id` is null where the reader may not
   * open it. None at the agent’s own steps.
   */
  others: z.object({
    items: z.array(
      z.object({
        id: Id.nullable(),
        number: z.string(),
        filedAt: Instant,
        closedAt: Instant.nullable(),
        state: RequestState,
      }),
    ),
    more: z.boolean(),
  }),
  /** The outcomes the form offers, in order, with what each requires. */
  outcomes: z.array(
    z.object({
      outcome: Outcome,
      requires: z.array(z.enum(REQUIREMENTS)),
    }),
  ),
  /** Why it came here: what was asked (complement), or the reasons of whoever refused, or took a refusal back. */
  message: z.object({ kind: z.string(), outcome: z.string(), text: z.string() }).nullable(),
  /** Complement tasks: the kinds of documents of the request's own version, whatever became of the kind since. */
  pieceTypes: z.array(PieceRule),
  /** Complement tasks: what the caller typed in answer and did not send. */
  typed: z.string().nullable(),
  /** Correction tasks: what is missing. */
  correction: CorrectionView.nullable(),
  /** Signature tasks: which template the act will use. */
  template: z.string().nullable(),
  /** Whether silence accepted the request: it cannot be refused any more. */
  accepted: z.boolean(),
  /** Checks and answers: the form whose answers are written down, with its words by language. */
  form: z
    .object({
      schema: z.record(z.string(), z.unknown()),
      texts: z.record(z.string(), z.record(z.string(), z.string())),
    })
    .nullable(),
  /** Visas that may propose otherwise: the part of the request's form that they may, as it is asked. */
  proposable: z
    .object({
      schema: z.record(z.string(), z.unknown()),
      texts: z.record(z.string(), z.record(z.string(), z.string())),
      initial: FormData,
    })
    .nullable(),
  /** Answers to a proposal: who proposes what instead of what was asked, and why. */
  proposal: z
    .object({
      by: PersonRef,
      quality: z.string().nullable(),
      reason: z.string(),
      at: Instant,
      changed: z.array(
        z.object({ key: z.string(), label: Bilingual, asked: Bilingual.nullable(), proposed: Bilingual.nullable() }),
      ),
    })
    .nullable(),
  /** Steps that call the agent back: how they were reached long enough before this request. */
  contacts: z
    .array(
      z.object({
        kind: z.enum(['phone', 'personalEmail', 'workEmail']),
        value: z.string(),
        replacedAt: Instant.nullable(),
      }),
    )
    .nullable(),
});

/** POST /api/tasks/:key/reveal { field } : a masked answer, to whoever decides there. Written down as a consultation. */
export const RevealCreate = z.object({ field: Plain.min(1).max(200) });
export const RevealView = z.object({ field: z.string(), value: z.string() });

/** PUT /api/tasks/:key/assignee { assign: true|false } : take it, or give it back. */
export const AssigneePut = z.object({ assign: z.boolean() });

/** POST /api/tasks/:key/preview → the act as the caller would sign it now; GET /api/tasks/:key/preview/:sha256 → those bytes. */
export const PreviewView = z.object({ sha256: Sha256, size: z.int(), title: z.string() });

/** POST /api/tasks/:key/step-up/passkey → what the browser is asked (WebAuthn, as JSON); 403 `step-up-unavailable` without a passkey. */
export const PasskeyAsk = z.object({ sha256: Sha256 });
export const PasskeyAsked = z.object({ options: z.looseObject({ challenge: z.string() }) });
const oneTimeCode = z.string().regex(/^\d{6}$/);
const proof = { code: oneTimeCode.optional(), passkey: z.looseObject({ id: z.string() }).optional() };
const isOneOfThem = ({ code, passkey }: { code?: unknown; passkey?: unknown }): boolean =>
  (code === undefined) !== (passkey === undefined);
/** That the signer is there: a one-time code, or what their passkey answered. */
export const GivenProof = z.object(proof).refine(isOneOfThem);
/**
 * POST /api/tasks/:key/step-up: a one-time code, or what the passkey answered. 401 `code-wrong`, `passkey-refused` (params.left),
 * 401 `code-replayed` (wait for the next code), `passkey-late` (ask again), 429 `code-locked` (params.minutes).
 */
export const StepUpCreate = z.object({ ...proof, sha256: Sha256 }).refine(isOneOfThem);
export const StepUpView = z.object({ proofId: Id, expiresAt: Instant });

/** POST /api/tasks/:key/decision. 200 DecisionReceipt; 202 the same when the engine is away (kept, goes on by itself); 409 `task-already-decided`; 422 faults. */
export const DecisionCreate = z.object({
  outcome: Outcome,
  reason: Plain.trim().max(5000).optional(),
  reasonLaw: Plain.trim().max(5000).optional(),
  reasonFact: Plain.trim().max(5000).optional(),
  interviewOn: CivilDate.optional(),
  shownSha256: Sha256.optional(),
  stepUpProofId: Id.optional(),
  /** Checks and answers: what the step's form was filled with. Visas that propose otherwise: what they propose, by key of the request's form. */
  answers: FormData.optional(),
});
export const DecisionReceipt = z.object({
  decisionId: Id,
  /** recorded: the circuit went on. kept: the engine is away, it will. */
  state: z.enum(['recorded', 'kept']),
  requestId: Id,
  /** The next task of the caller on this request, if one opened (a refusal to sign follows a refusal given). */
  nextTaskKey: EngineKey.nullable(),
});
/** PUT /api/tasks/:key/answer → 204: an answer to a complement as it is typed, kept until it is sent; empty, nothing is kept. */
export const AnswerPut = z.object({ text: Plain.max(5000) });
/** POST, GET, DELETE /api/tasks/:key/pieces : as for drafts, for a complement task. Until the answer is sent they are in `requestView.pieces` of the task alone. */
export type TaskSummary = z.infer<typeof TaskSummary>;
export type TaskView = z.infer<typeof TaskView>;
export type CorrectionView = z.infer<typeof CorrectionView>;
export type DecisionCreate = z.infer<typeof DecisionCreate>;
export type DecisionReceipt = z.infer<typeof DecisionReceipt>;
export type DecisionKind = z.infer<typeof DecisionKind>;
export type Outcome = z.infer<typeof Outcome>;
