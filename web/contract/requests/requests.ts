import { z } from 'zod';
import { NOTIFIED_BY } from '#domain/act/legal/appeal-period.ts';
import { ACT_STATES } from '#domain/act/registry.ts';
import { DECISION_KINDS } from '#domain/decision/decision.ts';
import { LATER_ACTS } from '#domain/decision/later-act.ts';
import { CLOSING_OUTCOMES, REQUEST_STATES } from '#domain/request/request.ts';
import { PAY_MOVEMENTS } from '#domain/situation/themes/pay-movement.ts';
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
import { Reason } from '../operations/administration.ts';
import { Kept, OtherAct } from '../signing/registry.ts';
import { CircuitStep } from './catalogue.ts';
import { FormData, PieceView } from './drafts.ts';

/** What a person reads of a request's state; derived (domain/request/request.ts), never stored as such. */
export const RequestState = z.enum(REQUEST_STATES);

/** Who has the hand now. `role` is « agent » or a role; `people` are at most 5 names the caller may see. */
export const Holder = z.object({
  elementId: z.string(),
  step: Bilingual,
  role: z.string(),
  people: z.array(PersonRef),
  since: Instant,
  /** By the clock of the place where it was filed. */
  dueOn: CivilDate.nullable(),
});

export const RequestSummary = z.object({
  id: Id,
  number: z.string(),
  kind: z.string(),
  title: Bilingual,
  agent: PersonRef,
  /** Who started it for the agent; null when the agent filed it. */
  filedBy: PersonRef.nullable(),
  /** Whether they entered it from a paper that the agent signed. */
  onPaper: z.boolean(),
  structureName: z.string(),
  filedAt: Instant,
  state: RequestState,
  hands: z.array(Holder),
  closedAt: Instant.nullable(),
});

/** GET /api/requests. scope: mine (own), structure (followed by a gestionnaire), acted (where the caller decided). */
export const RequestQuery = keyPageQuery(Id).extend({
  scope: z.enum(['mine', 'structure', 'acted']).default('mine'),
  kind: Plain.max(100).optional(),
  state: z.enum(['open', 'closed']).optional(),
  sort: z.enum(['-filedAt', 'filedAt', 'agent', '-agent']).default('-filedAt'),
});
export const RequestPage = keyPageOf(RequestSummary);

/** A label and its value, ready to read, from the form and the data. */
export const AnswerView = z.object({
  key: z.string(),
  label: Bilingual,
  value: Bilingual,
  /** Only a mask of it is shown; whoever holds a task of the request may ask to read it (POST /api/tasks/:key/reveal). */
  masked: z.boolean(),
  /** What was filed there, where the agent accepted something else since. */
  filed: Bilingual.optional(),
});

export const DecisionView = z.object({
  id: Id,
  kind: z.enum(DECISION_KINDS),
  step: Bilingual,
  outcome: z.string(),
  author: PersonRef,
  quality: z.string().nullable(),
  reason: z.string().nullable(),
  reasonLaw: z.string().nullable(),
  reasonFact: z.string().nullable(),
  /** What the step's own form was filled with. */
  answers: z.array(AnswerView),
  at: Instant,
});

/** A letter that left with an act; `receivedOn` null: nobody recorded when it was received. `corrections`: the days written before. */
export const PostalNoticeView = z.object({
  id: Id,
  trackingNumber: z.string(),
  sentOn: CivilDate,
  recordedBy: PersonRef,
  receivedOn: CivilDate.nullable(),
  corrections: z.array(z.object({ formerly: CivilDate, at: Instant, by: PersonRef, reason: z.string().nullable() })),
});

/** What an act undid of the one that it touches: the new rows of the situation, and what pay takes back. */
export const UndoneView = z.object({
  /** Whether all that it undoes is undone. */
  done: z.boolean(),
  effects: z.array(
    z.object({
      theme: z.string(),
      title: Bilingual,
      /** It stands no more, it ends, or what stood before it does again. */
      how: z.enum(['void', 'ends', 'former']),
      from: CivilDate,
      until: CivilDate.nullable(),
    }),
  ),
  pay: z.array(
    z.object({ movement: z.enum(PAY_MOVEMENTS), month: z.string(), from: CivilDate, until: CivilDate.nullable() }),
  ),
});
/** `undone` is null for whoever may not read the act. */
const TouchingAct = OtherAct.extend({ undone: UndoneView.nullable() });

export const ActView = z.object({
  id: Id,
  /** Its own; of one signed before acts had numbers, that of its request. */
  number: z.string(),
  title: z.string(),
  template: z.string(),
  signedAt: Instant,
  sealed: z.boolean(),
  sha256: Sha256.nullable(),
  dossierNumber: z.int().nullable(),
  /** In force, or what later acts made of it. */
  state: z.enum(ACT_STATES),
  touchedBy: z.array(TouchingAct),
  /** The earlier act that it corrects, withdraws or repeals; null: none. */
  touches: TouchingAct.nullable(),
  kept: Kept,
  /** Since when nothing of it is left but its number and hash; null: it stands. */
  eliminatedOn: CivilDate.nullable(),
  /** How it was sent by post, as managers recorded it. */
  post: z.array(PostalNoticeView),
  /** The time for going to court: since when, proved by what, until when; null: it has not begun. */
  appeal: z.object({ begunOn: CivilDate, by: z.enum(NOTIFIED_BY), endsOn: CivilDate }).nullable(),
});

/** What says, sealed, what became of a request that was decided without an act. */
export const ReceiptView = z.object({ dossierNumber: z.int(), sha256: Sha256, filedAt: Instant });

/** What a request that contests does to the time for going to court (domain/request/contest.ts). */
const ContestEffect = z.object({
  limitOn: CivilDate.nullable(),
  late: z.boolean().nullable(),
  prolongedTo: CivilDate.nullable(),
  /** « tribunal administratif de Melun »; null: not known. */
  court: z.string().nullable(),
});

/** The decision that a request contests. */
export const ContestedView = ContestEffect.extend({
  requestId: Id,
  /** What its act does to the one that was chosen; null: it contests the decision. */
  laterAct: z.enum(LATER_ACTS).nullable(),
  words: Bilingual,
  notifiedOn: CivilDate.nullable(),
});

/** A request that contests what was decided on this one. */
export const ContestView = ContestEffect.extend({
  requestId: Id,
  number: z.string(),
  filedOn: CivilDate,
  outcome: z.enum(CLOSING_OUTCOMES).nullable(),
});

/** GET /api/requests/:id */
export const RequestView = RequestSummary.extend({
  versionNumber: z.int(),
  answers: z.array(AnswerView),
  data: FormData,
  pieces: z.array(PieceView),
  /** What the caller may read: the agent sees opinions and visas only once the act is signed. */
  decisions: z.array(DecisionView),
  acts: z.array(ActView),
  /** Null where there is none, or where it waits to be sealed. */
  receipt: ReceiptView.nullable(),
  /** Where its agent is posted since, while it is open; null: where they were when it was filed. */
  postedSince: z.object({ structureName: z.string() }).nullable(),
  /** What it contests; null: nothing. */
  contests: ContestedView.nullable(),
  contestedBy: z.array(ContestView),
  /** Rights of the caller on this request, as the domain answers. */
  may: z.object({
    withdraw: z.boolean(),
    exportEvidence: z.boolean(),
    takeArchive: z.boolean(),
    seeDossier: z.boolean(),
    recordPost: z.boolean(),
  }),
  /** Whether it is in a campaign (GET /api/requests/:id/campaign). */
  inCampaign: z.boolean(),
  /** The task that waits for the caller here, if any. */
  taskKey: EngineKey.nullable(),
  withdrawal: z.enum(['none', 'pending', 'accepted', 'refused']),
  /** Until when the agent can stop a change that everyone agreed to; null where there is no such time. */
  stopUntil: Instant.nullable(),
});

/** A dated step of the progress tab. `kind`: domain/request/request-event.ts. `actor` is absent where the reader may not know. */
export const ProgressEntry = z.object({
  id: Id,
  at: Instant,
  kind: z.string(),
  elementId: z.string().nullable(),
  step: Bilingual.nullable(),
  actor: PersonRef.nullable(),
  /** What its sentence holds; null where what it said was erased, or cannot be read any more. */
  params: z.record(z.string(), z.union([z.string(), z.number()])).nullable(),
});

/** GET /api/requests/:id/progress */
export const ProgressView = z.object({
  state: RequestState,
  hands: z.array(Holder),
  entries: z.array(ProgressEntry),
  /** Where people act, between the filing and the end; what the circuit does by itself is in `entries`, in words. */
  steps: z.array(
    CircuitStep.extend({
      /**
       * `ahead`: on the way of a request that is granted; `depends`: in some cases of it; `otherwise`: only if things go another
       * way; `skipped`: all is over, without it.
       */
      state: z.enum(['done', 'current', 'ahead', 'depends', 'otherwise', 'skipped']),
      /** When it was passed, or since when it waits; by whom, for those who may know. */
      at: Instant.nullable(),
      by: PersonRef.nullable(),
      /** What was decided there, for those who may know. */
      outcome: z.string().nullable(),
    }),
  ),
  /** By the clock of the place where it was filed. */
  dueOn: CivilDate.nullable(),
  /** Element ids lit on the diagram. */
  activeElements: z.array(z.string()),
  doneElements: z.array(z.string()),
  /** True while the engine has not confirmed the filing yet. */
  waitingForEngine: z.boolean(),
});
/** GET /api/requests/:id/diagram?lang= → the BPMN XML of the request's own version, element names in that language. */

export const WithdrawalCreate = z.object({ reason: Plain.trim().max(2000).optional() });
export const WithdrawalView = z.object({ withdrawal: z.enum(['pending', 'accepted', 'refused']) });

/** Eight letters and digits at least, in groups or not, as the post prints them. */
export const PostingCreate = z.object({
  sentOn: CivilDate,
  trackingNumber: z.string().regex(/^\s*(?:[A-Za-z0-9]\s*){8,30}$/),
});
export const ReceiptCreate = z.object({ receivedOn: CivilDate });
/** POST /api/requests/:id/acts/:actId/post/:noticeId/correction */
export const ReceiptCorrection = z.object({ receivedOn: CivilDate, reason: Reason });

/** POST /api/requests/:id/acts/:actId/status: the bytes in base 64. 503 `workers-late` when nobody seals it. */
export const ActStatusFile = z.object({ fileName: z.string(), file: z.base64() });

/**
 * GET /api/requests/:id/pieces/:pieceId → bytes, inline
 * GET /api/requests/:id/acts/:actId/file → the sealed PDF
 * GET /api/requests/:id/acts/:actId/evidence → Evidence (domain/evidence/evidence.ts) as JSON
 * GET /api/requests/:id/acts/:actId/archive → a .zip (domain/archive/contents.ts), written as it is sent
 */
export type RequestSummary = z.infer<typeof RequestSummary>;
export type RequestView = z.infer<typeof RequestView>;
export type RequestState = z.infer<typeof RequestState>;
export type ProgressView = z.infer<typeof ProgressView>;
export type Holder = z.infer<typeof Holder>;
export type DecisionView = z.infer<typeof DecisionView>;
