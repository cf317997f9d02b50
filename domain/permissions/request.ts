import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds } from './actor.ts';
import { askedByAgent, type Filing } from './filing.ts';
import { isStartingRole, PAPER_ROLE, type Role } from './role.ts';

/** The facts that decide rights on a request. */
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
  /** Whether the agent was asked for an answer: they may then read what was put to them. */
  readonly answerAsked?: boolean;
  /** Whether its circuit has an act signed: the act then gives its outcome. */
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
 * True if the person may see a request: its agent, the gestionnaire of their structure, the person
 * who filed it, those who hold a task of it or decided on it. Nobody else. An act that someone
 * started for an agent stays hidden from that agent before it is sealed, whatever rights they hold:
 * an intention is not a decision, and may be given up. Once asked for an answer, they see it.
 */
export function canSeeRequest(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  const holding = request.holderIds.includes(actor.personId);
  if (isAgent(actor, request)) return askedByAgent(request) || request.sealed || request.answerAsked || holding;
  return follows(actor, request, day) || filed(actor, request) || holding || acted(actor, request);
}

/**
 * True if the person may read opinions, visas and their authors. The agent: only once the act is
 * sealed or the request is closed, because the outcome reaches them after signature and never
 * before; if nobody signs, once they were asked for an answer, because they answer what others
 * wrote. The others who see the request: at once.
 */
export function canSeeDecisions(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  if (isAgent(actor, request))
    return request.sealed || request.closed || (request.answerAsked === true && !request.signs);
  return canSeeRequest(actor, request, day);
}

/**
 * True if the person may read a supporting document: those who see the request; a closed one
 * (medical), its name included, only the agent and the gestionnaire of their file, even if others
 * decide, validate, sign or filed it.
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

/** True if the person may read a document not yet filed: its owner alone. */
export function canReadDraftPiece(actor: Actor, draft: { readonly ownerId: string }): boolean {
  return actor.personId === draft.ownerId;
}

/**
 * True if the person may read a sealed act: those who see the request. Before that, only the signer
 * sees it, as a preview.
 */
export function canReadAct(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  return request.sealed && canSeeRequest(actor, request, day);
}

/**
 * True if the person may export the evidence, which names everyone who acted: the agent may need it
 * before a judge, the others answer for the act.
 */
export function canExportEvidence(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  return canReadAct(actor, request, day);
}

/**
 * True if the person may take the archive of an act, its evidence and all its supporting documents:
 * only those who may read every one of them.
 */
export function canTakeArchive(
  actor: Actor,
  request: RequestFacts,
  pieces: readonly { readonly closed: boolean }[],
  day: CivilDate,
): boolean {
  return canExportEvidence(actor, request, day) && pieces.every((piece) => canReadPiece(actor, request, piece, day));
}

/**
 * True if the person may record that a sealed act was posted to its agent: the agent's
 * gestionnaire, never the agent.
 */
export function canRecordPost(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  return request.sealed && !isAgent(actor, request) && follows(actor, request, day);
}

/**
 * True if the person may withdraw a request: only its requester, and as long as nothing is decided.
 * An opinion or a visa does not decide, a signature does. A person who started it for an agent, or
 * entered it from their paper, must still hold the right to. A change agreed to without an act can
 * be stopped until its cooling-off ends, and not once it is applied; a request of a campaign, until
 * the results are published.
 */
export function canWithdraw(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  const over = request.stopUntil ? day > request.stopUntil : false;
  const decided = request.signed || request.applied || request.resulted || over;
  return isRequester(actor, request, day) && !request.closed && !decided && !request.withdrawalPending;
}

/**
 * True if the person is the requester: the agent who asked for it, or the one who filed it for them
 * and still may.
 */
export function isRequester(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  if (isAgent(actor, request)) return askedByAgent(request);
  const { structurePath } = request;
  const role = request.onPaper ? PAPER_ROLE : request.startedBy;
  return filed(actor, request) && role !== null && isStartingRole(role) && holds(actor, role, structurePath, day);
}
