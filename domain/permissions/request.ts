import type { CivilDate } from '../calendar/civil-date.ts';
import { askedByAgent, type Filing } from '../request/on-paper.ts';
import { type Actor, holds } from './actor.ts';
import { isStartingRole, PAPER_ROLE, type Role } from './role.ts';

/** What rights on a request are judged on. */
export interface RequestFacts extends Filing {
  readonly agentId: string;
  /** The role that starts such acts; null when agents file them. */
  readonly startedBy: Role | null;
  /** The agent's structure when it was filed. */
  readonly structurePath: string;
  readonly closed: boolean;
  /** People who hold one of its open tasks today (task_holders). */
  readonly holderIds: readonly string[];
  /** Authors of decisions on it that were not voided. */
  readonly decidedByIds: readonly string[];
  /** Whether a signature was given, sealed or not. */
  readonly signed: boolean;
  /** Whether an act of it is sealed. */
  readonly sealed: boolean;
  readonly withdrawalPending: boolean;
  /** Whether the agent was asked for an answer: what was put to them is theirs to read. */
  readonly answerAsked?: boolean;
  /** Whether its circuit has an act signed: its outcome is then told by the act. */
  readonly signs?: boolean;
  /** Whether its effect on the agent's situation is written. */
  readonly applied?: boolean;
  /** Whether its campaign published a result for it. */
  readonly resulted?: boolean;
  /** The last day on which an agreed change can be stopped; null where there is no such day. */
  readonly stopUntil?: CivilDate | null;
}

const isAgent = (actor: Actor, request: RequestFacts) => actor.personId === request.agentId;
const follows = (actor: Actor, request: RequestFacts, day: CivilDate) =>
  holds(actor, 'gestionnaire', request.structurePath, day);
const filed = (actor: Actor, request: RequestFacts) => actor.personId === request.filedById;
const acted = (actor: Actor, request: RequestFacts) => request.decidedByIds.includes(actor.personId);

/**
 * The agent, the gestionnaire of their structure, whoever filed it, whoever holds a task of it, whoever decided on it.
 * Nobody else. An act that someone started for an agent is not theirs to know of before it is sealed, whatever rights they
 * hold: an intention is no decision, and one that is given up was never anything. Asked for an answer, they know of it.
 */
export function canSeeRequest(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  const holding = request.holderIds.includes(actor.personId);
  if (isAgent(actor, request)) return askedByAgent(request) || request.sealed || request.answerAsked || holding;
  return follows(actor, request, day) || filed(actor, request) || holding || acted(actor, request);
}

/**
 * Whether the person may read opinions, visas and who gave them: the agent only once the act is sealed, since the outcome
 * reaches them after signature and never before; where nobody signs, once they were asked for an answer, since they answer
 * what others wrote. The others who see the request, at once.
 */
export function canSeeDecisions(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  if (isAgent(actor, request))
    return request.sealed || request.closed || (request.answerAsked === true && !request.signs);
  return canSeeRequest(actor, request, day);
}

/**
 * A supporting document is read by whoever sees the request; a closed one (medical), name included, by the agent and by
 * whoever keeps their file, whoever else decides, validates, signs or filed it.
 */
export function canReadPiece(
  actor: Actor,
  request: RequestFacts,
  { closed }: { readonly closed: boolean },
  day: CivilDate,
): boolean {
  if (!canSeeRequest(actor, request, day)) return false;
  return !closed || isAgent(actor, request) || follows(actor, request, day);
}

/** Before it is filed, a document is its owner's alone. */
export function canReadDraftPiece(actor: Actor, draft: { readonly ownerId: string }): boolean {
  return actor.personId === draft.ownerId;
}

/** A sealed act, by whoever sees the request; before, only the signer sees it, as a preview. */
export function canReadAct(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  return request.sealed && canSeeRequest(actor, request, day);
}

/** The evidence names everyone who acted: the agent may need it before a judge, the others answer for the act. */
export function canExportEvidence(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  return canReadAct(actor, request, day);
}

/** The archive of an act is its evidence and all its supporting documents: whoever may not read one of them has none of it. */
export function canTakeArchive(
  actor: Actor,
  request: RequestFacts,
  pieces: readonly { readonly closed: boolean }[],
  day: CivilDate,
): boolean {
  return canExportEvidence(actor, request, day) && pieces.every((piece) => canReadPiece(actor, request, piece, day));
}

/** Whoever manages the agent records that a sealed act was sent to them by post; never the agent, of their own. */
export function canRecordPost(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  return request.sealed && !isAgent(actor, request) && follows(actor, request, day);
}

/**
 * Whoever asks for it alone, and as long as nothing is decided: an opinion or a visa does not decide, a signature does. Who
 * started it for an agent must still hold the right to, and so must who entered it from their paper. A change agreed to without an act can be stopped until its
 * cooling-off ends, and not once it is applied;
 * what is filed in a campaign, until its results are published.
 */
export function canWithdraw(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  const over = request.stopUntil ? day > request.stopUntil : false;
  const decided = request.signed || request.applied || request.resulted || over;
  return isRequester(actor, request, day) && !request.closed && !decided && !request.withdrawalPending;
}

/** Whether the request is this person's to withdraw. */
export function isRequester(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  if (isAgent(actor, request)) return askedByAgent(request);
  const { structurePath } = request;
  const role = request.onPaper ? PAPER_ROLE : request.startedBy;
  return filed(actor, request) && role !== null && isStartingRole(role) && holds(actor, role, structurePath, day);
}
