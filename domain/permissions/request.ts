import type { CivilDate } from '../civil-date.ts';
import { type Actor, holds } from './actor.ts';

/** What rights on a request are judged on. */
export interface RequestFacts {
  readonly agentId: string;
  /** The agent's structure when it was filed. */
  readonly structurePath: string;
  readonly closed: boolean;
  /** People who hold one of its open tasks today (view task_holder). */
  readonly holderIds: readonly string[];
  /** Authors of decisions on it that were not voided. */
  readonly decidedByIds: readonly string[];
  /** Whether a signature was given, sealed or not. */
  readonly signed: boolean;
  /** Whether an act of it is sealed. */
  readonly sealed: boolean;
  readonly withdrawalPending: boolean;
}

const isAgent = (actor: Actor, request: RequestFacts) => actor.personId === request.agentId;
const follows = (actor: Actor, request: RequestFacts, day: CivilDate) =>
  holds(actor, 'gestionnaire', request.structurePath, day);
const acted = (actor: Actor, request: RequestFacts) => request.decidedByIds.includes(actor.personId);

/** The agent, the gestionnaire of their structure, whoever holds a task of it, whoever decided on it. Nobody else. */
export function canSeeRequest(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  return (
    isAgent(actor, request) ||
    follows(actor, request, day) ||
    request.holderIds.includes(actor.personId) ||
    acted(actor, request)
  );
}

/**
 * Whether the person may read opinions, visas and who gave them: the agent only once the act is sealed, since the outcome
 * reaches them after signature and never before; the others who see the request, at once.
 */
export function canSeeDecisions(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  if (isAgent(actor, request)) return request.sealed || request.closed;
  return canSeeRequest(actor, request, day);
}

/** A supporting document is read by whoever sees the request. */
export function canReadPiece(actor: Actor, request: RequestFacts, day: CivilDate): boolean {
  return canSeeRequest(actor, request, day);
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

/** The agent alone, and as long as nothing is decided: an opinion or a visa does not decide, a signature does. */
export function canWithdraw(actor: Actor, request: RequestFacts): boolean {
  return isAgent(actor, request) && !request.closed && !request.signed && !request.withdrawalPending;
}
